/**
 * The window's page and what may reach it: our own files under `planner://app/`, and nothing else. No network, no
 * permissions, no other page, no other window.
 * Example: `servePage(session.defaultSession, '…/out/renderer')`, then `window.loadURL(PAGE)`.
 */
import path from 'node:path'
import { protocol, type Session, type WebContents } from 'electron'

/** The page's address; everything that belongs to it lies beside it. */
export const PAGE = 'planner://app/index.html'
const ORIGIN = 'planner://app/'

/** Scripts, workers and styles of our own only; styles may stand in the page, since the grid makes them as it goes. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Chromium's net::ERR_FILE_NOT_FOUND. */
const NOT_FOUND = -6

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.md': 'text/plain; charset=utf-8',
}

/** Must be called before Electron is ready. */
export function registerPage(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'planner', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** The file that an address stands for; null when it is none of ours. */
export function fileFor(address: string, folder: string): string | null {
  if (!address.startsWith(ORIGIN)) return null
  let name: string
  try {
    name = decodeURIComponent(new URL(address).pathname)
  } catch {
    return null
  }
  const file = path.join(folder, name)
  return file.startsWith(folder + path.sep) && path.extname(file) in types && !name.includes('\0') ? file : null
}

/** Serves the page out of a folder, and shuts the session to everything else. */
export function servePage(session: Session, folder: string): void {
  // Chromium reads the file itself: by the newer protocol.handle, Node's fetch is loaded first and every file passes through
  // this process's JavaScript, which takes a tenth of a second of each start.
  session.protocol.registerFileProtocol('planner', ({ method, url }, answer) => {
    const file = method === 'GET' ? fileFor(url, folder) : null
    if (file === null) return answer({ error: NOT_FOUND })
    answer({
      path: file,
      headers: {
        'content-type': types[path.extname(file)]!,
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
      },
    })
  })
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !/^(planner:\/\/app\/|devtools:|data:|blob:planner:\/\/app\/)/.test(url) }),
  )
  session.on('will-download', (event) => event.preventDefault())
}

/** Tells once that the page's script has been fetched: the page makes it ready meanwhile, and asks for nothing. */
export function onScriptFetched(session: Session, listener: () => void): void {
  session.webRequest.onCompleted(({ url }) => {
    if (!url.endsWith('.js')) return
    session.webRequest.onCompleted(null)
    listener()
  })
}

/** Else Chromium fetches a dictionary from the network for each session, whether its pages may use it or not. */
export function withoutSpelling(session: Session): void {
  session.setSpellCheckerEnabled(false)
  session.setSpellCheckerLanguages([])
}

/** Keeps a page where it is: no other page in its place, no window or page within it. */
export function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (event.url !== PAGE) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.url !== PAGE) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
