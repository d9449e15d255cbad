/** What a help desk is told, and what ships. Example: no row of the plan, no name and no folder is in the diagnostics. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { joined } from '../../../build/licences.mjs'
import { diagnosticsText } from '../../../electron/main/about.ts'
import { faultsIn, openLog } from '../../../electron/main/log.ts'

const of = {
  program: 'Commissioning Planner',
  version: '1.2.3',
  versions: { ...process.versions, electron: '45.4.1', chrome: '150.0', node: '24.1.0' },
  system: 'Windows_NT 10.0',
  architecture: 'x64',
  memory: 8 * 1024 ** 3,
  locale: 'en-GB',
  displays: [{ width: 1920, height: 1080, scale: 1.5 }],
  rows: { line: 44, amount: 176, note: 0 },
  faults: [],
}

describe('diagnostics', () => {
  it('say what the program runs on, and how much the plan holds', () => {
    expect(diagnosticsText(of)).toBe(
      [
        'Commissioning Planner 1.2.3',
        'Windows_NT 10.0, x64, 8.0 GB of memory, en-GB',
        'Electron 45.4.1, Chromium 150.0, Node 24.1.0',
        'Displays: 1920 × 1080 at 150%',
        'Rows of the open plan: line 44, amount 176',
        'No faults were noted',
      ].join('\n'),
    )
    expect(diagnosticsText({ ...of, rows: null })).toContain('No plan is open')
  })

  it('end with the last faults of the log, which name no file, folder or figure', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'planner-log-'))
    try {
      expect(faultsIn(folder)).toEqual([])
      const report = openLog(folder, () => '2026-04-01T09:00:00.000Z')
      for (let count = 1; count <= 25; count++) report(`commit ${count}`, new TypeError('/home/jo/Budget £558,322'))
      const text = diagnosticsText({ ...of, faults: faultsIn(folder) })
      expect(text).toContain('commit 25 TypeError')
      expect(text).toContain('commit 6 TypeError')
      expect(text).not.toContain('commit 5 TypeError')
      expect(text).not.toMatch(/home|558/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('licences of what ships', () => {
  const licence = (name: string, identifier: string) => ({ name, version: '1.0.0', identifier, text: null })

  it('are one list by name, each package once', () => {
    const [a, b] = [licence('a', 'MIT'), licence('b', '(MIT OR GPL-3.0-or-later)')]
    expect(joined([[b], [a, b]])).toEqual([a, b])
  })

  it('must be among those agreed to', () => {
    expect(() => joined([[licence('c', 'GPL-3.0')]])).toThrow('c 1.0.0 has the licence “GPL-3.0”')
  })
})
