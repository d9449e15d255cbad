/**
 * Where each figure of the line comes from: the arithmetic it was typed as, its cell in the imported workbook, or this plan.
 * Example: "2020/21: Appendix A, E5, in leicestershire.xlsx".
 */
import { amountId, type Measure, measures } from '../../shared/model.ts'
import { noteFigure } from '../../shared/notes.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { placeText } from '../grid/columns.ts'
import { useLedger } from '../instance.ts'

/** What cannot be worked out, in words. */
const ERRORS = {
  zero: 'divides by zero',
  blank: 'takes up a blank figure',
  circular: 'leads back to itself',
  large: 'comes to more than £10 billion',
} as const

export function FigureOrigins({ lineId }: { lineId: string }) {
  const { plan, years } = useLedger()
  const figures = years.flatMap((year) => measures.map((measure): [FinancialYear, Measure] => [year, measure]))
  const found = figures.flatMap(([year, measure]) => {
    const id = amountId(lineId, year, measure)
    const amount = plan.amount.get(id)
    const fault = plan.formulaError.get(id)
    if (!amount && !fault) return []
    const expression = amount?.expression ?? fault?.expression ?? null
    const place = amount?.origin ? placeText(amount.origin) : null
    const words = [place, fault ? `gives no amount: it ${ERRORS[fault.error]}` : null].filter(Boolean)
    if (words.length === 0 && expression === null) words.push('entered in this plan')
    return [{ id, figure: noteFigure({ year, measure })!, expression, words: words.join('; ') }]
  })
  if (found.length === 0) return null
  return (
    <dl className="figure-origins">
      {found.map(({ id, figure, expression, words }) => (
        <div key={id}>
          <dt>{figure}</dt>
          <dd>
            {expression !== null && <code>{expression}</code>} {words}
          </dd>
        </div>
      ))}
    </dl>
  )
}
