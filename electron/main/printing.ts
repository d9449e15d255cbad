/**
 * Prints a page of HTML as a PDF, A4 landscape with page numbers, in a hidden window that has no script, no network and none of
 * the program's calls. Example: `await printPdf('<!doctype html>…')` begins with `%PDF`.
 */
import { BrowserWindow, type Session, session } from 'electron'
import { Refusal } from '../../shared/refusal.ts'

const PRINTED = 'planner://print/page.html'
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"
/** A name without `persist:` keeps nothing on the disk. */
const PARTITION = 'print'
const FOOT =
  '<div style="width:100%;margin:0 12mm;font:7pt Arial,sans-serif;color:#535c61;display:flex;justify-content:space-between">' +
  '<span class="title"></span><span>Page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div>'

/** The page that is being printed, one at a time. */
let page = ''
let own: Session | null = null

/** A session that serves the one page and nothing else. */
function printSession(): Session {
  if (own) return own
  own = session.fromPartition(PARTITION)
  own.protocol.handle('planner', ({ url }) =>
    url === PRINTED
      ? new Response(page, {
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
        })
      : new Response(null, { status: 404 }),
  )
  own.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: url !== PRINTED }))
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  return own
}

/**
 * @param signal stops it
 * @throws Refusal when it is stopped, or the page cannot be printed
 */
export async function printPdf(html: string, signal: AbortSignal): Promise<Uint8Array> {
  if (signal.aborted) throw stoppedEarly()
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      spellcheck: false,
    },
  })
  // A window that is gone may leave what was asked of it unanswered.
  const stopped = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(stoppedEarly()), { once: true })
  })
  try {
    page = html
    return await Promise.race([stopped, printed(window)])
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw Object.assign(
      new Refusal(
        'The budget could not be printed as a PDF, so nothing was written; export the workbook and print that.',
      ),
      { cause: error },
    )
  } finally {
    page = ''
    window.destroy()
  }
}

const stoppedEarly = () => new Refusal('The export was stopped, so nothing was written; the plan is as it was.')

async function printed(window: BrowserWindow): Promise<Uint8Array> {
  await window.loadURL(PRINTED)
  return window.webContents.printToPDF({
    landscape: true,
    pageSize: 'A4',
    printBackground: true,
    preferCSSPageSize: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: FOOT,
    generateTaggedPDF: true,
  })
}
