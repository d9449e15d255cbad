/**
 * The native menu. Its commands are the window's: the keys shown beside them are heard by the window itself, so that undo in a
 * text field is the field's own. Example: `Menu.buildFromTemplate(menuTemplate({send, isMac, isPackaged}))`.
 */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../shared/ipc.ts'

export interface MenuOptions {
  /** Tells the window to do something. */
  send: (command: MenuCommand) => void
  isMac: boolean
  /** A release has no tools for its makers. */
  isPackaged: boolean
}

/** The commands that only make sense while a plan is open. */
export const planCommands: readonly MenuCommand[] = [
  'export',
  'close',
  'undo',
  'redo',
  'roll',
  'setAside',
  'history',
  'addLine',
  'deleteLine',
  'find',
]

/** The menu; an item's id is its command. */
export function menuTemplate({ send, isMac, isPackaged }: MenuOptions): MenuItemConstructorOptions[] {
  const item = (command: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    enabled: !planCommands.includes(command),
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
    click: () => send(command),
  })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('new', 'New plan…', 'CmdOrCtrl+N'),
        item('open', 'Open a plan…', 'CmdOrCtrl+O'),
        line,
        item('import', 'Import a workbook…', 'CmdOrCtrl+I'),
        item('paste', 'Paste a table…', 'CmdOrCtrl+Shift+V'),
        item('export', 'Export the panel paper…', 'CmdOrCtrl+E'),
        line,
        item('close', 'Close the plan', 'CmdOrCtrl+W'),
        ...(isMac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('undo', 'Undo', 'CmdOrCtrl+Z'),
        item('redo', 'Redo', isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        line,
        item('find', 'Find a line', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&Plan',
      submenu: [
        item('addLine', 'Add a line', 'CmdOrCtrl+Enter'),
        item('deleteLine', 'Delete the line', 'CmdOrCtrl+Delete'),
        line,
        item('roll', 'Roll forward…', 'CmdOrCtrl+Shift+R'),
        item('setAside', 'Set aside underspend…', 'CmdOrCtrl+Shift+U'),
        line,
        item('history', 'History', 'CmdOrCtrl+H'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        line,
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [line, { role: 'toggleDevTools' } as const]),
      ],
    },
    { label: '&Help', role: 'help', submenu: [{ role: 'about' }] },
  ]
}
