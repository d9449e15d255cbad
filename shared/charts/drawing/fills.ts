/**
 * The fills of a drawing: solid, or a pattern of its colour on paper, so that series are told apart without seeing colour.
 * Example: `fills.of({colour: 'bad', pattern: 'stripes'})` gives what an area is drawn with, and `fills.defs()` its pattern.
 */
import type { PatternName, Style } from '../picture.ts'
import type { Look } from './look.ts'
import { at, type Shape, shape } from './shape.ts'

/** The side of a pattern's tile, for text of 12 pixels. */
const TILE = 6

export class Fills {
  #look: Look
  #used = new Map<string, Style>()

  constructor(look: Look) {
    this.#look = look
  }

  /** The attributes of an area in that style. */
  of(style: Style): Record<string, string | number> {
    const { palette } = this.#look
    const colour = palette[style.colour]
    const outline = { stroke: colour, strokeWidth: 1 }
    if (style.pattern === 'solid') return { fill: colour, ...outline }
    if (style.pattern === 'open') return { fill: palette.paper, ...outline, strokeWidth: 1.5 }
    if (style.pattern === 'dashed') return { fill: palette.paper, ...outline, strokeWidth: 1.5, strokeDasharray: '4 3' }
    const id = `${this.#look.id}-${style.colour}-${style.pattern}`
    this.#used.set(id, style)
    return { fill: `url(#${id})`, ...outline }
  }

  /** The patterns that were asked for. */
  defs(): Shape {
    return shape(
      'defs',
      {},
      [...this.#used].map(([id, { colour, pattern }]) => this.#tile(id, this.#look.palette[colour], pattern)),
    )
  }

  #tile(id: string, colour: string, pattern: PatternName): Shape {
    const side = at((TILE * this.#look.size) / 12)
    const band = at(side * 0.45)
    const upright = shape('rect', { x: 0, y: 0, width: band, height: side, fill: colour })
    const level = shape('rect', { x: 0, y: 0, width: side, height: band, fill: colour })
    const thin = at(side * 0.25)
    const marks: Partial<Record<PatternName, Shape[]>> = {
      stripes: [upright],
      backstripes: [upright],
      bars: [upright],
      lines: [level],
      dots: [shape('circle', { cx: at(side / 2), cy: at(side / 2), r: at(side * 0.28), fill: colour })],
      cross: [
        shape('rect', { x: 0, y: 0, width: thin, height: side, fill: colour }),
        shape('rect', { x: 0, y: 0, width: side, height: thin, fill: colour }),
      ],
    }
    const turn: Partial<Record<PatternName, number>> = { stripes: 45, backstripes: -45, cross: 45 }
    return shape(
      'pattern',
      {
        id,
        width: side,
        height: side,
        patternUnits: 'userSpaceOnUse',
        ...(turn[pattern] === undefined ? {} : { patternTransform: `rotate(${turn[pattern]})` }),
      },
      [shape('rect', { width: side, height: side, fill: this.#look.palette.paper }), ...(marks[pattern] ?? [])],
    )
  }
}
