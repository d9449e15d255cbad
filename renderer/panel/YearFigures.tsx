/**
 * A line's figures, year by year: budget and forecast outturn. Example: typing a forecast here shows its column in the budget.
 */
import { typeFigure } from '../../shared/edits/typing.ts'
import { errorAt, errorSentence, errorWord } from '../../shared/expressions.ts'
import { amountId, type Measure } from '../../shared/model.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { figureText, moneyText } from '../grid/cells.ts'
import { placeOf, refusalBy } from '../grid/typing.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { DraftField } from '../parts/Field.tsx'
import { FigureOrigins } from './FigureOrigins.tsx'
import { Section } from './Section.tsx'

const measures: readonly [Measure, string][] = [
  ['budget', 'budget'],
  ['forecast', 'forecast outturn'],
]

export function YearFigures({ lineId }: { lineId: string }) {
  const { plan, years, planYear } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const current = planYear && shiftYear(planYear, -1)
  const shown = [...new Set([...years, ...(current ? [current] : [])])].sort()
  if (shown.length === 0) return null
  const save = (year: FinancialYear, measure: Measure) => (typed: string) =>
    void planner.edit((held) => typeFigure(held, { lineId, year, measure, typed }))
  return (
    <Section label="Figures">
      <table className="plain-table year-figures">
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col" className="money">
              Budget
            </th>
            <th scope="col" className="money">
              Forecast outturn
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((year) => (
            <tr key={year}>
              <th scope="row" className={year === planYear ? 'plan-year' : undefined}>
                {year}
                {year === planYear && <small> plan year</small>}
              </th>
              {measures.map(([measure, name]) => {
                const amount = plan.amount.get(amountId(lineId, year, measure))
                const error = errorAt(plan, { lineId, year, measure })
                const shown = error ? errorWord(error) : moneyText(amount?.pence)
                return (
                  <td
                    key={measure}
                    className={error ? 'money no-amount' : 'money'}
                    title={error ? errorSentence(plan, error) : (amount?.expression ?? undefined)}
                  >
                    {readOnly ? (
                      shown
                    ) : (
                      <DraftField
                        bare
                        money
                        label={`${year} ${name}`}
                        shown={shown}
                        value={figureText(plan, { lineId, year, measure })}
                        onCommit={save(year, measure)}
                        refusal={(typed) => {
                          const refused = refusalBy((held) => typeFigure(held, { lineId, year, measure, typed }))
                          return refused && { ...refused, at: placeOf(refused, typed) }
                        }}
                      />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <FigureOrigins lineId={lineId} />
    </Section>
  )
}
