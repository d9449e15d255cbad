/** A part of the line's panel. */
import type { Line } from '../../shared/model.ts'

export function AdjustmentsSection(_: { line: Line }) {
  return null
}
