/** Next year and virements on the command line: Leicestershire rolled forward, adjusted, uplifted, and what the bridge says. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'planner-next-year-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const plan = join(folder, 'Leicestershire.cplan')

function planner(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** What a command prints with --json; it must succeed. */
// biome-ignore lint/suspicious/noExplicitAny: the tests look into many documents
function json(...words: string[]): any {
  const { status, stdout, stderr } = planner(...words, '--json')
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout)
}

/** One sentence on standard error and nothing on standard output. */
function refused(status: number, ...words: string[]): string {
  const result = planner(...words)
  expect(result.stdout).toBe('')
  expect(result.status).toBe(status)
  return result.stderr.trim()
}

beforeAll(() => {
  json('import', 'test/fixtures/workbooks/leicestershire.xlsx', '--plan', plan)
})

describe('next year on the command line', () => {
  it('rolls, adjusts and uplifts, and the bridge adds up by line, priority and in total', () => {
    const adjust = (kind: string, amount: string, year = '2021/22') =>
      json(
        ...['adjust', plan, '--line', 'Victim First', '--year', year, '--kind', kind],
        ...['--amount', amount, '--reason', 'agreed in March'],
      )
    expect(adjust('one-off', '8,322', '2020/21')).toEqual({ done: 'add one-off of £8,322 to Victim First 2020/21' })
    json('roll', plan, '--to', '2021/22', '--uplift', '2%')
    adjust('growth', '30000')
    adjust('savings', '1000.50')
    expect(json('uplift', plan, '--year', '2021/22', '--by', '3%', '--priority', 'VULNERABLE')).toEqual({
      done: 'uplift VULNERABLE in 2021/22 by 3%',
    })
    const { steps, priorities, ...total } = json('bridge', plan)
    expect(total).toMatchObject({ from: '2020/21', year: '2021/22', start: 439596100 + 832200 })
    expect(steps).toMatchObject({
      'one-off removed': -832200,
      growth: 3000000,
      savings: -100050,
      uplift: 8791922 + 705505,
      'new lines': 0,
      'ended lines': 0,
      'other changes': 0,
    })
    const sum = (values: object) => Object.values(values).reduce((added: number, one: number) => added + one, 0)
    for (const one of [{ ...total, steps }, ...priorities, ...priorities.flatMap(({ lines }: never) => lines)])
      expect((one.start ?? 0) + sum(one.steps)).toBe(one.end ?? 0)
    expect(total.end).toBe(json('show', plan).total.budget['2021/22'])
    const lines = priorities.flatMap(({ lines: of }: { lines: { service: string; steps: object }[] }) => of)
    expect(lines.find(({ service }: { service: string }) => service === 'Victim First').steps.uplift).toBe(1116644)
    expect(planner('bridge', plan, '--year', '2020/21').stdout).toMatch(/Other changes .*\nBudget 2020\/21 /)
  })

  it('shares a sum out, maintains, and refuses what may be either a percentage or a sum', () => {
    const before = json('bridge', plan).end
    const held = json('bridge', plan).steps.uplift
    json('uplift', plan, '--year', '2021/22', '--by', '£50,000')
    expect(json('bridge', plan).steps.uplift).toBe(5000000)
    expect(json('uplift', plan, '--year', '2021/22', '--by', 'maintain')).toEqual({
      done: 'maintain all lines in 2021/22',
    })
    expect(json('bridge', plan).end).toBe(before - held)
    expect(refused(2, 'uplift', plan, '--year', '2021/22', '--by', '2')).toContain('“2” may be a percentage or a sum')
    expect(refused(2, 'uplift', plan, '--year', '2021/22', '--by', '2%', '--route', 'a', '--priority', 'b')).toContain(
      'Give one of --priority, --route and --source.',
    )
    expect(refused(1, 'uplift', plan, '--year', '2021/22', '--by', '2%', '--source', 'Nobody')).toContain('“Nobody”')
    expect(
      refused(
        2,
        'adjust',
        plan,
        '--line',
        'Victim First',
        '--year',
        '2021/22',
        '--kind',
        'more',
        '--amount',
        '1',
        '--reason',
        'x',
      ),
    ).toContain('“more” is not a kind of adjustment')
  })

  it('adds indicative years as one step', () => {
    expect(json('indicative', plan, '--years', '2', '--uplift', '1%')).toEqual({
      done: 'add 2 indicative years to 2023/24 with +1%',
    })
    expect(json('show', plan).years).toEqual(['2018/19', '2019/20', '2020/21', '2021/22', '2022/23', '2023/24'])
    expect(json('bridge', plan, '--year', '2023/24').steps['other changes']).toBe(0)
    json('undo', plan)
    expect(json('show', plan).years).not.toContain('2022/23')
    expect(refused(2, 'indicative', plan, '--years', '5')).toContain('“5” is not a number of years')
  })

  it('moves budget between lines with the approver that the bands ask for', () => {
    json('band', plan, '--from', '0', '--approver', 'commissioning manager')
    json('band', plan, '--from', '25,000', '--approver', 'chief finance officer')
    const vire = (amount: string) => [
      ...['vire', plan, '--from', 'Victim First', '--to', 'CHISVA', '--year', '2021/22'],
      ...['--amount', amount, '--reason', 'vacancy', '--decision', 'PCC 4'],
    ]
    const before = json('bridge', plan).end
    expect(json(...vire('25000'))).toEqual({ done: 'move £25,000 from Victim First to CHISVA in 2021/22' })
    expect(json('bridge', plan).end).toBe(before)
    expect(refused(1, ...vire('9000000'))).toContain('less than £9,000,000, so nothing was moved; ask for less.')
    expect(refused(1, ...vire('0'))).toContain('must be above £0')
  })
})
