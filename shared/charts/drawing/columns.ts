/**
 * Upright bars: side by side, on one another, or floating as a waterfall's do. Example: with form 'stacked' each year is one
 * column, what is below £0 hangs below the line.
 */
import { formatMoney, type Pence } from '../../money.ts'
import type { Picture, Series } from '../picture.ts'
import { axisTexts } from '../words.ts'
import { axisOver, extentOf } from './axis.ts'
import type { Fills } from './fills.ts'
import { markLine } from './legend.ts'
import type { Look } from './look.ts'
import { at, type Part, type Shape, shape } from './shape.ts'
import { lineHeight, type TextPlace, text, widthOf, wrap } from './texts.ts'

/** What a bar says to whoever points at it. */
export const told = (category: string, name: string, pence: Pence): Shape =>
  shape('title', {}, [`${category}, ${name}: ${formatMoney(pence)}`])

const MOST_LINES = 3

export function columns(picture: Picture, look: Look, fills: Fills, top: number, wanted: number): Part {
  const { size, palette } = look
  const { categories, series, levels, form } = picture
  const line = lineHeight(size)
  const axis = axisOver(extentOf(picture), 5, picture.from)
  const texts = axisTexts(axis.steps)
  const left = size + Math.max(0, ...texts.map((one) => widthOf(one, size))) + size * 0.5
  const right = look.width - size
  const band = (right - left) / Math.max(1, categories.length)
  const names = categories.map((name) => wrap(name, band - size * 0.4, size, { most: MOST_LINES }))
  const named = Math.max(1, ...names.map(({ length }) => length)) * line + size * 0.4
  // Room above the highest bar for what stands at it.
  const head = line
  const height = axis.steps.length === 0 ? size * 3 : Math.max(size * 12, wanted - named - head)
  const base = top + head + height
  const y = (pence: number) => base - ((pence - axis.low) / (axis.high - axis.low)) * height
  const shapes: Shape[] = []
  // What stands at bars comes last, so that no line runs through it.
  const labels: Shape[] = []
  if (axis.steps.length === 0)
    shapes.push(
      shape('line', { x1: at(left), y1: at(base), x2: at(right), y2: at(base), stroke: palette.rule, strokeWidth: 1 }),
    )
  for (const [index, step] of axis.steps.entries()) {
    shapes.push(
      shape('line', {
        x1: at(left),
        y1: at(y(step)),
        x2: at(right),
        y2: at(y(step)),
        stroke: step === 0 ? palette.rule : palette.ruleFaint,
        strokeWidth: 1,
      }),
      text(texts[index]!, look, { x: left - size * 0.5, y: y(step), anchor: 'end', colour: palette.inkSoft }),
    )
  }
  const bars = series.filter(({ kind }) => kind === 'bar')
  const abreast = form === 'columns' ? Math.max(1, bars.length) : 1
  const width = Math.min(band * 0.74, size * 7 * abreast)
  const each = width / abreast
  // Of bars side by side either all say their amount or none does.
  const widest = Math.max(0, ...bars.flatMap(({ labels }) => labels ?? []).map((label) => widthOf(label ?? '', size)))
  const room = widest + size * 0.5 > each ? 0 : each
  for (const [place, category] of categories.entries()) {
    const x = left + band * (place + 0.5) - width / 2
    let above = 0
    let below = 0
    let some = false
    for (const [index, one] of bars.entries()) {
      const amount = one.amounts[place] ?? null
      if (amount === null) continue
      some = true
      if (amount === 0 && form === 'stacked' && one.labels === undefined) continue
      const floats = one.starts?.[place] ?? null
      const start = floats ?? (form === 'columns' ? 0 : amount > 0 ? above : below)
      if (amount > 0) above += amount
      else below += amount
      const from = Math.max(axis.low, Math.min(start, start + amount))
      const to = Math.max(start, start + amount)
      const column = form === 'columns' ? x + index * each : x
      shapes.push(
        shape(
          'rect',
          {
            x: at(column + 0.5),
            y: at(y(to)),
            width: at(Math.max(1, each - (abreast > 1 ? 2 : 1))),
            height: at(Math.max(0.5, y(from) - y(to))),
            ...fills.of(one.style),
          },
          [told(category, one.name, amount)],
        ),
      )
      labels.push(
        ...labelOf(
          one,
          place,
          { middle: column + each / 2, room: abreast > 1 ? room : band, over: y(to), under: y(from) },
          look,
        ),
      )
    }
    for (const { kind, name, amounts } of series) {
      const amount = amounts[place] ?? null
      if (kind !== 'mark' || amount === null) continue
      const mark = markLine(x - size * 0.6, y(amount), width + size * 1.2, look)
      shapes.push({ ...mark, children: [told(category, name, amount)] })
    }
    if (!some && bars.length > 0)
      shapes.push(
        text('not known', look, {
          x: left + band * (place + 0.5),
          y: y(Math.max(0, axis.low)) - line * 0.6,
          anchor: 'middle',
          colour: palette.inkSoft,
        }),
      )
    for (const [index, part] of names[place]!.entries())
      shapes.push(
        text(part, look, {
          x: left + band * (place + 0.5),
          y: base + size * 0.4 + (index + 0.5) * line,
          anchor: 'middle',
          colour: palette.inkSoft,
        }),
      )
  }
  for (const { name, pence } of levels)
    shapes.push(
      shape('line', {
        x1: at(left),
        y1: at(y(pence)),
        x2: at(right),
        y2: at(y(pence)),
        stroke: palette.bad,
        strokeWidth: 2,
        strokeDasharray: '6 4',
      }),
      ...onGround(name, { x: right, y: y(pence) - line * 0.6, anchor: 'end', colour: palette.bad }, look),
    )
  return { shapes: [...shapes, ...labels], height: head + height + named + size * 0.3 }
}

/** What stands at a bar: above it, or below where it hangs below £0. Left out where it would run into its neighbour. */
function labelOf(
  { labels, amounts, starts }: Series,
  place: number,
  { middle, room, over, under }: { middle: number; room: number; over: number; under: number },
  look: Look,
): Shape[] {
  const label = labels?.[place] ?? null
  if (label === null || widthOf(label, look.size) > room) return []
  const hangs = (amounts[place] ?? 0) < 0 && starts === undefined
  const y = hangs ? under + look.size * 0.75 : over - look.size * 0.75
  return onGround(label, { x: middle, y, anchor: 'middle' }, look)
}

/** Text on a ground of its own, since lines and bars may stand behind it. */
function onGround(content: string, place: TextPlace, look: Look): Shape[] {
  const width = widthOf(content, look.size) + look.size * 0.4
  const height = look.size * 1.15
  const x = place.anchor === 'end' ? place.x - width + look.size * 0.2 : place.x - width / 2
  return [
    shape('rect', {
      x: at(x),
      y: at(place.y - height / 2),
      width: at(width),
      height: at(height),
      fill: look.palette.paper,
    }),
    text(content, look, place),
  ]
}
