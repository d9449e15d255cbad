/**
 * Drafts on the command line, on Leicestershire's plan: named now and later, renamed, removed; what changed since one; the plan
 * as it was. Example: after Victim First is set to £573,000, `changed --since "Draft 1"` says by how much it has risen.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'planner-drafts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const plan = join(folder, 'plan.cplan')
/** Each command is a process of its own, and the machine may be busy. */
vi.setConfig({ testTimeout: 120_000 })

function planner(...words: string[]) {
  return spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], { encoding: 'utf8' })
}

// biome-ignore lint/suspicious/noExplicitAny: the tests look into many documents
function json(...words: string[]): any {
  const { status, stdout, stderr } = planner(...words, '--json')
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout)
}

const total = (...words: string[]) => json('show', plan, ...words).total.budget['2020/21']
let first = 0

beforeAll(() => {
  json('import', 'test/fixtures/workbooks/leicestershire.xlsx', '--plan', plan)
  first = total()
  json('draft', plan, '--name', 'Draft 1', '--date', '14/01/2021')
  json('set', plan, '--line', 'Victim First', '--year', '2020/21', '--amount', '573000')
  json('set', plan, '--line', 'Victim First', '--year', '2021/22', '--amount', '1')
}, 120_000)

it('says what changed since a draft, in sentences and in figures', () => {
  const changed = json('changed', plan, '--since', 'draft 1', '--year', '2020/21')
  const was = 55832200
  expect(changed).toMatchObject({
    since: { step: 2, name: 'Draft 1, panel of 14 January 2021' },
    total: { a: first, b: first + 57300000 - was },
    lines: [{ label: 'Victim First', a: was, b: 57300000 }],
    years: [{ year: '2021/22', measure: 'budget', a: null, b: 100 }],
  })
  expect(changed.sentences[1]).toContain('Victim First rises by £14,678 (2.6%) to £573,000')
  const { stdout } = planner('changed', plan, '--since', 'Draft 1', '--until', '3', '--year', '2020/21')
  expect(stdout).toContain('Compared with Draft 1, panel of 14 January 2021, the budget for 2020/21 rises by £14,678')
  expect(stdout).not.toContain('2021/22')
})

it('names a step of the past, lists, renames and removes', () => {
  json('draft', plan, '--name', 'As imported', '--at', '1')
  json('draft', plan, '--name', 'Now')
  json('draft', plan, '--rename', 'now', '--to', 'Draft 2', '--date', '2021-02-01')
  expect(json('drafts', plan).drafts).toMatchObject([
    { name: 'As imported', date: null, step: 1 },
    { name: 'Draft 1', date: '2021-01-14', step: 2 },
    { name: 'Draft 2', date: '2021-02-01', step: 6 },
  ])
  expect(total('--at', 'As imported')).toBe(first)
  expect(total('--at', 'Draft 2')).toBe(total())
  expect(total('--at', '3')).toBe(total())
  json('draft', plan, '--remove', 'As imported')
  json('undo', plan)
  expect(json('drafts', plan).drafts).toHaveLength(3)
  expect(total()).not.toBe(first)
})

it('notes a condition, which is shown and told', () => {
  json('note', plan, '--line', 'Victim First', '--year', '2020/21', '--condition', '--text', 'subject to evaluation')
  const lines = json('show', plan).groups.flatMap((group: { lines: unknown[] }) => group.lines)
  const line = lines.find(({ service }: { service: string }) => service === 'Victim First')
  expect(line.notes).toEqual(['Condition: subject to evaluation'])
  json('note', plan, '--line', 'Victim First', '--remove', 'subject to evaluation')
  expect(planner('note', plan, '--line', 'Victim First', '--remove', 'x').status).toBe(1)
})

it('refuses what cannot be', () => {
  const refused = (...words: string[]) => {
    const { status, stderr } = planner(...words)
    return `${status} ${stderr.trim()}`
  }
  expect(refused('draft', plan, '--name', 'draft 1')).toMatch(/^1 There is already a draft “Draft 1”/)
  expect(refused('draft', plan, '--name', '7')).toMatch(/^1 “7” would be taken for the number of a step/)
  expect(refused('draft', plan, '--name', 'X', '--at', '99')).toMatch(/^1 The plan’s history has no step 99/)
  expect(refused('changed', plan, '--since', 'Draft 9')).toMatch(/^1 There is no draft “Draft 9”/)
  expect(refused('draft', plan)).toMatch(/^2 Give one of --name/)
  expect(refused('changed', plan)).toMatch(/^2 --since is missing/)
})
