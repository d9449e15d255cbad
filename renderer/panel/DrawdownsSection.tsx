/** A part of the line's panel. */
import type { Line } from '../../shared/model.ts'

export function DrawdownsSection(_: { line: Line }) {
  return null
}
