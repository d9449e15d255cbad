/**
 * Lines that several sheets give a year of each. Example: "Helpline" of the Harbour Trust on the sheets "2019-20" and "2020-21"
 * is one line with two years, as it would be if the sheets were imported one after the other.
 */
import type { ReadLine } from './reading.ts'

/**
 * The lines with those of other sheets joined to them that are the same and have other figures.
 * @param sameAs what lines must share to be the same
 */
export function joinSheets(lines: readonly ReadLine[], sameAs: (line: ReadLine) => string): ReadLine[] {
  if (lines.every(({ at }) => at.sheet === lines[0]!.at.sheet)) return [...lines]
  const joined: { line: ReadLine; sheets: Set<string> }[] = []
  const byIdentity = new Map<string, typeof joined>()
  for (const line of lines) {
    const identity = sameAs(line)
    const alike = byIdentity.get(identity) ?? []
    const held = alike.find((one) => !one.sheets.has(line.at.sheet) && givesOthers(one.line, line))
    if (held) {
      held.sheets.add(line.at.sheet)
      held.line = joinedWith(held.line, line)
      continue
    }
    const added = { line, sheets: new Set([line.at.sheet]) }
    joined.push(added)
    alike.push(added)
    byIdentity.set(identity, alike)
  }
  return joined.map(({ line }) => line)
}

/** Do both lines have figures, and none in common? */
function givesOthers({ figures }: ReadLine, other: ReadLine): boolean {
  if (figures.length === 0 || other.figures.length === 0) return false
  return !figures.some(({ year, measure }) => other.figures.some((one) => one.year === year && one.measure === measure))
}

/** The first line's texts hold; the other fills in what it lacks. */
function joinedWith(line: ReadLine, other: ReadLine): ReadLine {
  const texts = Object.fromEntries(
    Object.entries(line).map(([field, text]) => [field, text ?? other[field as keyof ReadLine]]),
  )
  return {
    ...(texts as unknown as ReadLine),
    figures: [...line.figures, ...other.figures],
    notes: [...line.notes, ...other.notes],
    extra: { ...other.extra, ...line.extra },
  }
}
