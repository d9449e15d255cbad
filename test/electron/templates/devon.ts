/**
 * Devon & Cornwall's plan for 2019/20 as its officer keeps it: the two budgets as imported, the Community Safety Partnership
 * Fund and the Youth Offending Service divided among their areas, what the partnerships spent as actuals, and the grants.
 */

import { rowTo } from '../../../shared/change.ts'
import { addSource, payRests, setSplit } from '../../../shared/edits/funding.ts'
import { changeOf, removeLine, setAmount, setDetails, setPriority, setText } from '../../../shared/edits.ts'
import type { Source } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { amountOf, type Plan } from '../../../shared/plan.ts'
import { shiftYear, yearFrom } from '../../../shared/years.ts'
import { OfficersPlan } from './filledpaper.ts'

const Y = yearFrom(2019)
const before = shiftYear(Y, -1)
const pounds = (amount: number) => Math.round(amount * 100) as Pence

const FUND = 'Community Safety Partnership Fund'
const YOUTH = 'Youth Offending Service'
const ISVA = 'Independent Sexual Violence Advocacy Service (ISVA)'
const DISTRICTS = [
  'Safer Devon £439,470',
  ...['Exeter', 'South Devon & Dartmoor', 'Torridge & North Devon', 'East & Mid Devon'].map(
    (name) => `${name} £25,000`,
  ),
]
const REPORTS = 'Half year and end of year audited reports of spend and outcomes'
const BUDGETS = ['Budget 2018-19', 'Intentions 2019-20', 'CSP allocations', 'CSP spend 2018-19', YOUTH]

export function devonPlan(): Plan {
  const officer = new OfficersPlan('devon-and-cornwall', BUDGETS)
  const { plan } = officer
  const does = officer.does.bind(officer)
  const set = (lineId: string, year: typeof Y, amount: number | null, measure: 'budget' | 'actual' = 'budget') =>
    does(setAmount(plan, { lineId, year, measure, pence: amount === null ? null : pounds(amount) }))
  const name = (lineId: string, service: string) => does(setText(plan, { lineId, field: 'service', value: service }))
  const title = 'Commissioning Intentions Plan 2019 to 2020'
  does(setDetails(plan, { title, organisation: 'OPCC for Devon, Cornwall and the Isles of Scilly', planYear: Y }))

  // The fund of 2019/20 is its five areas, and £70,000 for Safer Towns that no table divides; that of 2018/19 is its areas.
  const [fund] = officer.lines(FUND)
  set(fund!, Y, 70_000)
  for (const id of officer.lines('CSP allocations')) {
    name(id, FUND)
    does(setPriority(plan, { lineId: id, priorityId: plan.line.get(fund!)!.priorityId }))
  }
  does(removeLine(plan, officer.lines('Community Safety Fund')[0]!))
  // Five notes a year on Devon's amount say how it is divided: one is enough.
  const divided = [...plan.note.values()].filter(({ origin }) => origin?.sheet === 'CSP allocations')
  const devon = divided.find(({ text }) => text === 'Safer Devon £439,470')!
  const text = `Devon: ${DISTRICTS.join('; ')}`
  does(
    changeOf(
      'tidy the notes',
      divided.map((note) =>
        rowTo(plan, 'note', note.id, note === devon ? { ...note, year: null, measure: null, text } : null),
      ),
    ),
  )

  // "Maintain" is the amount of the year before; the areas of 2017/18 come to £1 less than the total that the paper states.
  const [old, spread] = officer.lines(YOUTH).filter((id) => plan.line.get(id)!.geography === null)
  does(removeLine(plan, old!))
  set(spread!, shiftYear(Y, -2), 1)
  set(spread!, before, 1)
  set(spread!, Y, 1)
  for (const id of officer.lines(YOUTH).filter((one) => plan.line.get(one)!.geography !== null)) {
    does(setPriority(plan, { lineId: id, priorityId: plan.line.get(spread!)!.priorityId }))
    for (const year of [before, Y]) set(id, year, amountOf(plan, id, shiftYear(Y, -2), 'budget')! / 100)
  }

  // What the partnerships spent is no budget of its own. "£3,0000" is £3,000, as the total of Plymouth says.
  for (const { id, origin, service, geography } of [...plan.line.values()]) {
    if (origin?.sheet !== 'CSP spend 2018-19') continue
    const spent = amountOf(plan, id, before, 'budget')
    if (spent !== null) set(id, before, spent / 100, 'actual')
    if (spent !== null) set(id, before, null)
    if (service === 'Community Cohesion (inc Prevent)' && geography === 'Plymouth') set(id, before, 3_000, 'actual')
  }

  const source = (
    called: string,
    kind: Source['kind'],
    amounts: readonly number[],
    note?: string,
    conditions?: string,
  ) => {
    const available = amounts.map((amount, place) => ({
      year: shiftYear(before, place),
      pence: pounds(amount),
      status: place > 1 ? ('unconfirmed' as const) : ('confirmed' as const),
      note: place > 1 ? note : null,
    }))
    does(addSource(plan, { name: called, kind, available, conditions: conditions ?? null }, officer.newId))
    return [...plan.source.values()].find((one) => one.name === called)!.id
  }
  const grant = source('Victim Services Grant', 'grant', [1_875_543, 1_880_265], undefined, REPORTS)
  const abuse = source('CSA/CSE Grant', 'grant', [139_724, 140_076], undefined, REPORTS)
  const extension = 'Subject to the exercise of the optional extension'
  const nhs = source('NHS England', 'partner', [158_590, 212_199, 202_199, 202_199], extension)
  const core = source('PCC commissioning budget', 'core', [3_313_970, 3_598_150])
  const [victims] = officer.lines('Victim Care Services')
  does(setSplit(plan, { lineId: officer.lines(ISVA)[0]!, sourceId: nhs, year: Y, pence: pounds(212_199) }))
  does(setSplit(plan, { lineId: victims!, sourceId: abuse, year: Y, pence: pounds(140_076) }))
  does(setSplit(plan, { lineId: victims!, sourceId: grant, year: Y, pence: 'rest' }))
  does(payRests(plan, { sourceId: core, year: Y }))
  return plan
}
