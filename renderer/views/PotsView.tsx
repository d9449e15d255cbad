/**
 * The pots of a year: what each had, what was drawn from it and for what, and what is left. Example (Leicestershire):
 * £307,463 for emergent issues, seven drawdowns of £114,843.25, £192,619.75 left.
 */

import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Line } from '../../shared/model.ts'
import { formatMoney } from '../../shared/money.ts'
import { drawdownsOf, potOf, potsOf } from '../../shared/pots.ts'
import { lineLabel } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { HowTo } from '../help/HowTo.tsx'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Drawdowns, PotFigures } from './Drawdowns.tsx'

const PAGE = 25

export function PotsView() {
  const { plan, years, planYear } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [chosen, setChosen] = useState<FinancialYear | null>(null)
  const [shown, setShown] = useState(PAGE)
  const pots = potsOf(plan)
  const drawn = [...new Set([...plan.drawdown.values()].map((drawdown) => drawdown.year))].sort()
  const year = chosen ?? drawn.at(-1) ?? planYear ?? years.at(-1) ?? null
  const add = !readOnly && year && plan.line.size > 0 && (
    <button
      type="button"
      className={pots.length === 0 ? 'button primary' : 'button'}
      onClick={() => planner.show({ kind: 'drawdown', lineId: null, year, drawdownId: null })}
    >
      <Plus size={15} aria-hidden /> Draw down…
    </button>
  )
  return (
    <div className="view-scroll">
      <header className="view-head spread">
        <h2>Pots</h2>
        {pots.length > 0 && year && (
          <>
            <Choice
              label="Year"
              items={[...new Set([...years, ...drawn, year])].sort().map((value) => ({ value, label: value }))}
              value={year}
              onChange={setChosen}
            />
            <span className="tools-gap" />
            {add}
          </>
        )}
      </header>
      {pots.length === 0 || !year ? (
        <div className="empty">
          <h2>No pots yet</h2>
          <p>
            A pot is a budget line that is drawn down during the year, such as a contingency or small grants. Set a
            line’s route to “Pot”, or draw on any line: what is left of it is kept here, with the decision behind each
            drawdown.
          </p>
          <div className="empty-actions">
            {add}
            <button type="button" className="button" onClick={() => planner.go('budget')}>
              Go to Budget
            </button>
          </div>
          <HowTo page="underspend" />
        </div>
      ) : (
        pots.slice(0, shown).map((line) => <PotCard key={line.id} line={line} year={year} />)
      )}
      {pots.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, pots.length - shown)} more of {pots.length} pots
        </button>
      )}
    </div>
  )
}

function PotCard({ line, year }: { line: Line; year: FinancialYear }) {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const name = lineLabel(plan, line)
  const pot = potOf(plan, line, year)
  const drawdowns = drawdownsOf(plan, line.id, year)
  return (
    <section className="reserve" aria-label={name}>
      <header className="reserve-head">
        <h3>{name}</h3>
        {!readOnly && (
          <span className="reserve-actions">
            <button
              type="button"
              className="button"
              aria-label={`Draw down ${name}…`}
              onClick={() => planner.show({ kind: 'drawdown', lineId: line.id, year, drawdownId: null })}
            >
              Draw down…
            </button>
          </span>
        )}
      </header>
      <PotFigures pot={pot} />
      {drawdowns.length === 0 ? (
        <p className="quiet">
          {pot.budget === null
            ? `It has no budget in ${year}.`
            : `Nothing is drawn in ${year}: all ${formatMoney(pot.budget)} is there.`}
        </p>
      ) : (
        <Drawdowns drawdowns={drawdowns} />
      )}
    </section>
  )
}
