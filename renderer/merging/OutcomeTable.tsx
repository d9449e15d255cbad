/**
 * What the merge makes of the plan's totals, and the checks that only the two together raise. Example: 2021/22 from £4,385,961
 * to £4,399,531.
 */
import { TriangleAlert } from 'lucide-react'
import { compared } from '../../shared/comparison.ts'
import type { Outcome } from '../../shared/merging/outcome.ts'
import { changeText, moneyText } from '../grid/cells.ts'

/** The checks that are shown at once. */
const SHOWN = 20

export function OutcomeTable({ outcome: { totals, checks }, open }: { outcome: Outcome; open: number }) {
  return (
    <section className="merge-part" aria-labelledby="outcome">
      <h3 id="outcome">Totals{open > 0 && <small> with ours where nothing is chosen yet</small>}</h3>
      <table className="plain-table merge-totals" aria-labelledby="outcome">
        <thead>
          <tr>
            <th scope="col">Budget</th>
            <th scope="col" className="money">
              Before
            </th>
            <th scope="col" className="money">
              After
            </th>
            <th scope="col" className="money">
              Difference
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ year, before, after }) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              <td className="money">{moneyText(before)}</td>
              <td className="money">{moneyText(after)}</td>
              <td className="money">{changeText(compared(before, after).difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {checks.length > 0 && (
        <ul className="merge-checks" aria-label="Checks that this raises">
          {checks.slice(0, SHOWN).map(({ id, severity, where, message }) => (
            <li key={`${severity} ${id}`}>
              <TriangleAlert size={14} aria-hidden />
              <span>
                <strong>
                  {severity === 'error' ? 'Error' : 'Warning'}: {where}
                </strong>{' '}
                {message}
              </span>
            </li>
          ))}
          {checks.length > SHOWN && <li>and {checks.length - SHOWN} more, which Checks will list</li>}
        </ul>
      )}
    </section>
  )
}
