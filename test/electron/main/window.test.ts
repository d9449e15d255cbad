/**
 * Names, places and the menu: what of the desktop program needs no window to be tried.
 * Example: a window that was left on a display which is gone opens where the system likes.
 */
import path from 'node:path'
import type { Menu } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { boundsOn } from '../../../electron/main/bounds.ts'
import { atStart, menuTemplate, showMenuState } from '../../../electron/main/menu.ts'
import { fileName, planIn, userName, withEnding } from '../../../electron/main/names.ts'
import { fileFor } from '../../../electron/main/page.ts'
import { commandIds, commands } from '../../../shared/commands.ts'

vi.mock('electron', () => ({ protocol: {} }))

describe('names', () => {
  it('for files hold nothing that a file system refuses', () => {
    expect(fileName('Budget 2021/22')).toBe('Budget 2021 22')
    expect(fileName('../../etc/passwd')).toBe('etc passwd')
    expect(fileName(' a\u0000b<c>:"|?*. ')).toBe('a b c')
    for (const name of ['', '...', 'CON', 'nul']) expect(fileName(name)).toBe('Plan')
    expect(fileName('x'.repeat(300))).toHaveLength(100)
  })

  it('of files get the ending that they lack', () => {
    expect(withEnding('/a/Budget', '.cplan')).toBe('/a/Budget.cplan')
    expect(withEnding('/a/Budget.CPLAN', '.cplan')).toBe('/a/Budget.CPLAN')
    expect(withEnding('/a/Budget.v2', '.cplan')).toBe('/a/Budget.v2.cplan')
  })

  it('of plans are found on the command line, beside switches and the program’s own', () => {
    expect(planIn(['planner', '--inspect=0', 'Budget.cplan', '--x=a.cplan'], '/home/jo')).toBe(
      path.resolve('/home/jo', 'Budget.cplan'),
    )
    expect(planIn(['/opt/a.cplan'], '/')).toBeNull()
    expect(planIn(['electron', '.', '--user-data-dir=/tmp/x'], '/')).toBeNull()
  })

  it('of people are there even where the system has none', () => {
    expect(userName(() => 'jo\n')).toBe('jo')
    expect(userName(() => ' ')).toBe('somebody')
    expect(
      userName(() => {
        throw new Error('ENOENT')
      }),
    ).toBe('somebody')
  })
})

describe('the window’s place', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1080 }
  const left = { x: 100, y: 50, width: 1400, height: 900, maximised: false }

  it('is where it was left', () => {
    expect(boundsOn([display], left)).toEqual({ x: 100, y: 50, width: 1400, height: 900 })
    expect(boundsOn([{ ...display, x: -1920 }, display], { ...left, x: -1800 })).toMatchObject({ x: -1800 })
  })

  it('is the system’s choice the first time, and when its display is gone', () => {
    expect(boundsOn([display], null)).toEqual({ width: 1280, height: 800 })
    for (const gone of [{ x: 2000 }, { x: -1390 }, { y: 1060 }, { y: -900 }])
      expect(boundsOn([display], { ...left, ...gone })).toEqual({ width: 1400, height: 900 })
  })

  it('is never too small to be used', () => {
    expect(boundsOn([display], { ...left, width: 10, height: 10 })).toMatchObject({ width: 900, height: 600 })
  })
})

describe('the page’s files', () => {
  const folder = path.resolve('/app/out/renderer')

  it('are those in its folder, of kinds that a page is made of', () => {
    expect(fileFor('planner://app/index.html', folder)).toBe(path.join(folder, 'index.html'))
    expect(fileFor('planner://app/assets/main.js?v=1', folder)).toBe(path.join(folder, 'assets/main.js'))
  })

  it('are none outside it', () => {
    for (const address of [
      'planner://other/index.html',
      'file:///etc/passwd',
      'planner://app/',
      'planner://app/..%2f..%2fpackage.html',
      'planner://app/%2e%2e%2fmain%2fmain.js',
      'planner://app/notes.txt',
      'planner://app/a%00.html',
      'planner://app/%zz.html',
    ])
      expect(fileFor(address, folder)).toBeNull()
  })
})

describe('the menu', () => {
  const send = vi.fn()
  const items = menuTemplate({ send, isMac: false, isPackaged: true }).flatMap(({ submenu }) =>
    Array.isArray(submenu) ? submenu : [],
  )

  it('has every command once, and tells the window of those that are the window’s', () => {
    const held = items.flatMap(({ id }) => id ?? [])
    expect(held).toEqual(commandIds)
    for (const item of items) if (item.id) item.click?.({} as never, undefined, {} as never)
    expect(send.mock.calls.flat()).toEqual(commandIds.filter((id) => !commands[id].native))
  })

  it('leaves the keys of commands to the window, each key for one command', () => {
    const keys = items.flatMap(({ id, accelerator }) => (id && accelerator ? [accelerator] : []))
    expect(keys).toContain('CmdOrCtrl+Shift+R')
    expect(new Set(keys).size).toBe(keys.length)
    for (const { id, accelerator, registerAccelerator } of items)
      if (id && accelerator) expect(registerAccelerator).toBe(false)
  })

  it('shows what the window can do, and what is on', () => {
    const held = new Map(items.flatMap(({ id }) => (id ? [[id, { enabled: true, checked: false }] as const] : [])))
    const menu = { getMenuItemById: (id: string) => held.get(id) ?? null } as unknown as Menu
    showMenuState(menu, { can: ['roll', 'panel'], on: ['panel'] })
    expect(held.get('roll')).toEqual({ enabled: true, checked: false })
    expect(held.get('panel')).toEqual({ enabled: true, checked: true })
    expect(held.get('undo')).toEqual({ enabled: false, checked: false })
    expect(held.get('copy')).toEqual({ enabled: true, checked: false })
  })

  it('begins without a plan, and has tools for makers only outside a release', () => {
    for (const { id, role, enabled } of items) if (id && !role) expect(enabled).toBe(atStart.can.includes(id as never))
    const roles = (isPackaged: boolean) => JSON.stringify(menuTemplate({ send, isMac: true, isPackaged }))
    expect(roles(true)).not.toContain('toggleDevTools')
    expect(roles(false)).toContain('toggleDevTools')
  })
})
