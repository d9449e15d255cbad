/**
 * Cut, or raise, budgets by a rule in an option: all of them, or those of some routes, priorities or sources. Example: "5" of
 * the routes Grant funding and Grant funded takes each grant's budget down by 5%.
 */
import { useState } from 'react'
import { type CutRule, cutBudgets } from '../../shared/edits/options.ts'
import { sourcesInOrder } from '../../shared/funding.ts'
import { type BasisPoints, formatCount, formatMoney, readPercentage } from '../../shared/money.ts'
import { intoOption, planUnder } from '../../shared/options.ts'
import { type Plan, prioritiesInOrder } from '../../shared/plan.ts'
import { groupsOf } from '../../shared/totals.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { underOf } from './under.ts'

type By = CutRule['by']
const bys: { value: By; label: string }[] = [
  { value: 'all', label: 'All lines' },
  { value: 'route', label: 'Lines by route' },
  { value: 'priority', label: 'Lines by priority' },
  { value: 'source', label: 'What sources pay' },
]

/** The routes, priorities or sources that there are. */
function keysOf(plan: Plan, by: By): { value: string; label: string }[] {
  if (by === 'route')
    return groupsOf(plan, 'route').flatMap(({ key, name }) => (name === null ? [] : [{ value: key, label: name }]))
  const rows = by === 'priority' ? prioritiesInOrder(plan) : by === 'source' ? sourcesInOrder(plan) : []
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

export function CutDialog({ optionId }: { optionId: string }) {
  const ledger = useLedger()
  const { base, planYear, years } = ledger
  const under = underOf(ledger, optionId).plan
  const [by, setBy] = useState<By>(() => (keysOf(under, 'route').length > 0 ? 'route' : 'all'))
  const keys = keysOf(under, by)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(keysOf(under, 'route').flatMap(({ value }) => (/\bgrants?\b/.test(value) ? [value] : []))),
  )
  const [year, setYear] = useState(planYear ?? years.at(-1)!)
  const [text, setText] = useState('5')
  const chosen = keys.filter(({ value }) => ticked.has(value))
  const percentage = readPercentage(text)

  const planned = () => {
    if (percentage === null) return { error: 'Type a percentage, such as 5 or 2.5%; −2 raises by 2%.' }
    if (by !== 'all' && chosen.length === 0)
      return { error: keys.length === 0 ? `There is no ${by} in this plan.` : `Tick a ${by}.` }
    const rule: CutRule = by === 'all' ? { by } : { by, keys: chosen.map(({ value }) => value) }
    const name = by === 'all' ? {} : { name: chosen.map(({ label }) => label).join(', ') }
    const cut = { rule, year, share: -percentage as BasisPoints, ...name }
    try {
      return { cut, change: cutBudgets(under, cut) }
    } catch (refusal) {
      return { error: sentenceOf(refusal) }
    }
  }
  const { cut, change, error } = planned()
  const amounts = (change?.rows ?? []).flatMap((row) => (row.table === 'amount' ? [row] : []))
  const sum = (side: 'before' | 'after') => amounts.reduce((total, row) => total + (row[side]?.pence ?? 0), 0)
  return (
    <Modal
      title={`Cut by rule in “${base.option.get(optionId)?.name ?? 'option'}”`}
      description="Each budget becomes a difference of the option; the plan stays as it is."
      onClose={() => planner.show(null)}
      onSubmit={() => {
        if (!cut) return
        planner.show(null)
        void planner.editBase((plan) => intoOption(plan, optionId, cutBudgets(planUnder(plan, optionId), cut)))
      }}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!cut}>
            {percentage !== null && percentage < 0 ? 'Raise' : 'Cut'}
          </button>
        </>
      }
    >
      <Field label="Cut in %" value={text} onChange={setText} money autoFocus error={error ?? null} />
      <Choice stacked label="Of" items={bys} value={by} onChange={setBy} />
      {by !== 'all' && keys.length > 0 && (
        <fieldset className="options-keys">
          <legend className="field-label">{bys.find(({ value }) => value === by)!.label}</legend>
          <div className="options-keys-list">
            {keys.map(({ value, label }) => (
              <label key={value} className="check">
                <input
                  type="checkbox"
                  checked={ticked.has(value)}
                  onChange={({ target }) => {
                    const next = new Set(ticked)
                    if (target.checked) next.add(value)
                    else next.delete(value)
                    setTicked(next)
                  }}
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <Choice
        stacked
        label="Year"
        items={years.map((value) => ({ value, label: value }))}
        value={year}
        onChange={setYear}
      />
      {change && (
        <dl className="figures" aria-live="polite">
          <dt>Budget lines</dt>
          <dd>{formatCount(amounts.length)}</dd>
          <dt>Their {year} budgets now</dt>
          <dd>{formatMoney(sum('before') as never)}</dd>
          <dt>And then</dt>
          <dd>
            <strong>{formatMoney(sum('after') as never)}</strong>
          </dd>
        </dl>
      )}
    </Modal>
  )
}
