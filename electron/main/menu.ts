/**
 * The native menu, made of the list of commands. Its commands are the window's: the keys shown beside them are heard by the
 * window itself, so that undo in a text field is the field's own; only Electron's own items hear theirs.
 * Example: `Menu.buildFromTemplate(menuTemplate({send, isMac, isPackaged}))`.
 */
import type { BrowserWindow, Menu, MenuItemConstructorOptions } from 'electron'
import {
  accelerator,
  type CommandId,
  commandIds,
  commands,
  keyOf,
  type MenuState,
  menus,
  type NativeDeed,
} from '../../shared/commands.ts'

export interface MenuOptions {
  /** Tells the window to do something. */
  send: (command: CommandId) => void
  isMac: boolean
  /** A release has no tools for its makers. */
  isPackaged: boolean
}

const line: MenuItemConstructorOptions = { type: 'separator' }

/** The menu; an item's id is its command. */
export function menuTemplate({ send, isMac, isPackaged }: MenuOptions): MenuItemConstructorOptions[] {
  const item = (id: CommandId): MenuItemConstructorOptions => {
    const { name, native, needs, toggle } = commands[id]
    if (native) return { id, role: native, label: name }
    const key = keyOf(id, isMac)
    return {
      id,
      label: name.replaceAll('&', '&&'),
      enabled: !needs,
      ...(toggle ? { type: 'checkbox', checked: false } : {}),
      ...(key ? { accelerator: accelerator(key), registerAccelerator: false } : {}),
      click: () => send(id),
    }
  }
  const submenu = (menu: string): MenuItemConstructorOptions[] =>
    commandIds
      .filter((id) => commands[id].menu === menu)
      // A Mac has it in the program's own menu.
      .filter((id) => !(isMac && id === 'quit'))
      .flatMap((id, index) => (commands[id].parted && index > 0 ? [line, item(id)] : [item(id)]))
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    ...Object.entries(menus).map(
      ([menu, label]): MenuItemConstructorOptions => ({
        label,
        ...(menu === 'help' ? { role: 'help' } : {}),
        submenu: menu === 'view' && !isPackaged ? [...submenu(menu), line, { role: 'toggleDevTools' }] : submenu(menu),
      }),
    ),
  ]
}

/** Shows in the menu what the window can do now. */
export function showMenuState(menu: Menu | null, { can, on }: MenuState): void {
  for (const id of commandIds) {
    const item = commands[id].native ? null : menu?.getMenuItemById(id)
    if (!item) continue
    item.enabled = can.includes(id)
    if (commands[id].toggle) item.checked = on.includes(id)
  }
}

/** Before a plan is open, and once it is closed. */
export const atStart: MenuState = { can: commandIds.filter((id) => !commands[id].needs), on: [] }

/** Sizes of the window's text and figures, as steps of a fifth; 0 is the usual one. */
const ZOOM = { least: -3, most: 6 }

/** One step larger or smaller, or with 0 back to the usual size. */
export function zoom({ webContents }: BrowserWindow, by: -1 | 0 | 1): void {
  const level = by === 0 ? 0 : webContents.getZoomLevel() + by
  webContents.setZoomLevel(Math.max(ZOOM.least, Math.min(ZOOM.most, level)))
}

/** Does what Electron does by itself. */
export function doNative(window: BrowserWindow, deed: NativeDeed, app: { quit(): void }): void {
  const { webContents } = window
  if (deed === 'quit') app.quit()
  else if (deed === 'togglefullscreen') window.setFullScreen(!window.isFullScreen())
  else webContents[deed]()
}
