/**
 * Names that come from people and command lines. Example: `fileName('Budget 2021/22')` gives `Budget 2021 22`.
 */
import path from 'node:path'

/** A text that every file system takes as a file's name. */
export function fileName(text: string): string {
  const plain = text
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100)
    .trim()
  return plain === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(plain) ? 'Plan' : plain
}

/** The path with the ending that it must have. */
export function withEnding(chosen: string, ending: string): string {
  return chosen.toLowerCase().endsWith(ending) ? chosen : chosen + ending
}

/** The plan that a command line names, or null. @param folder where it was called */
export function planIn(argv: readonly string[], folder: string): string | null {
  const named = argv.slice(1).findLast((word) => !word.startsWith('-') && /\.cplan$/i.test(word))
  return named === undefined ? null : path.resolve(folder, named)
}

/** The person's name at this computer, as the history and the lock give it. */
export function userName(ask: () => string): string {
  try {
    const name = ask()
      .replace(/\p{Cc}+/gu, '')
      .trim()
      .slice(0, 100)
    return name === '' ? 'somebody' : name
  } catch {
    // A container may have no name for its user.
    return 'somebody'
  }
}
