/**
 * A drawdown from a pot, new or as it is. More than is left is refused until it is confirmed as an overspend. Example:
 * £2,488.25 for MARAC IDVA out of the emergent issues pot, decision EXE0003/20.
 */
import { useId, useState } from 'react'
import { changeDrawdown, drawDown } from '../../shared/edits/pots.ts'
import { formatMoney, type Pence, plainPounds } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import { potOf } from '../../shared/pots.ts'
import { Refusal } from '../../shared/refusal.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { type FinancialYear, startOf } from '../../shared/years.ts'
import { readTyped } from '../grid/cells.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { LineField, lineNamed } from './LineField.tsx'
import { carryOut } from './perform.ts'

/** The line drawn on: the one given, or the one that was typed. */
function potNamed(plan: Plan, lineId: string | null, typed: string): string {
  const id = lineId ?? lineNamed(plan, typed)?.id
  if (id) return id
  throw new Refusal('It was not said which pot to draw on, so nothing was drawn; choose its line.')
}

/** What is typed as an amount; null while it cannot be read. */
function readable(typed: string): Pence | null {
  try {
    return readTyped(typed).pence
  } catch {
    return null
  }
}

/** @param lineId null to choose the pot @param drawdownId null for a new drawdown */
export function DrawdownDialog({
  lineId,
  year: first,
  drawdownId,
}: {
  lineId: string | null
  year: FinancialYear
  drawdownId: string | null
}) {
  const { plan, years } = useLedger()
  const held = drawdownId === null ? undefined : plan.drawdown.get(drawdownId)
  const line = lineId === null ? undefined : plan.line.get(lineId)
  const [pot, setPot] = useState('')
  const [year, setYear] = useState(first)
  const [amount, setAmount] = useState(held ? plainPounds(held.pence) : '')
  const [service, setService] = useState(held?.service ?? '')
  const [date, setDate] = useState(held?.date ?? '')
  const [description, setDescription] = useState(held?.description ?? '')
  const [decision, setDecision] = useState(held?.decision ?? '')
  const into = held?.toLineId ? plan.line.get(held.toLineId) : undefined
  const [toLine, setToLine] = useState(into ? lineLabel(plan, into) : '')
  const [overspend, setOverspend] = useState(held?.limit === 'overspend')
  const [error, setError] = useState<string | null>(null)
  const dateId = useId()

  const of = line && potOf(plan, line, year)
  const left = of && of.left !== null ? of.left + (held?.year === year ? held.pence : 0) : null
  const pence = readable(amount)
  const over = overspend || (left !== null && pence !== null && pence > left)

  const save = async () =>
    setError(
      await carryOut((current) => {
        const intent = {
          pence: readTyped(amount).pence ?? (0 as Pence),
          service,
          date: date || null,
          description,
          decision,
          toLineId: lineNamed(current, toLine)?.id ?? null,
          overspend,
        }
        if (drawdownId !== null) return changeDrawdown(current, { id: drawdownId, ...intent })
        return drawDown(current, { lineId: potNamed(current, lineId, pot), year, ...intent }, planner.newId)
      }),
    )
  return (
    <Modal
      title={held ? 'Change the drawdown' : 'Draw down a pot'}
      description={
        line
          ? `${lineLabel(plan, line)}, ${year}: ${left === null ? 'no budget in this year.' : `${formatMoney(left as Pence)} left${held ? ' without this one' : ''}.`}`
          : 'Any budget line can be drawn on: it is a pot from then on.'
      }
      onClose={() => planner.show(null)}
      onSubmit={() => void save()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {held ? 'Change' : 'Draw down'}
          </button>
        </>
      }
    >
      {lineId === null && <LineField label="Pot" value={pot} onChange={setPot} autoFocus />}
      <div className="field-pair">
        <Field label="Amount in £" value={amount} onChange={setAmount} money autoFocus={lineId !== null} />
        {held ? (
          <div />
        ) : (
          <Choice
            stacked
            label="Year"
            items={[...new Set([...years, first])].sort().map((value) => ({ value, label: value }))}
            value={year}
            onChange={setYear}
          />
        )}
      </div>
      <Field label="For which service" value={service} onChange={setService} />
      <Field label="Description" value={description} onChange={setDescription} />
      <div className="field-pair">
        <Field label="Decision reference" value={decision} onChange={setDecision} />
        <div className="field">
          <label className="field-label" htmlFor={dateId}>
            Date
          </label>
          <input
            id={dateId}
            type="date"
            className="input"
            min={`${startOf(year)}-04-01`}
            max={`${startOf(year) + 1}-03-31`}
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
        </div>
      </div>
      <LineField
        label="Into which line, if any"
        value={toLine}
        onChange={setToLine}
        hint="Only noted: that line’s budget stays as it is."
      />
      {over && (
        <label className="check">
          <input type="checkbox" checked={overspend} onChange={(event) => setOverspend(event.target.checked)} />
          Confirm it as an overspend of the pot
        </label>
      )}
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
