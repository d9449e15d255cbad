/**
 * A place in the workbook that shows itself in the picture of its sheet. Example: "Appendix A, E14".
 */
import type { Place } from '../../shared/importing/index.ts'
import { placeOf } from './summary.ts'

export function PlaceLink({ at, onShow }: { at: Place; onShow: (at: Place) => void }) {
  return (
    <button type="button" className="place-link" title="Show it in its sheet" onClick={() => onShow(at)}>
      {placeOf(at)}
    </button>
  )
}
