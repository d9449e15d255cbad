/**
 * Uplift by rule, with what it comes to before it is done. Example: 2% on the grants of one priority; £50,000 shared out over
 * all lines; or maintain, which holds the figures.
 */
import { useMemo, useState } from 'react'
import { adjustmentsOf } from '../../shared/bridge.ts'
import { type UpliftBy, type UpliftScope, uplift, upliftBases } from '../../shared/edits/uplift.ts'
import { sourcesInOrder } from '../../shared/funding.ts'
import { addUp, type BasisPoints, formatCount, formatMoney, type Pence, readPercentage } from '../../shared/money.ts'
import { type Plan, prioritiesInOrder } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { groupsOf } from '../../shared/totals.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const scopes = [
  { value: 'all', label: 'All lines', one: '' },
  { value: 'priority', label: 'A priority', one: 'Priority' },
  { value: 'route', label: 'A route', one: 'Route' },
  { value: 'source', label: 'What a source pays', one: 'Source' },
] as const
type ScopeKind = UpliftScope['kind']

const ways = [
  { value: 'percent', label: 'By a percentage' },
  { value: 'sum', label: 'By a sum in £, shared out' },
  { value: 'maintain', label: 'Maintain (0%)' },
] as const
type Way = (typeof ways)[number]['value']

/** What can be chosen for a kind of scope, by the id or name that the rule takes. */
function choicesFor(plan: Plan, kind: ScopeKind): { value: string; label: string }[] {
  if (kind === 'priority') return prioritiesInOrder(plan).map(({ id, name }) => ({ value: id, label: name }))
  if (kind === 'source') return sourcesInOrder(plan).map(({ id, name }) => ({ value: id, label: name }))
  if (kind === 'all') return []
  return groupsOf(plan, 'route').flatMap(({ name }) => (name === null ? [] : [{ value: name, label: name }]))
}

function byOf(way: Way, typed: string): UpliftBy {
  if (way === 'maintain') return { kind: 'percent', points: 0 as BasisPoints }
  if (way === 'sum') return { kind: 'sum', pence: readTyped(typed).pence ?? (0 as Pence) }
  const points = readPercentage(typed)
  if (points === null)
    throw new Refusal(
      `“${typed.slice(0, 40)}” is not a percentage, so nothing was uplifted; type one such as 2 or 2.5%.`,
    )
  return { kind: 'percent', points }
}

export function UpliftDialog({ year }: { year: FinancialYear }) {
  const { plan } = useLedger()
  const [kind, setKind] = useState<ScopeKind>('all')
  const [chosen, setChosen] = useState('')
  const [way, setWay] = useState<Way>('percent')
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(false)
  const choices = useMemo(() => choicesFor(plan, kind), [plan, kind])
  const picked = choices.some(({ value }) => value === chosen) ? chosen : (choices[0]?.value ?? '')
  const items = scopes.filter(({ value }) => value === 'all' || choicesFor(plan, value).length > 0)

  const preview = useMemo(() => {
    const scope: UpliftScope =
      kind === 'all' ? { kind } : kind === 'route' ? { kind, name: picked } : { kind, id: picked }
    try {
      const intent = { year, scope, by: byOf(way, typed) }
      const change = uplift(plan, intent)
      const bases = upliftBases(plan, intent)
      const replaced = bases.filter(([line]) =>
        adjustmentsOf(plan, line.id, year).some((held) => held.kind === 'uplift'),
      )
      let by = 0
      for (const row of change.rows)
        if (row.table === 'amount') by += (row.after?.pence ?? 0) - (row.before?.pence ?? 0)
      const base = addUp(bases.map(([, pence]) => pence))!
      return { intent, lines: bases.length, replaced: replaced.length, base, by: by as Pence }
    } catch (refusal) {
      return { error: sentenceOf(refusal) }
    }
  }, [plan, year, kind, picked, way, typed])

  const save = async () => {
    setAsked(true)
    if (!preview.intent) return
    planner.show(null)
    await planner.edit((current) => uplift(current, preview.intent))
  }
  const waiting = way !== 'maintain' && typed.trim() === '' && !asked
  return (
    <Modal
      title={`Uplift ${year}`}
      description={`Taken of the base: ${shiftYear(year, -1)} less one-off money, with full-year effects. Each line says so in an adjustment.`}
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {way === 'maintain' ? 'Maintain' : 'Uplift'}
          </button>
        </>
      }
    >
      <Choice stacked label="Lines" items={items} value={kind} onChange={setKind} />
      {choices.length > 0 && (
        <Choice
          stacked
          label={scopes.find(({ value }) => value === kind)!.one}
          items={choices}
          value={picked}
          onChange={setChosen}
        />
      )}
      <Choice stacked label="How" items={ways} value={way} onChange={setWay} />
      {way !== 'maintain' && (
        <Field label={way === 'sum' ? 'Sum in £' : 'Uplift in %'} value={typed} onChange={setTyped} money autoFocus />
      )}
      {kind === 'source' && (
        <p className="field-hint">It comes on top of an uplift of the whole line, and in place of this source’s own.</p>
      )}
      {preview.intent ? (
        <dl className="figures" aria-live="polite">
          <dt>Lines</dt>
          <dd>{formatCount(preview.lines)}</dd>
          <dt>Base</dt>
          <dd>{formatMoney(preview.base)}</dd>
          {kind !== 'source' && preview.replaced > 0 && (
            <>
              <dt>Lines whose present uplift is replaced</dt>
              <dd>{formatCount(preview.replaced)}</dd>
            </>
          )}
          <dt>{year} changes by</dt>
          <dd>
            <strong>
              {preview.by > 0 && '+'}
              {formatMoney(preview.by)}
            </strong>
          </dd>
        </dl>
      ) : (
        !waiting && (
          <p className="error-box" role="alert">
            {preview.error}
          </p>
        )
      )}
    </Modal>
  )
}
