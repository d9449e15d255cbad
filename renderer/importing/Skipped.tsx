/**
 * What was not taken, and why. Example: "headings repeated", Appendix A, row 15.
 */
import type { Place, Skipped as SkippedCells } from '../../shared/importing/index.ts'
import { Pager } from './Pager.tsx'
import { PlaceLink } from './PlaceLink.tsx'
import { placeOf } from './summary.ts'
import type { Page } from './view.ts'

export interface SkippedProps {
  skipped: Page<SkippedCells>
  onTurn: (page: number) => void
  onShow: (at: Place) => void
}

export function Skipped({ skipped, onTurn, onShow }: SkippedProps) {
  if (skipped.all === 0) return <p className="quiet">Nothing was skipped.</p>
  return (
    <>
      <table className="plain-table sticky-head">
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Where</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {skipped.items.map(({ at, reason, text }) => (
            <tr key={`${placeOf(at)} ${reason} ${text}`}>
              <td>{reason}</td>
              <td className="nowrap">
                <PlaceLink at={at} onShow={onShow} />
              </td>
              <td className="quiet clamp">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager page={skipped} one="place" onTurn={onTurn} />
    </>
  )
}
