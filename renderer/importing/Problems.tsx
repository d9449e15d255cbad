/**
 * What could not be read: its place, its text, what is wrong with it, and a suggestion where one is certain enough.
 * Example: D7, "£3,0000", did you mean £3,000?
 */
import type { Place, Reading } from '../../shared/importing/index.ts'
import { formatMoney } from '../../shared/money.ts'
import { PlaceLink } from './PlaceLink.tsx'
import { placeOf } from './summary.ts'

export function Problems({ reading: { problems }, onShow }: { reading: Reading; onShow: (at: Place) => void }) {
  if (problems.length === 0) return <p className="quiet">Everything could be read.</p>
  return (
    <>
      <p className="tab-lead">
        These figures are left empty; the rest can be imported. Type them in afterwards, or mend the workbook and choose
        it again.
      </p>
      <table className="plain-table sticky-head">
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Text</th>
            <th scope="col">What is wrong</th>
            <th scope="col" className="money">
              Suggestion
            </th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ at, text, message, suggestionPence }) => (
            <tr key={`${placeOf(at)} ${text} ${message}`}>
              <td className="nowrap">
                <PlaceLink at={at} onShow={onShow} />
              </td>
              <td className="clamp">{text}</td>
              <td>{message}</td>
              <td className="money">{suggestionPence === null ? '' : formatMoney(suggestionPence)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
