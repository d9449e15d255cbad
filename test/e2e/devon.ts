/**
 * A plan with something in every view: Devon & Cornwall's intentions for 2019/20 with two funders, a gap in the next year, an
 * underspend, a reserve, a pot, an option, a contract and a bid. Example: `devonAndCornwall(file)` writes it as a plan file.
 */
import { readFileSync } from 'node:fs'
import { createPlanFile } from '../../electron/file/store.ts'
import { readWorkbookBytes } from '../../electron/workbook/reader.ts'
import { apply, type Change, squash } from '../../shared/change.ts'
import { addBid } from '../../shared/edits/bids.ts'
import { setContract } from '../../shared/edits/contracts.ts'
import { addSource, payRests, setSplit } from '../../shared/edits/funding.ts'
import { addIndicativeYears } from '../../shared/edits/nextyear.ts'
import { addOption } from '../../shared/edits/options.ts'
import { drawDown } from '../../shared/edits/pots.ts'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import { setAmount } from '../../shared/edits.ts'
import { planImport, readTables } from '../../shared/importing/index.ts'
import type { Source } from '../../shared/model.ts'
import type { BasisPoints, Pence } from '../../shared/money.ts'
import { planOf } from '../../shared/plan.ts'
import { shiftYear, yearFrom } from '../../shared/years.ts'

export const author = { who: 'test', now: () => '2019-01-01T00:00:00.000Z' }
export const ISVA = 'Independent Sexual Violence Advocacy Service (ISVA)'

const year = yearFrom(2019)
const pounds = (amount: number) => Math.round(amount * 100) as Pence

export function devonAndCornwall(file: string): void {
  const plan = planOf()
  const changes: Change[] = []
  let ids = 0
  const newId = () => `id ${++ids}`
  const done = (change: Change) => {
    apply(plan, change)
    changes.push(change)
  }
  const source = (name: string, kind: Source['kind'], amounts: readonly number[]) => {
    const available = amounts.map((amount, ahead) => ({ year: shiftYear(year, ahead), pence: pounds(amount) }))
    done(addSource(plan, { name, kind, available }, newId))
    return [...plan.source.values()].find((one) => one.name === name)!.id
  }
  const line = (service: string) => [...plan.line.values()].find((one) => one.service === service)!.id
  const bytes = readFileSync('test/fixtures/workbooks/devon-and-cornwall.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'devon-and-cornwall.xlsx'), { sheets: ['Intentions 2019-20'] })
  done(planImport(plan, reading, newId).change)

  const isva = line(ISVA)
  const victimCare = line('Victim Care Services')
  const core = source('PCC', 'core', [3_598_150, 3_598_150, 3_598_150])
  const nhs = source('NHS England', 'partner', [212_199, 202_199, 202_199])
  const moj = source('MoJ Victim Services Grant', 'grant', [1_880_265])
  const csae = source('MoJ CSA/E grant', 'grant', [140_076])
  const reserve = source('Commissioning reserve', 'reserve', [0, 25_000.5])
  done(setSplit(plan, { lineId: isva, sourceId: nhs, year, pence: pounds(212_199) }))
  done(setSplit(plan, { lineId: victimCare, sourceId: csae, year, pence: pounds(140_076) }))
  done(setSplit(plan, { lineId: victimCare, sourceId: moj, year, pence: 'rest' }))
  done(payRests(plan, { sourceId: core, year }))
  done(addIndicativeYears(plan, { count: 2, uplift: 0 as BasisPoints, funding: true }))
  const next = shiftYear(year, 1)
  done(setSplit(plan, { lineId: isva, sourceId: reserve, year: next, pence: pounds(10_000) }))

  const before = shiftYear(year, -1)
  done(setAmount(plan, { lineId: isva, year: before, measure: 'budget', pence: pounds(512_199) }))
  done(setAmount(plan, { lineId: isva, year: before, measure: 'forecast', pence: pounds(411_199.5) }))
  const set = {
    lineId: isva,
    year: before,
    to: 'reserve',
    target: 'Commissioning reserve',
    decision: 'PCC/12',
  } as const
  done(carryUnderspend(plan, { ...set, pence: pounds(60_000) }, newId))
  done(carryUnderspend(plan, { ...set, pence: pounds(25_000), status: 'requested' }, newId))

  done(setContract(plan, { lineId: isva, start: '2017-04-01', term: '3+1+1', reference: 'PCC/2017/4' }))
  const drawn = { lineId: victimCare, year, pence: pounds(2_488.25), date: '2019-05-01', decision: 'EXE0003/20' }
  done(drawDown(plan, { ...drawn, service: 'MARAC IDVA', description: 'Cover until September', toLineId: isva }, newId))
  const bid = {
    lowPence: pounds(2_000_000),
    highPence: pounds(3_000_000),
    firstYear: next,
    lastYear: shiftYear(year, 3),
  }
  done(addBid(plan, { name: 'Support for vulnerable women', status: 'bid', funder: 'Several', ...bid }, newId))
  const award = { lowPence: pounds(205_000), highPence: pounds(205_000), firstYear: next, lastYear: null }
  done(addBid(plan, { name: 'Domestic abuse providers', status: 'secured', setting: 'annually set', ...award }, newId))
  done(addOption(plan, { name: 'NHS England not extended', description: 'From 2020/21 on' }, newId))

  createPlanFile(file, { ...author, change: squash('make the plan', changes) }).close()
}
