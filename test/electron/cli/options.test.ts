/**
 * Options on the command line, on Leicestershire's plan: added, cut by rule, edited with `--option`, compared, adopted and
 * taken back. Example: 5% less for the routes Grant funding and Grant Funded is what the two sides differ by.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'planner-options-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const plan = join(folder, 'plan.cplan')
const option = '5% cut to grants'

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

beforeAll(() => {
  json('import', 'test/fixtures/workbooks/leicestershire.xlsx', '--plan', plan)
  json('option', plan, '--add', option, '--description', 'As asked for')
})

it('cuts grants in an option, and the plan stays as it is', () => {
  const byRoute = json('show', plan, '--by', 'route').groups as {
    name: string
    lines: { budget: Record<string, number> }[]
  }[]
  const cuts = byRoute
    .filter(({ name }) => ['Grant funding', 'Grant Funded'].includes(name))
    .flatMap(({ lines }) => lines.map(({ budget }) => budget['2020/21'] ?? 0))
    .map((pence) => -Math.round(pence * 0.05))
  const cut = cuts.reduce((sum, pence) => sum + pence, 0)
  expect(cuts.length).toBeGreaterThan(1)
  json(
    'cut',
    plan,
    '--option',
    option,
    '--year',
    '2020/21',
    '--share',
    '5%',
    '--route',
    'Grant funding',
    '--route',
    'Grant Funded',
  )
  const total = 439596100
  expect(json('show', plan).total.budget['2020/21']).toBe(total)
  const under = json('show', plan, '--option', '5% CUT to grants')
  expect(under.total.budget['2020/21']).toBe(total + cut)
  expect(under.plan.title).toBe('leicestershire – option “5% cut to grants”')
  expect(json('options', plan).options).toEqual([
    {
      name: option,
      description: 'As asked for',
      differences: expect.any(Number),
      leftOut: 0,
      budget: under.total.budget,
    },
  ])
  const sides = json('compare-options', plan, '--a', 'plan', '--b', option)
  expect(sides).toMatchObject({
    year: '2020/21',
    a: 'plan',
    b: option,
    total: { a: total, b: total + cut, difference: cut },
  })
  expect(sides.gap).toEqual({ a: total, b: total + cut, difference: cut, share: expect.any(Number) })
  expect(sides.lines.reduce((sum: number, line: { difference: number }) => sum + line.difference, 0)).toBe(cut)
  expect(sides.priorities).toHaveLength(4)
})

it('edits and compares under an option', () => {
  expect(
    json('set', plan, '--option', option, '--line', 'Victim First', '--year', '2020/21', '--amount', '500000'),
  ).toEqual({
    done: `set Victim First 2020/21 in the option “${option}”`,
  })
  const { stdout, status } = planner('compare-options', plan, '--a', option, '--b', 'plan')
  expect(status).toBe(0)
  expect(stdout).toMatch(/Victim First: £500,000 → £558,322 \(\+£58,322, 11\.66%\)/)
})

it('funds in the option only, whatever way a command saves', () => {
  json(
    'source',
    plan,
    '--option',
    option,
    '--name',
    'MoJ',
    '--kind',
    'grant',
    '--year',
    '2020/21',
    '--amount',
    '100000',
  )
  json(
    'fund',
    plan,
    '--option',
    option,
    '--line',
    'Victim First',
    '--source',
    'MoJ',
    '--year',
    '2020/21',
    '--amount',
    '100000',
  )
  const sourcesOf = (...words: string[]) => json('funding', plan, ...words).years['2020/21'].sources
  expect(sourcesOf('--option', option)).toMatchObject([{ name: 'MoJ', available: 10000000, allocated: 10000000 }])
  expect(sourcesOf()).toEqual([])
  const { available, lines } = json('compare-options', plan, '--a', 'plan', '--b', option)
  expect(available).toMatchObject({ a: 0, b: 10000000 })
  expect(lines[0]).toMatchObject({ service: 'Victim First', notes: ['funding differs'] })
  json('undo', plan)
  json('undo', plan)
})

it('refuses in one sentence what cannot be done', () => {
  const refused = (...words: string[]) => {
    const { status, stdout, stderr } = planner(...words)
    expect([stdout, stderr.trim().split('\n').length]).toEqual(['', 1])
    return [status, stderr.trim()]
  }
  expect(refused('roll', plan, '--option', option, '--to', '2021/22')).toEqual([
    1,
    expect.stringContaining('cannot be kept in the option'),
  ])
  expect(refused('show', plan, '--option', 'gone')).toEqual([1, expect.stringContaining('There is no option “gone”')])
  expect(refused('history', plan, '--option', option)[0]).toBe(2)
  expect(refused('option', plan, '--add', option)).toEqual([1, expect.stringContaining('There is already an option')])
  expect(refused('option', plan)[0]).toBe(2)
  expect(refused('cut', plan, '--year', '2020/21', '--share', 'x')[0]).toBe(2)
})

it('copies, renames, removes, adopts and takes back', () => {
  const before = json('show', plan)
  json('option', plan, '--add', 'Copy', '--copy', option)
  json('option', plan, '--rename', 'Copy', '--to', 'Another')
  expect(json('compare-options', plan, '--a', option, '--b', 'another').lines).toEqual([])
  json('option', plan, '--remove', 'Another')
  const { total, groups } = json('show', plan, '--option', option)
  expect(planner('adopt', plan, '--option', option).stdout).toMatch(/rows replaced, 0 added, 0 removed\./)
  expect(json('show', plan)).toMatchObject({ total, groups })
  expect(json('options', plan)).toEqual({ options: [] })
  json('undo', plan)
  expect(json('show', plan)).toEqual(before)
  expect(json('show', plan, '--option', option)).toMatchObject({ total, groups })
})
