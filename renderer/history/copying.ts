/**
 * Puts a text on the clipboard, as plain text and, where there is one, as HTML for Word. Example: `copy({text, html})` is true
 * when it was done.
 */

/** Only in answer to a press of a key or a button. @returns whether the clipboard took it */
export function copy({ text, html }: { text: string; html?: string }): boolean {
  let taken = false
  const give = (event: ClipboardEvent) => {
    event.preventDefault()
    // The grid has its own copying.
    event.stopImmediatePropagation()
    event.clipboardData?.setData('text/plain', text)
    if (html !== undefined) event.clipboardData?.setData('text/html', html)
    taken = true
  }
  window.addEventListener('copy', give, { capture: true })
  try {
    document.execCommand('copy')
  } finally {
    window.removeEventListener('copy', give, { capture: true })
  }
  return taken
}
