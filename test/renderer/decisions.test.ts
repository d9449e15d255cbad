/** A record of a decision that an option has otherwise than the plan, in words. */
import { expect, it } from 'vitest'
import { describe as inWords } from '../../renderer/options/differences.ts'
import { apply } from '../../shared/change.ts'
import { addDecision, setDecision } from '../../shared/edits/decisions.ts'
import { addLine } from '../../shared/edits.ts'
import { planOf } from '../../shared/plan.ts'
import { copyOf } from '../shared/arbitraries.ts'

it('names the record and what differs, lists too', () => {
  const plan = planOf()
  apply(
    plan,
    addLine(plan, { service: 'Victim First', priorityId: null }, () => 'vf'),
  )
  const approvals = [{ role: 'Chief Executive', text: 'content', date: null }]
  apply(
    plan,
    addDecision(plan, { reference: 'PCC/7', title: 'Framework', approvals }, () => 'd'),
  )
  const change = setDecision(plan, 'd', { title: 'Budget', attendees: ['Monitoring Officer'], lineIds: ['vf'] })
  const under = copyOf(plan)
  apply(under, change)
  expect(change.rows.map((row) => inWords(plan, under, JSON.parse(JSON.stringify(row))))).toEqual([
    {
      key: 'decision d',
      what: 'PCC/7, decision record',
      before: 'title: Framework; attendees: none',
      after: 'title: Budget; attendees: Monitoring Officer',
    },
    {
      key: 'decisionLine d vf',
      what: 'Victim First, PCC/7, decision on the line',
      before: 'not there',
      after: 'added',
    },
  ])
  const other = setDecision(under, 'd', { approvals: [] })
  expect(inWords(plan, under, other.rows[0]!)).toMatchObject({ before: 'approvals: Chief Executive: content' })
})
