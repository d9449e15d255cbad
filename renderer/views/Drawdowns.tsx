/**
 * What was drawn from a pot, drawdown by drawdown, and what that leaves. Example: "MARAC IDVA, £2,488.25, EXE0003/20".
 */
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { removeDrawdown } from '../../shared/edits/pots.ts'
import { formatMoney, formatPounds, type Pence } from '../../shared/money.ts'
import type { Drawdown, Pot } from '../../shared/pots.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { takeAway } from '../dialogs/perform.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'

const PAGE = 50

/** To the penny, as decisions about pots are. */
const toThePenny = (pence: Pence) => {
  const text = formatPounds(pence)
  return pence % 100 === 0 ? text.replace(/(\)?)$/, '.00$1') : text
}

/** A pot's budget, what is drawn and what is left. */
export function PotFigures({ pot: { budget, drawn, left } }: { pot: Pot }) {
  return (
    <dl className="pot-figures">
      <div>
        <dt>Pot</dt>
        <dd>{budget === null ? 'no budget' : `£${toThePenny(budget)}`}</dd>
      </div>
      <div>
        <dt>Drawn</dt>
        <dd>£{toThePenny(drawn)}</dd>
      </div>
      {left !== null && (
        <div className={left < 0 ? 'overspent' : undefined}>
          <dt>{left < 0 ? 'Overspent by' : 'Left'}</dt>
          <dd>£{toThePenny(Math.abs(left) as Pence)}</dd>
        </div>
      )}
    </dl>
  )
}

/** The drawdowns as a table. @param narrow for the line's panel: service, amount and decision only */
export function Drawdowns({ drawdowns, narrow = false }: { drawdowns: readonly Drawdown[]; narrow?: boolean }) {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [shown, setShown] = useState(PAGE)
  return (
    <>
      <table className="plain-table movements">
        <thead>
          <tr>
            {!narrow && <th scope="col">Date</th>}
            <th scope="col">Service</th>
            <th scope="col" className="money">
              Amount
            </th>
            {!narrow && <th scope="col">Description</th>}
            {!narrow && <th scope="col">Decision</th>}
            {!narrow && <th scope="col">Into line</th>}
            {!readOnly && <td />}
          </tr>
        </thead>
        <tbody>
          {drawdowns.slice(0, shown).map((drawdown) => {
            const { id, lineId, year, date, service, pence, description, decision, toLineId, limit } = drawdown
            const into = toLineId === null ? undefined : plan.line.get(toLineId)
            const which = `the drawdown of ${formatMoney(pence)} for ${service}`
            return (
              <tr key={id}>
                {!narrow && <td className="nowrap">{date?.split('-').reverse().join('/')}</td>}
                <th scope="row">
                  {service}
                  {limit === 'overspend' && <small className="runway-error"> overspend</small>}
                  {narrow && decision && <small> {decision}</small>}
                </th>
                <td className="money">{toThePenny(pence)}</td>
                {!narrow && <td>{description}</td>}
                {!narrow && <td>{decision}</td>}
                {!narrow && <td>{into && lineLabel(plan, into)}</td>}
                {!readOnly && (
                  <td className="row-actions">
                    <button
                      type="button"
                      className="icon-button"
                      aria-label={`Change ${which}`}
                      onClick={() => planner.show({ kind: 'drawdown', lineId, year, drawdownId: id })}
                    >
                      <Pencil size={14} aria-hidden />
                    </button>
                    <button
                      type="button"
                      className="icon-button"
                      aria-label={`Remove ${which}`}
                      onClick={() => void takeAway((held) => removeDrawdown(held, id))}
                    >
                      <Trash2 size={14} aria-hidden />
                    </button>
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      {drawdowns.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, drawdowns.length - shown)} more of {drawdowns.length}
        </button>
      )}
    </>
  )
}
