/**
 * Text in a drawing: how wide it is, about, and where it breaks. SVG breaks no lines by itself, and what is drawn here cannot
 * be measured. Example: `wrap('Victims of serious sexual violence', 120, 12)` gives two lines.
 */
import { textWidth } from '../../wrapping.ts'
import type { Look } from './look.ts'
import { at, type Shape, shape } from './shape.ts'

/** The width of a digit as a part of the size of the text, in the typefaces used here. */
const DIGIT = 0.6

/** The width in pixels. */
export const widthOf = (text: string, size: number, bold = false): number => textWidth(text, bold) * DIGIT * size

export const lineHeight = (size: number): number => size * 1.3

/** Ends a text where its room does, with "…". */
function cut(text: string, room: number, size: number, bold: boolean): string {
  let end = text.length
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, size, bold) > room) end--
  return end < text.length ? `${text.slice(0, end).trimEnd()}…` : text
}

/** A text in lines that fit, at most so many; what does not fit then ends in "…". */
export function wrap(text: string, room: number, size: number, { most = 2, bold = false } = {}): string[] {
  const lines: string[] = []
  let line = ''
  const words = text.trim().split(/\s+/)
  while (words.length > 0) {
    const longer = line === '' ? words[0]! : `${line} ${words[0]}`
    if (line !== '' && widthOf(longer, size, bold) > room) {
      if (lines.length === most - 1) return [...lines, cut(`${line} ${words.join(' ')}`, room, size, bold)]
      lines.push(line)
      line = ''
    } else {
      line = longer
      words.shift()
    }
  }
  return [...lines, line].map((one) => (widthOf(one, size, bold) > room ? cut(one, room, size, bold) : one))
}

export interface TextPlace {
  x: number
  /** The middle of the line. */
  y: number
  anchor?: 'start' | 'middle' | 'end'
  colour?: string
  bold?: boolean
  size?: number
}

/** One line of text. */
export function text(content: string, look: Look, { x, y, anchor = 'start', colour, bold, size }: TextPlace): Shape {
  const points = size ?? look.size
  return shape(
    'text',
    {
      x: at(x),
      // Not every program knows how to centre a line; its middle is about a third of its size above where it stands.
      y: at(y + points * 0.35),
      fill: colour ?? look.palette.ink,
      ...(anchor === 'start' ? {} : { textAnchor: anchor }),
      ...(bold ? { fontWeight: 600 } : {}),
      ...(size === undefined ? {} : { fontSize: size }),
    },
    [content],
  )
}
