/** Where the money comes from, on the command line. Example: `source`, `fund`, then `funding --json` has a gap of 0. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'planner-funding-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const plan = join(folder, 'devon.cplan')
const isva = 'Independent Sexual Violence Advocacy Service (ISVA)'

function planner(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr: stderr.trim() }
}

// biome-ignore lint/suspicious/noExplicitAny: the tests look into many documents
function json(...words: string[]): any {
  const { status, stdout, stderr } = planner(...words, '--json')
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

const source = (name: string, kind: string, year: string, amount: string, ...more: string[]) =>
  json('source', plan, '--name', name, '--kind', kind, '--year', year, '--amount', amount, ...more)
const fund = (line: string, name: string, year: string, amount: string) =>
  json('fund', plan, '--line', line, '--source', name, '--year', year, '--amount', amount)

beforeAll(() => {
  json('import', 'test/fixtures/workbooks/devon-and-cornwall.xlsx', '--sheet', 'Intentions 2019-20', '--plan', plan)
  for (const year of ['2020/21', '2021/22']) json('set', plan, '--line', isva, '--year', year, '--amount', '512199')
})

test('sources are added and changed', () => {
  expect(source('PCC', 'core', '2019/20', '3598150').done).toBe('add the source PCC')
  source(
    'NHS England',
    'partner',
    '2019/20',
    '212199',
    '--carry',
    'no',
    '--ring-fence',
    'Supporting victims and witnesses and helping them to get justice',
  )
  source('nhs england', 'partner', '2020/21', '202199', '--unconfirmed')
  source('NHS England', 'partner', '2021/22', '202,199')
})

test('a line is shared out between them, and what stands outside a ring-fence is said', () => {
  expect(fund(isva, 'PCC', '2019/20', '300000').done).toBe(`fund £300,000 of ${isva} 2019/20 from PCC`)
  fund(isva, 'NHS England', '2019/20', 'rest')
  expect(fund('Road Safety', 'NHS England', '2019/20', '1')).toMatchObject({
    note: expect.stringContaining('“NHS England” is ring-fenced to'),
  })
  fund('Road Safety', 'NHS England', '2019/20', '')
  const { years } = json('funding', plan)
  expect(Object.keys(years)).toEqual(['2019/20', '2020/21', '2021/22'])
  expect(years['2019/20']).toEqual({
    budget: 583069000,
    available: 381034900,
    gap: 202034100,
    sources: [
      { name: 'PCC', kind: 'core', available: 359815000, allocated: 30000000 },
      { name: 'NHS England', kind: 'partner', available: 21219900, allocated: 21219900 },
    ],
  })
  expect(years['2020/21']).toMatchObject({ budget: 51219900, available: 20219900, gap: 31000000 })
})

test('the grants close the gap, in text and by source', () => {
  source('MoJ grants', 'grant', '2019/20', '=1880265+140076')
  fund('Victim Care Services', 'MoJ grants', '2019/20', 'rest')
  expect(json('funding', plan).years['2019/20'].gap).toBe(0)
  const { stdout } = planner('funding', plan)
  expect(stdout).toMatch(/NHS England \(partner\)\s+available\s+212,199\s+202,199 unconfirmed\s+202,199/)
  expect(stdout).toMatch(/Gap\s+0\s+310,000\s+310,000/)
  const { groups, total } = json('show', plan, '--by', 'source')
  const found = (name: string | null) => groups.find((group: { name: string | null }) => group.name === name)
  expect(found('NHS England').subtotal.budget).toEqual({ '2019/20': 21219900 })
  expect(found('NHS England').lines).toMatchObject([{ service: isva, budget: { '2019/20': 21219900 } }])
  expect(total.budget['2019/20']).toBe(583069000)
  expect(planner('show', plan, '--by', 'source').stdout).toContain('Not funded')
})

test('a source of kind reserve makes its reserve, and what it gives is drawn from it', () => {
  source('Commissioning reserve', 'reserve', '2020/21', '10000')
  const { reserves } = json('reserves', plan)
  expect(reserves).toHaveLength(1)
  expect(reserves[0].years['2020/21']).toMatchObject({
    opening: null,
    in: 0,
    out: 1000000,
    closing: null,
    change: -1000000,
  })
})

test('money carried forward to a line stands among the sources of its year', () => {
  json('set', plan, '--line', 'Road Safety', '--year', '2019/20', '--amount', '20000', '--measure', 'forecast')
  const to = 'line:Road Safety'
  json('carry', plan, '--line', 'Road Safety', '--year', '2019/20', '--amount', '10000', '--to', to)
  const { sources, available } = json('funding', plan).years['2020/21']
  expect(sources.at(-1)).toEqual({ name: 'Carried forward', kind: 'carry', available: 1000000, allocated: 1000000 })
  expect(available).toBe(20219900 + 1000000 + 1000000)
})

test('what cannot be is refused in a sentence, and what is called wrongly is misuse', () => {
  const of = (...words: string[]) => {
    const { status, stderr, stdout } = planner(...words)
    expect(stdout).toBe('')
    expect(stderr.split('\n')).toHaveLength(1)
    return [status, stderr] as const
  }
  const line = ['--line', isva, '--year', '2019/20']
  expect(of('fund', plan, ...line, '--source', 'Nobody', '--amount', '1')).toEqual([
    1,
    expect.stringContaining('There is no source of funding “Nobody”'),
  ])
  expect(of('fund', plan, ...line, '--source', 'PCC', '--amount', 'rest')).toEqual([
    1,
    expect.stringContaining('“NHS England” already pays the rest'),
  ])
  expect(of('fund', plan, ...line, '--source', 'PCC', '--amount', 'TBC')).toEqual([
    1,
    expect.stringContaining('is not an amount'),
  ])
  const named = ['--name', 'X', '--year', '2019/20', '--amount', '1']
  expect(of('source', plan, ...named)).toEqual([2, expect.stringContaining('--kind is missing')])
  expect(of('source', plan, ...named, '--kind', 'loan')).toEqual([2, expect.stringContaining('“loan” is not a --kind')])
  expect(of('source', plan, ...named, '--kind', 'grant', '--carry', 'maybe')).toEqual([
    2,
    expect.stringContaining('choose yes, consent, no'),
  ])
  expect(of('source', plan, '--name', 'X', '--kind', 'grant', '--year', '2019/20', '--amount', '-1')).toEqual([
    1,
    expect.stringContaining('cannot have less than £0'),
  ])
})
