/**
 * What was drawn from the line, where it is a pot. Example: emergent issues 2020/21, £192,619.75 left.
 */
import { useState } from 'react'
import type { Line } from '../../shared/model.ts'
import { drawdownsOf, isPot, potOf, potYears } from '../../shared/pots.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Drawdowns, PotFigures } from '../views/Drawdowns.tsx'
import { Section } from './Section.tsx'

export function DrawdownsSection({ line }: { line: Line }) {
  const { plan, planYear } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [chosen, setChosen] = useState<FinancialYear | null>(null)
  const years = potYears(plan, line)
  const drawn = years.findLast((year) => drawdownsOf(plan, line.id, year).length > 0)
  const year = chosen ?? drawn ?? planYear ?? years.at(-1)
  if (!isPot(plan, line) || !year) return null
  const drawdowns = drawdownsOf(plan, line.id, year)
  return (
    <Section label="Pot">
      <Choice
        label="Year"
        items={[...new Set([...years, year])].sort().map((value) => ({ value, label: value }))}
        value={year}
        onChange={setChosen}
      />
      <PotFigures pot={potOf(plan, line, year)} />
      {drawdowns.length > 0 && <Drawdowns narrow drawdowns={drawdowns} />}
      {!readOnly && (
        <div>
          <button
            type="button"
            className="button"
            onClick={() => planner.show({ kind: 'drawdown', lineId: line.id, year, drawdownId: null })}
          >
            Draw down…
          </button>
        </div>
      )}
    </Section>
  )
}
