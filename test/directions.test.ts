/** The directions of the house, held by every source file; and proof that the checker sees each way to break them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { circleIn, importsOf, impuritiesOf, type Sources, touchesBridge, violationsIn } from './directions.ts'

const root = join(import.meta.dirname, '..')

function sourcesOf(...folders: string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  return Object.fromEntries(
    files.map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
  )
}

describe('the house', () => {
  it('keeps its directions', () => {
    const sources = sourcesOf('shared', 'electron', 'renderer')
    expect(Object.keys(sources)).toEqual(expect.arrayContaining(['shared/money.ts', 'shared/ipc.ts']))
    expect(violationsIn(sources)).toEqual([])
  })
})

describe('the checker', () => {
  it('sees every way to import', () => {
    const source = `
      import a from 'a'
      import type { B } from "b"
      import { type C } from 'c'
      import 'd'
      export * from 'e'
      export type { F } from 'f'
      export { g } from 'g'
      type H = import('h').H
      const i = await import('i')
      const j = await import(\`j\`)
      import k = require('k')
      const l = require('l')
      const m = require.resolve('m')
      const n: typeof import('n') = await import(worked + 'out')
      const not = "import x from 'x'" // import y from 'y'
      /* import z from 'z' */
      const view = <p>import w from 'w'</p>
    `
    expect(importsOf('all.tsx', source).sort()).toEqual([...'abcdefghijklmn', null].sort())
    expect(importsOf('types.ts', '/// <reference types="node" />\n')).toEqual(['node'])
    expect(() => importsOf('broken.ts', 'import {')).toThrow('broken.ts cannot be parsed')
  })

  it('sees the machine, the page, the clock and chance', () => {
    const used = (source: string) => impuritiesOf('shared/x.ts', source)
    expect(used('window.close(); document.title')).toEqual(['window', 'document'])
    expect(used('process.env.HOME; Buffer.from(a); console.log(a)')).toEqual(['process', 'Buffer', 'console'])
    expect(used('Date.now(); Math.random(); new Date(); Date(); crypto.randomUUID(); Math["random"]()')).toEqual([
      'Date.now',
      'Math.random',
      'new Date()',
      'Date()',
      'crypto',
      'Math.random',
    ])
    expect(used('const held = { document }; globalThis.x; import.meta.url')).toEqual([
      'document',
      'globalThis',
      'import.meta',
    ])
    expect(
      used('const at = new Date("2020-03-31"); Math.floor(2.5); x.process; const y = { document: 1, window: 2 }'),
    ).toEqual([])
    expect(used('interface A { history: string; document(): void } type B = A["history"]')).toEqual([])
    expect(used('const text = "window.document" // process')).toEqual([])
  })

  it('sees every way to touch the bridge', () => {
    const touches = (source: string) => touchesBridge('renderer/x.tsx', source)
    for (const source of [
      'window.api.call()',
      'globalThis.api',
      'window["api"]',
      '(window as unknown as { api: 1 }).api',
      'window!.api',
      'window?.api?.call()',
      'const { api } = window',
      'const { api: bridge } = window as never',
    ])
      expect(touches(source), source).toBe(true)
    for (const source of [
      'import { api } from "./api.ts"; api.call()',
      'window.close()',
      'x.api',
      '"window.api" // window.api',
    ])
      expect(touches(source), source).toBe(false)
  })

  test.each([
    ['shared/money.ts', "import { readFileSync } from 'node:fs'", 'imports node:fs'],
    ['shared/money.ts', "import type { Stats } from 'node:fs'", 'imports node:fs'],
    ['shared/money.ts', "export type X = import('react').FC", 'imports react'],
    ['shared/money.ts', "import type { App } from '../renderer/main.tsx'", 'imports renderer/main.tsx'],
    ['shared/money.ts', "export * from '../electron/file/store.ts'", 'imports electron/file/store.ts'],
    ['shared/money.ts', 'await import(name)', 'imports something that is worked out when it runs'],
    ['shared/money.ts', "import type { Plan } from './plan.ts'", 'imports shared/plan.ts, which stands above it'],
    [
      'shared/change.ts',
      "import type { Totals } from './totals.ts'",
      'imports shared/totals.ts, which stands above it',
    ],
    [
      'shared/edits.ts',
      "import { planImport } from './importing/index.ts'",
      'imports shared/importing/index.ts, which stands above it',
    ],
    [
      'shared/importing/index.ts',
      "import type { Bridge } from '../ipc.ts'",
      'imports shared/ipc.ts, which stands above it',
    ],
    ['shared/model.ts', "import { toPence } from './money'", 'imports ./money without its ending'],
    ['shared/edits.ts', 'export const now = () => Date.now()', 'uses Date.now'],
    ['electron/file/store.ts', "import { app } from 'electron'", 'imports electron'],
    [
      'electron/file/store.ts',
      "import type { Sheets } from '../workbook/read.ts'",
      'imports electron/workbook/read.ts',
    ],
    ['electron/workbook/read.ts', "import type { Store } from '../file/store.ts'", 'imports electron/file/store.ts'],
    ['electron/workbook/read.ts', "const { app } = require('electron')", 'imports electron'],
    ['electron/workbook/read.ts', "import Database from 'better-sqlite3'", 'imports better-sqlite3'],
    ['electron/cli/planner.ts', "import { app } from 'electron'", 'imports electron'],
    ['electron/cli/planner.ts', "import '../main/main.ts'", 'imports electron/main/main.ts'],
    ['electron/main/main.ts', "import '../../renderer/api.ts'", 'imports renderer/api.ts'],
    ['electron/preload/preload.ts', "import fs from 'node:fs'", 'imports node:fs'],
    [
      'renderer/grid/grid.tsx',
      "import type { Store } from '../../electron/file/store.ts'",
      'imports electron/file/store.ts',
    ],
    ['renderer/grid/grid.tsx', "import { ipcRenderer } from 'electron'", 'imports electron'],
    ['renderer/grid/grid.tsx', "import path from 'node:path'", 'imports node:path'],
    ['renderer/grid/grid.tsx', "import '../../test/shared/arbitraries.ts'", 'imports test/shared/arbitraries.ts'],
    ['renderer/store.ts', 'export const bridge = window.api', 'touches window.api'],
    ['library/x.ts', '', 'stands in no room of the house'],
  ])('catches %s: %s', (file, source, what) => {
    expect(violationsIn({ [file]: source })).toEqual([`${file} ${what}`])
  })

  test.each([
    ['shared/plan.ts', "import { z } from 'zod'; import type { Change } from './change.ts'; export const x = z"],
    [
      'electron/file/store.ts',
      "import D from 'better-sqlite3'; import { join } from 'node:path'; import '../../shared/plan.ts'",
    ],
    [
      'electron/main/main.ts',
      "import { app } from 'electron'; import '../file/store.ts'; import '../workbook/read.ts'",
    ],
    [
      'electron/cli/planner.ts',
      "import '../file/store.ts'; import '../workbook/read.ts'; import '../../shared/edits.ts'",
    ],
    [
      'renderer/main.tsx',
      "import { createRoot } from 'react-dom/client'; import '../shared/plan.ts'; import './look.css'",
    ],
    ['renderer/api.ts', 'export const bridge = window.api'],
  ])('lets %s be: %s', (file, source) => {
    expect(violationsIn({ [file]: source })).toEqual([])
  })

  it('catches a circle, also of types', () => {
    const sources = {
      'shared/totals.ts': "import type { Reserve } from './reserves.ts'",
      'shared/reserves.ts': "import type { Totals } from './totals.ts'",
    }
    expect(violationsIn(sources)).toEqual([
      'shared/totals.ts imports shared/reserves.ts imports shared/totals.ts: a circle',
    ])
    expect(
      circleIn(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toBeNull()
    expect(circleIn(new Map([['a', ['a']]]))).toEqual(['a', 'a'])
  })
})
