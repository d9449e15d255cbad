/**
 * The subtotals and totals that the workbook states, beside what its lines come to; the differences first.
 * Example: "Victims Subtotal", 1,386,885 stated, 1,386,885 computed, agrees.
 */
import { Check, TriangleAlert } from 'lucide-react'
import type { Place, StatedFigure } from '../../shared/importing/index.ts'
import { moneyText } from '../grid/cells.ts'
import { Pager } from './Pager.tsx'
import { PlaceLink } from './PlaceLink.tsx'
import { differs, outcomeWords, placeOf } from './summary.ts'
import type { Page } from './view.ts'

export interface ReconciledProps {
  stated: Page<StatedFigure>
  onTurn: (page: number) => void
  onShow: (at: Place) => void
}

export function Reconciled({ stated, onTurn, onShow }: ReconciledProps) {
  if (stated.all === 0) return <p className="quiet">The workbook states no subtotals or totals.</p>
  return (
    <>
      <table className="plain-table sticky-head">
        <thead>
          <tr>
            <th scope="col">Stated as</th>
            <th scope="col">Year</th>
            <th scope="col" className="money">
              Stated
            </th>
            <th scope="col" className="money">
              Computed
            </th>
            <th scope="col" className="money">
              Difference
            </th>
            <th scope="col">Outcome</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {stated.items.map((figure) => {
            const wrong = differs(figure)
            const { label, year, measure, statedPence, computedPence, differencePence, outcome, explanation, at } =
              figure
            return (
              <tr key={`${placeOf(at)} ${label} ${year} ${measure}`} className={wrong ? 'warned' : undefined}>
                <td>
                  {label}
                  {explanation && <small className="explanation">{explanation}</small>}
                </td>
                <td className="nowrap">
                  {year}
                  {measure !== 'budget' && ` ${measure}`}
                </td>
                <td className="money">{moneyText(statedPence)}</td>
                <td className="money">{moneyText(computedPence)}</td>
                <td className="money">{moneyText(differencePence)}</td>
                <td className="nowrap">
                  <span className={wrong ? 'outcome outcome-wrong' : 'outcome'}>
                    {wrong ? <TriangleAlert size={14} aria-hidden /> : <Check size={14} aria-hidden />}
                    {outcomeWords[outcome]}
                  </span>
                </td>
                <td className="nowrap">
                  <PlaceLink at={at} onShow={onShow} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Pager page={stated} one="stated figure" onTurn={onTurn} />
    </>
  )
}
