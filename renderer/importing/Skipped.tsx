/**
 * What was not taken, and why. Example: "headings repeated", Appendix A, row 15.
 */
import type { Place, Reading } from '../../shared/importing/index.ts'
import { PlaceLink } from './PlaceLink.tsx'
import { placeOf } from './summary.ts'

const SHOWN = 500

export function Skipped({ reading: { skipped }, onShow }: { reading: Reading; onShow: (at: Place) => void }) {
  if (skipped.length === 0) return <p className="quiet">Nothing was skipped.</p>
  return (
    <table className="plain-table sticky-head">
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">Where</th>
          <th scope="col">Text</th>
        </tr>
      </thead>
      <tbody>
        {skipped.slice(0, SHOWN).map(({ at, reason, text }) => (
          <tr key={`${placeOf(at)} ${reason} ${text}`}>
            <td>{reason}</td>
            <td className="nowrap">
              <PlaceLink at={at} onShow={onShow} />
            </td>
            <td className="quiet clamp">{text}</td>
          </tr>
        ))}
        {skipped.length > SHOWN && (
          <tr>
            <td colSpan={3} className="quiet">
              and {(skipped.length - SHOWN).toLocaleString('en-GB')} more
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
