/**
 * Cambridgeshire's plan for 2017/18 as its officer keeps it: how each award is commissioned stands in its route, the themes of
 * Appendix 1 are the priorities, and the £10,000 that the appendix leaves out of its column is put in.
 */

import { apply } from '../../../shared/change.ts'
import { addSource, setSplit } from '../../../shared/edits/funding.ts'
import { setAmount, setDetails, setPriority, setText } from '../../../shared/edits.ts'
import type { Pence } from '../../../shared/money.ts'
import type { Plan } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { OfficersPlan } from './filledpaper.ts'

const year = yearFrom(2017)
const pounds = (amount: number) => Math.round(amount * 100) as Pence

/** The sections of the first table, which are imported as priorities, as routes. */
const ROUTES: Record<string, string> = {
  'Grant Agreements': 'Grant agreements',
  'Contracts - Commissioned services': 'Contracts – commissioned services',
  'Contracts – Single Tender Action Requests': 'Contracts – single tender action requests',
}

/** The names of the appendix's services that it describes in the same cell. */
const DESCRIBED = [
  'Integrated Mental Health Team in Force Control Room',
  ...['Cambridgeshire Local Safeguarding Children Board', 'Peterborough Local Safeguarding Children Board'],
  ...['Cambridgeshire Safeguarding Adults Board', 'Peterborough Safeguarding Adults Board'],
  ...['Appropriate Adults Out of Hours Custody Provision', 'Peterborough Substance Misuse Innovation Fund'],
  ...[
    'Cambridgeshire Substance Misuse',
    'Cambridgeshire Youth Offending Service',
    'Peterborough Youth Offending Service',
  ],
  ...['County-Wide Integrated Offender Management', 'Multi-Agency Public Protection Agency (MAPPA)', 'Crimestoppers'],
  ...['Peterborough Anti-Social Behaviour Team', 'ECINS - IT system', 'Police Cadets'],
  'Tackling rural crime in Cambridgeshire',
]
const POOLED = 'Contribution to Cambridgeshire County Council’s pooled budget to commission this service'

export function cambridgeshirePlan(): Plan {
  const officer = new OfficersPlan('cambridgeshire', ['Victims awards 2017-18', 'Appendix 1'])
  const { plan } = officer
  const does = officer.does.bind(officer)
  does(setDetails(plan, { title: 'Commissioning and grants', organisation: 'Cambridgeshire OPCC', planYear: year }))
  for (const { id, priorityId, origin, service } of [...plan.line.values()]) {
    const route = ROUTES[plan.priority.get(priorityId ?? '')?.name ?? '']
    does(setText(plan, { lineId: id, field: 'route', value: route ?? 'Crime and disorder reduction grants' }))
    if (origin?.sheet !== 'Appendix 1') does(setPriority(plan, { lineId: id, priorityId: null }))
    const called = DESCRIBED.find((name) => service.startsWith(`${name} `))
    if (!called) continue
    does(setText(plan, { lineId: id, field: 'service', value: called }))
    does(setText(plan, { lineId: id, field: 'description', value: service.slice(called.length).trim() }))
    if (!called.startsWith('Appropriate Adults')) continue
    does(setAmount(plan, { lineId: id, year, measure: 'budget', pence: pounds(10_000) }))
    does(setText(plan, { lineId: id, field: 'provider', value: POOLED }))
  }
  return plan
}

/**
 * The same with funding streams, and the counselling that the paper calls match funded as it stands in a plan: the budget is
 * both halves, of which the charity pays £20,000. The paper does not say its part; here it is as much again.
 */
export function matchFundedPlan(): Plan {
  const plan = cambridgeshirePlan()
  let ids = 0
  const newId = () => `source ${++ids}`
  const source = (
    name: string,
    kind: 'core' | 'grant' | 'partner',
    amount: number,
    conditions: string | null = null,
  ) => {
    apply(plan, addSource(plan, { name, kind, conditions, available: [{ year, pence: pounds(amount) }] }, newId))
    return [...plan.source.values()].find((one) => one.name === name)!.id
  }
  const grant = source('MoJ Victims’ Services Grant', 'grant', 1_000_000, 'Outcomes are reported twice a year')
  const core = source('Main police grant', 'core', 1_322_248)
  const charity = source('Embrace – Child Victims of Crime', 'partner', 20_000)
  for (const { id, service, origin } of plan.line.values()) {
    const isMatched = service === 'Counselling for young victims of crime'
    if (isMatched) {
      apply(plan, setAmount(plan, { lineId: id, year, measure: 'budget', pence: pounds(40_000) }))
      apply(plan, setSplit(plan, { lineId: id, sourceId: charity, year, pence: pounds(20_000) }))
    }
    const sourceId = origin?.sheet === 'Appendix 1' ? core : grant
    apply(plan, setSplit(plan, { lineId: id, sourceId, year, pence: 'rest' }))
  }
  return plan
}
