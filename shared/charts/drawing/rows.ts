/**
 * Lying bars below one another, each beside its name, for many of them and for long names. What is below £0 goes to the
 * left. Example: thirty priorities, each with its amount and its share at the end of its bar.
 */
import type { Picture, Series } from '../picture.ts'
import { axisTexts } from '../words.ts'
import { axisOver, extentOf } from './axis.ts'
import { told } from './columns.ts'
import type { Fills } from './fills.ts'
import type { Look } from './look.ts'
import { at, type Part, type Shape, shape } from './shape.ts'
import { lineHeight, text, widthOf, wrap } from './texts.ts'

export function rows(picture: Picture, look: Look, fills: Fills, top: number): Part {
  const { size, palette } = look
  const { categories, series } = picture
  const line = lineHeight(size)
  const most = look.width * 0.34
  const names = categories.map((name) => wrap(name, most, size))
  const named = Math.max(size * 4, ...names.flat().map((part) => widthOf(part, size)))
  const labelled = (wanted: (pence: number) => boolean) =>
    Math.max(
      0,
      ...series.flatMap(({ labels, amounts }) =>
        (labels ?? []).map((label, place) => (label && wanted(amounts[place] ?? 0) ? widthOf(label, size) + size : 0)),
      ),
    )
  const left = size + named + size * 0.8
  const right = look.width - size
  const axis = axisOver(extentOf(picture), 5, picture.from)
  const texts = axisTexts(axis.steps)
  // Labels stand beyond the bars' ends, so the axis leaves room for them, on the left too where bars go there.
  const before = axis.low < 0 ? labelled((pence) => pence < 0) : 0
  const after = Math.max(
    labelled((pence) => pence >= 0),
    widthOf(texts.at(-1) ?? '', size) / 2,
  )
  const [first, last] = [left + before, Math.max(left + before + size * 6, right - after)]
  const x = (pence: number) => first + ((pence - axis.low) / (axis.high - axis.low)) * (last - first)
  // Where no category has more than one bar, all of them stand in one row each.
  const together = series.every(({ amounts }, index) =>
    series.every(
      (other, second) =>
        second <= index || amounts.every((pence, place) => pence === null || other.amounts[place] == null),
    ),
  )
  const abreast = together ? 1 : series.length
  const bar = abreast === 1 ? size * 1.3 : size * 0.95
  const space = size * (abreast === 1 ? 0.6 : 1)
  const heights = names.map((parts) => Math.max(parts.length * line * 0.95, bar * abreast) + space)
  const height = heights.reduce((sum, one) => sum + one, 0)
  const shapes: Shape[] = []
  const zero = Math.max(0, axis.steps.indexOf(0))
  for (const [index, step] of axis.steps.entries()) {
    // Where the steps stand too close, every second one is named.
    const close =
      x(axis.steps[1] ?? 0) - x(axis.steps[0] ?? 0) < Math.max(...texts.map((one) => widthOf(one, size))) + size
    shapes.push(
      shape('line', {
        x1: at(x(step)),
        y1: at(top),
        x2: at(x(step)),
        y2: at(top + height),
        stroke: step === 0 ? palette.rule : palette.ruleFaint,
        strokeWidth: 1,
      }),
    )
    if (!close || (index - zero) % 2 === 0)
      shapes.push(
        text(texts[index]!, look, {
          x: x(step),
          y: top + height + line * 0.6,
          anchor: 'middle',
          colour: palette.inkSoft,
        }),
      )
  }
  let y = top
  for (const [place, category] of categories.entries()) {
    const middle = y + heights[place]! / 2
    for (const [index, part] of names[place]!.entries())
      shapes.push(
        text(part, look, {
          x: left - size * 0.8,
          y: middle + (index - (names[place]!.length - 1) / 2) * line * 0.95,
          anchor: 'end',
        }),
      )
    for (const [index, one] of series.entries()) {
      const amount = one.amounts[place] ?? null
      if (amount === null) continue
      const barTop = middle - (bar * abreast) / 2 + (together ? 0 : index * bar)
      const [from, to] = [x(Math.min(0, amount)), x(Math.max(0, amount))]
      shapes.push(
        shape(
          'rect',
          {
            x: at(from),
            y: at(barTop + 0.5),
            width: at(Math.max(0.5, to - from)),
            height: at(bar - 1),
            ...fills.of(one.style),
          },
          [told(category, one.name, amount)],
        ),
        ...labelOf(one, place, { from, to, y: barTop + bar / 2, size: abreast === 1 ? size : size * 0.8 }, look),
      )
    }
    y += heights[place]!
  }
  return { shapes, height: height + line * 1.3 }
}

/** What stands at a bar's end. */
function labelOf(
  { labels, amounts }: Series,
  place: number,
  { from, to, y, size }: { from: number; to: number; y: number; size: number },
  look: Look,
): Shape[] {
  const label = labels?.[place] ?? null
  if (label === null) return []
  const gap = look.size * 0.5
  return (amounts[place] ?? 0) < 0
    ? [text(label, look, { x: from - gap, y, anchor: 'end', size })]
    : [text(label, look, { x: to + gap, y, size })]
}
