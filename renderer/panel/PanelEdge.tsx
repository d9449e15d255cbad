/**
 * The edge by which the line's panel is made wider or narrower, with the mouse or the arrow keys; kept on this computer.
 * Example: Left on the edge makes the panel 16 pixels wider.
 */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'

const PLACE = 'panel width'
const LEAST = 280
const MOST = 640
const USUAL = 332
const STEP = 16

const within = (width: number) => Math.round(Math.min(MOST, Math.max(LEAST, width)))

function kept(): number {
  try {
    const width = Number(localStorage.getItem(PLACE))
    return width > 0 ? within(width) : USUAL
  } catch {
    return USUAL
  }
}

/** The panel's width in pixels, and what sets it. */
export function usePanelWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(kept)
  return [
    width,
    (wanted) => {
      const next = within(wanted)
      setWidth(next)
      try {
        localStorage.setItem(PLACE, String(next))
      } catch {
        // Without room to keep it, the panel begins as wide as usual.
      }
    },
  ]
}

export function PanelEdge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget
    if (edge.hasPointerCapture(event.pointerId)) onWidth(window.innerWidth - event.clientX)
  }
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onWidth(width + by)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no rule
    <div
      className="panel-edge"
      role="separator"
      aria-label="Width of the panel"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
      onKeyDown={press}
      onDoubleClick={() => onWidth(USUAL)}
    />
  )
}
