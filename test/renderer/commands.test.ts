/**
 * The list of commands holds together. Example: no two commands have the same key.
 */
import { describe, expect, it } from 'vitest'
import { findCommands } from '../../renderer/commands/finding.ts'
import { findPages, helpPages } from '../../renderer/help/pages.ts'
import { views } from '../../renderer/state.ts'
import { accelerator, commandIds, commands, keyOf, plainName, shownKey } from '../../shared/commands.ts'

describe('the commands', () => {
  it('have each its own keys and name, here and on a Mac', () => {
    for (const isMac of [false, true]) {
      const keys = commandIds.flatMap((id) => {
        const key = keyOf(id, isMac)
        const also = (commands[id].also ?? []).filter((other) => other !== key)
        return key ? [key, ...also] : also
      })
      const lower = keys.map((key) => key.toLowerCase())
      expect(lower.filter((key, index) => lower.indexOf(key) !== index)).toEqual([])
    }
    const names = commandIds.map((id) => commands[id].name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('lead to every view', () => {
    expect(commandIds.filter((id) => id.startsWith('go.')).map((id) => id.slice(3))).toEqual([...views])
  })

  it('stand by their menus', () => {
    const menus = commandIds.map((id) => commands[id].menu)
    expect(menus.filter((menu, index) => menu !== menus[index - 1])).toEqual([...new Set(menus)])
  })

  it('are written as people and as Electron read them', () => {
    expect(shownKey('$mod+Shift+r', false)).toBe('Ctrl+Shift+R')
    expect(shownKey('$mod+Shift+R', true)).toBe('⌘⇧R')
    expect(shownKey('$mod++', false)).toBe('Ctrl++')
    expect(shownKey('F1', false)).toBe('F1')
    expect(accelerator('$mod++')).toBe('CmdOrCtrl+Plus')
    expect(accelerator('$mod+Shift+R')).toBe('CmdOrCtrl+Shift+R')
    expect(accelerator('Alt+Shift+ArrowUp')).toBe('Alt+Shift+Up')
    expect(shownKey('Alt+Shift+ArrowUp', false)).toBe('Alt+Shift+↑')
    expect(plainName('roll')).toBe('Roll forward')
  })
})

describe('finding a command', () => {
  it('goes by the beginnings of words, in any order', () => {
    expect(findCommands('rol f')[0]).toBe('roll')
    expect(findCommands('underspend set')[0]).toBe('setAside')
    expect(findCommands('go fund')[0]).toBe('go.funding')
    expect(findCommands('ADD line')[0]).toBe('addLine')
  })

  it('goes by other words too, and by letters in their order', () => {
    expect(findCommands('next year')).toContain('roll')
    expect(findCommands('excel')).toContain('import')
    expect(findCommands('undrspnd')).toContain('setAside')
    expect(findCommands('xyzzy')).toEqual([])
  })

  it('begins with the recent ones, then has all of them', () => {
    const all = findCommands('', ['export', 'roll'])
    expect(all.slice(0, 3)).toEqual(['export', 'roll', 'new'])
    expect(all).toHaveLength(commandIds.length)
  })
})

describe('the help', () => {
  it('names only commands that there are', () => {
    const named = helpPages.flatMap(({ command, steps, notes = [] }) => [
      command,
      ...[...steps, ...notes].flatMap((text) => [...text.matchAll(/\[\[(.*?)\]\]/g)].map(([, id]) => id!)),
    ])
    expect(named.filter((id) => !Object.hasOwn(commands, id))).toEqual([])
    expect(named.length).toBeGreaterThan(30)
    expect(new Set(helpPages.map(({ id }) => id)).size).toBe(10)
  })

  it('is found by words, those in a title first', () => {
    const found = (typed: string) =>
      findPages(typed, ({ title, steps }) => `${title} ${steps.join(' ')}`).map(({ id }) => id)
    expect(found('gap')[0]).toBe('funding')
    expect(found('')).toHaveLength(10)
    expect(found('xyzzy')).toEqual([])
  })
})
