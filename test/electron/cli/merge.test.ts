/**
 * Merging on the command line, on Leicestershire's plan: a colleague's copy is taken away, edited and brought back. Example:
 * both set Victim First's budget, so `merge` lists the clash and changes nothing until a side is chosen.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'planner-merge-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const [plan, copy] = [join(folder, 'Budget.cplan'), join(folder, 'Budget (Jo).cplan')]

function planner(...words: string[]) {
  return spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], { encoding: 'utf8' })
}

// biome-ignore lint/suspicious/noExplicitAny: the tests look into many documents
function json(...words: string[]): any {
  const { stdout } = planner(...words, '--json')
  return JSON.parse(stdout)
}

const set = (file: string, line: string, amount: string) =>
  json('set', file, '--line', line, '--year', '2020/21', '--amount', amount)
const steps = () => json('history', plan).history.length

beforeAll(() => {
  json('import', 'test/fixtures/workbooks/leicestershire.xlsx', '--plan', plan)
  copyFileSync(plan, copy)
  set(plan, 'Victim First', '573000')
  set(copy, 'Victim First', '575000')
  set(copy, 'CHISVA', '1000')
})

it('refuses clashes and lists them, with exit 1 and nothing changed', () => {
  const { status, stdout, stderr } = planner('merge', plan, copy)
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  expect(stdout).toContain('1 clash, so nothing was merged')
  expect(stdout).toContain('Victim First, 2020/21 budget: ours £573,000, theirs £575,000 (it was £558,322)')
  expect(steps()).toBe(2)
  expect(json('merge', plan, copy)).toMatchObject({
    done: null,
    clashes: [{ where: 'Victim First', what: '2020/21 budget', was: '£558,322', ours: '£573,000', theirs: '£575,000' }],
  })
})

it('says how the two plans compare, and refuses another plan', () => {
  const { stdout } = planner('compare', plan, copy, '--year', '2020/21')
  expect(stdout).toContain('Compared with the first plan')
  const other = join(folder, 'other.cplan')
  json('import', 'test/fixtures/workbooks/leicestershire.xlsx', '--plan', other)
  const { status, stderr } = planner('merge', plan, other)
  expect(status).toBe(1)
  expect(stderr).toContain('is another plan and no copy of this one')
  expect(planner('merge', plan).status).toBe(2)
  expect(planner('merge', plan, copy, '--ours', '--theirs').status).toBe(2)
})

it('opens a copy that has a password of its own with that', () => {
  const secret = join(folder, 'Secret.cplan')
  copyFileSync(copy, secret)
  const given = (env: Record<string, string>, ...words: string[]) =>
    spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    })
  const password = 'three random words'
  expect(given({ PLANNER_NEW_PASSWORD: password }, 'password', secret).status).toBe(0)
  expect(planner('merge', plan, secret).stderr).toContain('is protected by a password')
  expect(given({ PLANNER_COPY_PASSWORD: password }, 'merge', plan, secret).stdout).toContain('1 clash, so nothing')
})

it('merges as one step with the side that was chosen, and once more only what is new', () => {
  const merged = json('merge', plan, copy, '--theirs')
  expect(merged.done).toMatch(/^merge .+’s copy “Budget \(Jo\)\.cplan”: 2 changes$/)
  expect(steps()).toBe(3)
  const years = json('show', plan).total.budget['2020/21']
  expect(years).toBe(json('show', copy).total.budget['2020/21'])
  expect(merged.totals.find(({ year }: { year: string }) => year === '2020/21').after).toBe(years)
  expect(planner('merge', plan, copy).stdout).toContain('holds nothing that the plan does not')
  set(copy, 'Victim First', '576000')
  expect(planner('merge', plan, copy).stdout).toContain('Victim First, 2020/21 budget: £575,000 → £576,000')
  json('undo', plan)
  json('undo', plan)
  expect(json('show', plan).total.budget['2020/21']).not.toBe(years)
})
