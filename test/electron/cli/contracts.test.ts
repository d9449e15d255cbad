/** Contracts and the register of external funding as a script calls them: output, refusals, exit codes. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlanFile } from '../../../electron/file/store.ts'
import { rowTo } from '../../../shared/change.ts'
import { blankLine, setAmount } from '../../../shared/edits.ts'
import type { Pence } from '../../../shared/money.ts'
import { planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'

const folder = mkdtempSync(join(tmpdir(), 'planner-contracts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'plan.cplan')

beforeAll(() => {
  const plan = planOf()
  const line = blankLine({ id: 'line 1', service: 'ISVA', provider: 'First Light', position: 1 })
  plan.line.set(line.id, line)
  const amounts = [2023, 2024].map((start) =>
    setAmount(plan, { lineId: line.id, year: yearFrom(start), measure: 'budget', pence: 51_219_900 as Pence }),
  )
  const change = {
    label: 'make the plan',
    rows: [rowTo(planOf(), 'line', line.id, line), ...amounts.flatMap(({ rows }) => rows)],
  }
  createPlanFile(file, { who: 'test', now: () => '2021-01-01T00:00:00.000Z', change }).close()
})

function planner(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], {
    encoding: 'utf8',
  })
  return { status, out: stdout.trim(), err: stderr.trim() }
}
const text = (...words: string[]) => {
  const { status, out, err } = planner(...words)
  expect([err, status]).toEqual(['', 0])
  return out
}

describe('contracts', () => {
  it('take their end from start and term, and move it with an option', () => {
    expect(text('contract', file, '--line', 'ISVA', '--start', '01/04/2021', '--term', '3+1+1')).toBe(
      'Done: set the contract of ISVA.',
    )
    expect(text('contracts', file, '--on', '2023-12-31')).toContain(
      '2024/25 has a budget of £512,199, but the contract of “ISVA” ends before the year, on 31 March 2024; the 2 options that are left would cover the year.',
    )
    expect(text('contract', file, '--line', 'isva', '--extended', '1')).toBe(
      'Done: take an option of ISVA to 31 March 2025.',
    )
    text('contract', file, '--line', 'ISVA', '--notice', '30 September 2024', '--reference', 'PCC/12')
    const { contracts, without } = JSON.parse(text('contracts', file, '--on', '01/09/2024', '--json'))
    expect(without).toBe(0)
    expect(contracts).toEqual([
      {
        line: 'ISVA',
        id: 'line 1',
        provider: 'First Light',
        reference: 'PCC/12',
        start: '2021-04-01',
        end: '2025-03-31',
        term: '3+1+1',
        taken: 1,
        left: 1,
        ends: ['2024-03-31', '2025-03-31', '2026-03-31'],
        last: '2026-03-31',
        noticeDate: '2024-09-30',
        notice: 'near',
        ending: '12 months',
        budget: { '2024/25': 51_219_900, '2025/26': null },
        beyond: [],
      },
    ])
  })

  it('are refused in a sentence', () => {
    expect(planner('contract', file, '--line', 'ISVA', '--end', 'soon')).toEqual({
      status: 1,
      out: '',
      err: '“soon” is not a date, so the contract’s end was kept; type it as 31/03/2022 or 2022-03-31.',
    })
    expect(planner('contract', file, '--line', 'ISVA', '--extended', '3').err).toContain('has 2 extension options')
    expect(planner('contract', file, '--line', 'ISVA').status).toBe(2)
    expect(planner('contracts', file, '--on', 'today').status).toBe(2)
  })
})

describe('external funding', () => {
  it('is registered, secured and made a source', () => {
    text(
      'bid',
      file,
      '--name',
      'MOJ Victim',
      '--funder',
      'MOJ',
      '--status',
      'awaiting',
      '--low',
      '£0.8m',
      '--high',
      '£0.9m',
    )
    text('bid', file, '--name', 'moj victim', '--amount', '£0.891m', '--from', '2020-21', '--to', '2021-22')
    expect(text('bids', file)).toContain('Awaiting a decision')
    expect(planner('award', file, '--bid', 'MOJ Victim')).toMatchObject({
      status: 1,
      err: '“MOJ Victim” is not secured, so no source was added; mark it as secured once the award is certain.',
    })
    text('bid', file, '--name', 'MOJ Victim', '--status', 'secured', '--setting', 'annually')
    expect(text('award', file, '--bid', 'MOJ Victim')).toBe('Done: make MOJ Victim a source of funding.')
    const { bids, totals } = JSON.parse(text('bids', file, '--json'))
    expect(bids).toMatchObject([{ low: 89_100_000, high: 89_100_000, setting: 'annually set', source: 'MOJ Victim' }])
    expect(totals.source['2021/22']).toEqual({ low: 89_100_000, high: 89_100_000, count: 1, unknown: 0 })
    expect(JSON.parse(text('funding', file, '--json')).years['2020/21'].available).toBe(89_100_000)
    text('undo', file)
    expect(JSON.parse(text('bids', file, '--json')).bids[0].source).toBeNull()
  })

  it('is called with an amount or a range, a known status and setting', () => {
    for (const words of [
      ['--status', 'won'],
      ['--status', 'bid', '--low', '1'],
      ['--status', 'bid', '--amount', '1', '--low', '1', '--high', '2'],
      ['--status', 'bid', '--setting', 'yearly'],
      ['--amount', '5'],
    ])
      expect(planner('bid', file, '--name', 'Other', ...words).status).toBe(2)
    expect(planner('award', file, '--bid', 'Nothing').err).toContain('no bid or award “Nothing”')
  })
})
