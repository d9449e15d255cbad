/**
 * The program's one window: sandboxed, apart from Node, standing where it was left.
 * Example: `const window = makeWindow({settings, preload, report})`.
 */
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { boundsOn, SMALLEST } from './bounds.ts'
import type { Report } from './log.ts'
import { PAGE } from './page.ts'
import type { Settings } from './settings.ts'

export interface WindowOptions {
  settings: Settings
  /** The bundled preload script. */
  preload: string
  report: Report
}

/** Opens the window; it is shown once there is something to see. */
export function makeWindow({ settings, preload, report }: WindowOptions): BrowserWindow {
  const { window: left } = settings.get()
  const window = new BrowserWindow({
    ...boundsOn(
      screen.getAllDisplays().map(({ workArea }) => workArea),
      left,
    ),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: app.getName(),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1213' : '#f6f5f1',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The dictionaries would be fetched from the network.
      spellcheck: false,
      // The page's script is kept compiled whole from its first start on, so that later ones compile nothing.
      v8CacheOptions: 'bypassHeatCheckAndEagerCompile',
      devTools: !app.isPackaged,
    },
  })
  if (left?.maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => settings.set({ window: { ...window.getNormalBounds(), maximised: window.isMaximized() } }))
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    report('window', Object.assign(new Error('the page is gone'), { code: reason }))
    // Everything that was acknowledged is in the plan file; the page finds the plan open when it comes back.
    window.webContents.reload()
  })
  // A window that is closed while it loads is no fault to show.
  window.loadURL(PAGE).catch((error) => report('page', error))
  return window
}
