/**
 * Draws a picture as SVG: its legend, its axis, its bars with what stands at them. No element of it is animated or does
 * anything. Example: `svgText(draw(budgetByPriority(plan, totals, year)!, exportLook('chart')))` is the text of an .svg file.
 */
import type { Picture } from '../picture.ts'
import { columns } from './columns.ts'
import { Fills } from './fills.ts'
import { legend } from './legend.ts'
import type { Look } from './look.ts'
import { rows } from './rows.ts'
import { at, type Part, type Shape, shape } from './shape.ts'
import { lineHeight, text, wrap } from './texts.ts'

/** Lines of text below one another. */
function paragraph(
  content: string,
  look: Look,
  top: number,
  { size = look.size, bold = false, soft = false } = {},
): Part {
  const lines = wrap(content, look.width - look.size * 2, size, { most: 4, bold })
  const shapes = lines.map((line, index) =>
    text(line, look, {
      x: look.size,
      y: top + (index + 0.5) * lineHeight(size),
      size,
      bold,
      colour: soft ? look.palette.inkSoft : look.palette.ink,
    }),
  )
  return { shapes, height: lines.length * lineHeight(size) }
}

/** The whole drawing, as one `svg` element. */
export function draw(picture: Picture, look: Look): Shape {
  const fills = new Fills(look)
  const shapes: Shape[] = []
  let top = look.titled ? look.size : 2
  const add = ({ shapes: more, height }: Part) => {
    shapes.push(...more)
    top += height
  }
  if (look.titled) {
    add(paragraph(picture.summary, look, top, { size: look.size * 1.2, bold: true }))
    top += look.size * 0.2
    add(paragraph(picture.label, look, top, { soft: true }))
    top += look.size * 0.6
  }
  add(legend(picture, look, fills, top))
  const notes = look.titled ? picture.notes : []
  const below = notes.length * lineHeight(look.size) * 1.1 + (look.titled ? look.size * 1.3 : 0)
  add(
    picture.form === 'rows'
      ? rows(picture, look, fills, top)
      : columns(picture, look, fills, top, look.height - top - below),
  )
  if (notes.length > 0) top += look.size * 0.3
  for (const note of notes) add(paragraph(note, look, top, { soft: true }))
  const height = Math.ceil(top + (look.titled ? look.size : 2))
  const { width, font, size, palette } = look
  return shape(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: at(width),
      height,
      viewBox: `0 0 ${at(width)} ${height}`,
      fontFamily: font,
      fontSize: size,
    },
    [
      ...(look.titled
        ? [
            shape('title', {}, [picture.label]),
            shape('desc', {}, [picture.summary]),
            shape('rect', { width: at(width), height, fill: palette.paper }),
          ]
        : []),
      fills.defs(),
      ...shapes,
    ],
  )
}
