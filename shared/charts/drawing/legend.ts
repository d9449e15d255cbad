/**
 * The legend: each series' fill beside its name, in the order in which the bars stand. Example: of lying bars one series alone needs none.
 */
import type { Picture } from '../picture.ts'
import type { Fills } from './fills.ts'
import type { Look } from './look.ts'
import { at, type Part, type Shape, shape } from './shape.ts'
import { lineHeight, text, widthOf, wrap } from './texts.ts'

/** The mark of a series that is drawn as a line across its column. */
export function markLine(x: number, y: number, width: number, look: Look): Shape {
  const { palette, size } = look
  return shape('line', {
    x1: at(x),
    y1: at(y),
    x2: at(x + width),
    y2: at(y),
    stroke: palette.ink,
    strokeWidth: at(size / 5),
  })
}

export function legend({ series, form }: Picture, look: Look, fills: Fills, top: number): Part {
  if (series.length < 2 && form !== 'stacked') return { shapes: [], height: 0 }
  const { size } = look
  const box = size
  const line = lineHeight(size) * 1.15
  const room = look.width - size * 2
  const shapes: Shape[] = []
  let x = size
  let y = top + line / 2
  for (const { name, kind, style } of series) {
    const [short] = wrap(name, Math.min(room - box * 2, size * 22), size, { most: 1 })
    const width = box * 1.5 + widthOf(short!, size) + size * 1.2
    if (x > size && x + width > size + room) {
      x = size
      y += line
    }
    shapes.push(
      kind === 'mark'
        ? markLine(x, y, box * 1.2, look)
        : shape('rect', { x: at(x), y: at(y - box / 2), width: at(box), height: at(box), ...fills.of(style) }),
      text(short!, look, { x: x + box * 1.5, y }),
    )
    x += width
  }
  return { shapes, height: y + line / 2 - top + size * 0.5 }
}
