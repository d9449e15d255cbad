/**
 * Underspend, reserves and pots on the command line, as a script calls it. Example: Leicestershire's emergent issues are
 * drawn down to £192,619.75, and £0.01 more than that is refused.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'planner-reserves-'))
const plan = join(folder, 'leicestershire.cplan')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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

function refused(status: number, ...words: string[]): string {
  const result = planner(...words)
  expect([result.stdout, result.status]).toEqual(['', status])
  return result.stderr.trim()
}

beforeAll(() => {
  json('import', 'test/fixtures/workbooks/leicestershire.xlsx', '--plan', plan)
})

describe('an underspend', () => {
  const kicks = ['--line', 'Kicks', '--year', '2020/21']
  const carry = (...more: string[]) => ['carry', plan, ...kicks, ...more]

  it('is forecast from actuals, and carried as far as its sources let it', { timeout: 120_000 }, () => {
    json('set', plan, ...kicks, '--amount', '6,000', '--measure', 'actual')
    expect(json('forecast', plan, '--year', '2020/21', '--months', '9').done).toBe(
      'forecast 2020/21 of 1 line from 9 months of actuals',
    )
    const source = ['--year', '2020/21', '--amount', '10,000']
    json('source', plan, '--name', 'Violence grant', '--kind', 'grant', '--carry', 'consent', ...source)
    json('fund', plan, ...kicks, '--source', 'Violence grant', '--amount', '5,000')
    const { lines, clawback } = json('underspend', plan, '--year', '2020/21')
    expect(lines).toEqual([
      { service: 'Kicks', underspend: 200_000, undecided: 200_000, free: 100_000, consent: 100_000, none: 0 },
    ])
    expect(clawback).toMatchObject([
      { source: 'Violence grant', received: 1_000_000, eligible: 400_000, consented: 0, clawback: 600_000 },
    ])
    expect(refused(1, ...carry('--amount', '1,500', '--to', 'reserve:Youth'))).toContain('only with consent')
    json(...carry('--amount', '1,500', '--to', 'reserve:Youth', '--decision', 'VRN/3', '--reason', 'late start'))
    json(...carry('--amount', '500', '--to', 'funder', '--status', 'requested'))
    expect(json('underspend', plan, '--year', '2020/21').lines[0].undecided).toBe(0)
    expect(refused(2, ...carry('--amount', '1', '--to', 'funder', '--status', 'maybe'))).toContain(
      '--status must be requested, approved or rejected.',
    )
    expect(refused(2, ...carry('--amount', '1', '--to', 'reserve:'))).toContain('--to must be')
  })
})

describe('reserves', () => {
  it('are added and changed, and money is transferred', { timeout: 120_000 }, () => {
    const opening = ['--opening', '100,000', '--year', '2020/21', '--minimum', '20000']
    expect(json('reserve', plan, '--name', 'Pilots', ...opening).done).toBe('add the reserve Pilots')
    expect(json('reserve', plan, '--name', 'pilots', '--rename', 'Pilot schemes').done).toContain('rename')
    const out = ['--reserve', 'Pilot schemes', '--year', '2021/22', '--direction', 'out', '--amount']
    json('transfer', plan, ...out, '90000', '--decision', 'D2')
    expect(refused(1, 'transfer', plan, ...out, '0')).toContain('must be above £0')
    expect(refused(1, 'transfer', plan, '--reserve', 'None', ...out.slice(2), '1')).toContain(
      'There is no reserve “None”',
    )
    const { reserves } = json('reserves', plan)
    expect(reserves.map(({ name }: { name: string }) => name)).toEqual(['Youth', 'Pilot schemes'])
    expect(reserves[1]).toMatchObject({
      minimum: 2_000_000,
      years: { '2021/22': { opening: 10_000_000, in: 0, out: 9_000_000, closing: 1_000_000, change: -9_000_000 } },
      runway: { year: '2021/22', fails: 'below minimum', short: 1_000_000 },
    })
    expect(reserves[0].years['2020/21']).toMatchObject({
      opening: null,
      closing: null,
      change: 150_000,
      since: 150_000,
    })
    expect(planner('reserves', plan).stdout).toContain('opening + £1,500')
  })
})

describe('pots', () => {
  const draw = (amount: string, service: string, ...more: string[]) => [
    'draw',
    plan,
    '--line',
    'Emergent issues/ideas/PCC grants top up/ contingency',
    '--year',
    '2020/21',
    '--amount',
    amount,
    '--service',
    service,
    '--decision',
    'EXE0003/20',
    ...more,
  ]

  it('are drawn down to the penny', { timeout: 120_000 }, () => {
    json(...draw('114,843.25', 'Seven initiatives'))
    const of = () => json('pots', plan).pots[0].years['2020/21']
    const drawdown = { amount: 11_484_325, decision: 'EXE0003/20', date: null, overspend: false }
    expect(of()).toMatchObject({ budget: 30_746_300, drawn: 11_484_325, left: 19_261_975, drawdowns: [drawdown] })
    expect(refused(1, ...draw('192,619.76', 'Sport'))).toContain('has £192,619.75 left')
    expect(refused(2, ...draw('1', 'Sport', '--date', '2020-13-01'))).toContain('is not a date')
    json(...draw('192,619.76', 'Sport', '--overspend', '--date', '2020-12-01', '--to-line', 'Kicks'))
    const after = of()
    expect(after.left).toBe(-1)
    expect(after.drawdowns[0]).toMatchObject({ service: 'Sport', toLine: 'Kicks', overspend: true })
  })
})
