/**
 * Roll forward: next year's budgets from this year's, flat or with an uplift, with what it comes to before it is done.
 * Example: "2%" takes £4,395,961 to £4,483,880.22.
 */
import { useMemo, useState } from 'react'
import { oneOffOf } from '../../shared/bridge.ts'
import { invert } from '../../shared/change.ts'
import { rollForward } from '../../shared/edits/nextyear.ts'
import { type BasisPoints, formatCount, formatMoney, type Pence, readPercentage } from '../../shared/money.ts'
import { amountOf } from '../../shared/plan.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { planner, useLedger } from '../instance.ts'
import type { Ledger } from '../ledger.ts'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

interface Preview {
  before: Pence
  after: Pence
  kept: number
  oneOff: number
  oneOffPence: Pence
  /** One-off adjustments of lines that go on. */
  takenOff: Pence
  held: number
  blank: number
}

/** What rolling forward would do; nothing is altered. @throws Refusal */
function previewOf(ledger: Ledger, to: FinancialYear, uplift: BasisPoints): Preview {
  const { plan } = ledger
  const from = shiftYear(to, -1)
  const change = rollForward(plan, { to, uplift })
  const made = invert(change).rows.flatMap((row) => (row.table === 'amount' && row.before ? [row.before] : []))
  const preview = { before: 0, after: 0, kept: made.length, oneOff: 0, oneOffPence: 0, takenOff: 0, held: 0, blank: 0 }
  for (const { lineId, pence } of made) {
    preview.after += pence
    preview.takenOff += oneOffOf(plan, plan.line.get(lineId)!, from)
  }
  for (const line of plan.line.values()) {
    const base = amountOf(plan, line.id, from, 'budget')
    const already = amountOf(plan, line.id, to, 'budget')
    preview.before += base ?? 0
    if (already !== null) {
      preview.held++
      preview.after += already
    } else if (base === null) preview.blank++
    else if (line.basis === 'one-off') {
      preview.oneOff++
      preview.oneOffPence += base
    }
  }
  return preview as Preview
}

const lines = (count: number) => `${formatCount(count)} ${count === 1 ? 'line' : 'lines'}`

export function RollDialog() {
  const ledger = useLedger()
  const [from] = useState(ledger.planYear!)
  const to = shiftYear(from, 1)
  const [text, setText] = useState('')
  const uplift = text.trim() === '' ? (0 as BasisPoints) : readPercentage(text)
  const preview = useMemo(() => {
    if (uplift === null) return { error: 'Type a percentage, such as 2 or 2.5%, or leave it empty for flat budgets.' }
    try {
      return { result: previewOf(ledger, to, uplift) }
    } catch (error) {
      return { error: sentenceOf(error) }
    }
  }, [ledger, to, uplift])

  const roll = async () => {
    if (uplift === null || !preview.result) return
    planner.show(null)
    await planner.edit((plan) => rollForward(plan, { to, uplift }))
  }
  const { result, error } = preview
  return (
    <Modal
      title={`Roll forward to ${to}`}
      description={`Each line’s ${from} budget becomes its ${to} budget. One undo takes it all back.`}
      onClose={() => planner.show(null)}
      onSubmit={() => void roll()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={!result}>
            Roll forward
          </button>
        </>
      }
    >
      <Field
        label="Uplift in %"
        value={text}
        onChange={setText}
        hint="Empty or 0 keeps the budgets flat."
        error={error ?? null}
        autoFocus
        money
      />
      {result && (
        <dl className="figures" aria-live="polite">
          <dt>{from} total</dt>
          <dd>{formatMoney(result.before)}</dd>
          <dt>{to} total</dt>
          <dd>
            <strong>{formatMoney(result.after)}</strong>
          </dd>
          <dt>Lines rolled forward</dt>
          <dd>{lines(result.kept)}</dd>
          <dt>One-off, left out</dt>
          <dd>
            {lines(result.oneOff)}
            {result.oneOff > 0 && ` (${formatMoney(result.oneOffPence)})`}
          </dd>
          {result.takenOff !== 0 && (
            <>
              <dt>One-off money of the other lines, taken off</dt>
              <dd>{formatMoney(result.takenOff)}</dd>
            </>
          )}
          {result.held > 0 && (
            <>
              <dt>Already have a {to} budget</dt>
              <dd>{lines(result.held)}</dd>
            </>
          )}
          {result.blank > 0 && (
            <>
              <dt>Blank in {from}, stay blank</dt>
              <dd>{lines(result.blank)}</dd>
            </>
          )}
        </dl>
      )}
    </Modal>
  )
}
