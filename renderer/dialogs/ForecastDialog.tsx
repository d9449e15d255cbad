/**
 * Forecast outturns from what was spent so far: actual to date ÷ months × 12. Example: £8,000 by the end of November is
 * £12,000 for the year.
 */
import { useState } from 'react'
import { forecastFromActuals } from '../../shared/edits/underspend.ts'
import { formatMoney } from '../../shared/money.ts'
import { amountOf } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { takeAway } from './perform.ts'

const names = 'April May June July August September October November December January February March'.split(' ')
const months = names.map((name, index) => ({
  value: String(index + 1),
  label: `The end of ${name} (${index + 1} ${index === 0 ? 'month' : 'months'})`,
}))

type Whose = 'without' | 'selected'

export function ForecastDialog({ year }: { year: FinancialYear }) {
  const { plan } = useLedger()
  const selected = usePlanner((state) => state.selection?.lineId ?? null)
  const line = selected === null ? undefined : plan.line.get(selected)
  const actual = line ? amountOf(plan, line.id, year, 'actual') : null
  let without = 0
  let known = 0
  for (const { id } of plan.line.values()) {
    if (amountOf(plan, id, year, 'actual') === null) continue
    if (amountOf(plan, id, year, 'forecast') === null) without++
    else known++
  }
  const [month, setMonth] = useState('8')
  const [whose, setWhose] = useState<Whose>(without > 0 || actual === null ? 'without' : 'selected')
  const [error, setError] = useState<string | null>(null)
  const count = (number: number) => `${number} ${number === 1 ? 'line' : 'lines'}`
  const items: { value: Whose; label: string }[] = [
    { value: 'without', label: `${count(without)} with an actual and no forecast outturn` },
    ...(line && actual !== null
      ? [{ value: 'selected' as const, label: `${lineLabel(plan, line)} only, ${formatMoney(actual)} so far` }]
      : []),
  ]
  const forecast = async () => {
    const intent = (held: typeof plan) =>
      forecastFromActuals(held, { year, months: Number(month), lineId: whose === 'selected' ? selected : null })
    try {
      intent(plan)
    } catch (refusal) {
      setError(sentenceOf(refusal))
      return
    }
    planner.show(null)
    await takeAway(intent)
  }
  return (
    <Modal
      title="Forecast from actuals"
      description={`${year}: what was spent so far ÷ months × 12, kept as that arithmetic in each line’s forecast outturn.`}
      onClose={() => planner.show(null)}
      onSubmit={() => void forecast()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Forecast
          </button>
        </>
      }
    >
      <Choice stacked label="Actuals are up to" items={months} value={month} onChange={setMonth} />
      <Choice stacked label="Which lines" items={items} value={whose} onChange={setWhose} />
      {whose === 'without' && known > 0 && (
        <p className="quiet">{count(known)} with a forecast outturn already will keep it.</p>
      )}
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
