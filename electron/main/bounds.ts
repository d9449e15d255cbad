/**
 * Where the window stands when it opens: where it was left, unless that display is no longer there.
 * Example: `boundsOn(screen.getAllDisplays().map(({workArea}) => workArea), null)` is 1280 × 800, wherever the system likes.
 */
import type { Bounds } from './settings.ts'

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

export const SMALLEST = { width: 900, height: 600 }
const USUAL = { width: 1280, height: 800 }

/** Of the title bar, so much must be in sight to be taken hold of. */
const GRIP = 80

/** Size and place for the window; without a place the system chooses one. All in device-independent pixels. */
export function boundsOn(
  areas: readonly Area[],
  left: Bounds | null,
): Partial<Area> & { width: number; height: number } {
  if (!left) return USUAL
  const size = { width: Math.max(left.width, SMALLEST.width), height: Math.max(left.height, SMALLEST.height) }
  const inSight = areas.some(
    ({ x, y, width, height }) =>
      left.x + size.width >= x + GRIP &&
      left.x <= x + width - GRIP &&
      left.y >= y - GRIP / 4 &&
      left.y <= y + height - GRIP,
  )
  return inSight ? { x: left.x, y: left.y, ...size } : size
}
