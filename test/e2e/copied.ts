/**
 * The computer's own clipboard, as another program would fill and read it. Electron's calls for it have changed since version
 * 33, so each is asked for as the runtime has it. Example: `await put(app, { text: '1\t2\r\n', html: '<table>…' })`.
 */
import type { ElectronApplication } from '@playwright/test'

export interface Copied {
  text: string
  html?: string
}

/** The calls of version 33. */
interface Former {
  write: (data: Copied) => void
  readText: () => string
  readHTML: () => string
}

/** Puts something on the clipboard. */
export function put(app: ElectronApplication, copied: Copied): Promise<void> {
  return app.evaluate(async (electron, data) => {
    const former = electron.clipboard as unknown as Former
    if ('readHTML' in former) return former.write(data)
    const { text, html } = data
    const kinds = { 'text/plain': text, ...(html === undefined ? {} : { 'text/html': html }) }
    await electron.clipboard.write([new electron.ClipboardItem(kinds)])
  }, copied)
}

/** What is on the clipboard, as text and as HTML. */
export function onClipboard(app: ElectronApplication): Promise<Required<Copied>> {
  return app.evaluate(async (electron) => {
    const former = electron.clipboard as unknown as Former
    if ('readHTML' in former) return { text: former.readText(), html: former.readHTML() }
    const [item] = await electron.clipboard.read()
    const blob = await item?.getType('text/html')
    return { text: await electron.clipboard.readText(), html: (await (blob as Blob | undefined)?.text()) ?? '' }
  })
}
