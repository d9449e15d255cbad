/**
 * A picture as the window shows it, drawn as wide as its place is, in the colours of the window. The picture is for the eye
 * only; whoever cannot see it reads its table, see ChartTable. Example: `<Chart picture={picture} height={320} />`.
 */
import { createElement, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { draw } from '../../shared/charts/drawing/draw.ts'
import { live } from '../../shared/charts/drawing/look.ts'
import type { Shape } from '../../shared/charts/drawing/shape.ts'
import type { Picture } from '../../shared/charts/picture.ts'

export interface ChartProps {
  picture: Picture
  /** In pixels, at least; many rows are higher. */
  height?: number
}

function elementOf({ tag, attributes, children }: Shape, key: number): ReactNode {
  return createElement(
    tag,
    { key, ...attributes },
    ...children.map((child, index) => (typeof child === 'string' ? child : elementOf(child, index))),
  )
}

/** The width of an element in whole pixels, 0 until it is laid out. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const measure = () => setWidth(Math.floor(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { place, width }
}

export function Chart({ picture, height = 300 }: ChartProps) {
  const { place, width } = useWidth()
  const id = `chart${useId().replace(/[^a-zA-Z0-9]/g, '')}`
  // The picture's own value says whether anything is to be drawn anew, not its identity.
  const key = JSON.stringify(picture)
  const drawing = useMemo(() => {
    if (width === 0) return null
    const look = { id, width, height, size: 12, font: 'inherit', palette: live, titled: false }
    return elementOf(draw(JSON.parse(key) as Picture, look), 0)
  }, [key, width, height, id])
  return (
    <div ref={place} className="chart-picture" aria-hidden data-chart={drawing ? 'drawn' : 'not yet'}>
      {drawing}
    </div>
  )
}
