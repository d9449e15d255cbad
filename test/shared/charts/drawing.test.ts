/**
 * Drawings: well-formed, with nothing in them that runs, every place a number, every series told apart without colour.
 * Example: a priority named `<script>` is text in the drawing.
 */
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml } from '../../../electron/workbook/xml.ts'
import { axisOver } from '../../../shared/charts/drawing/axis.ts'
import { draw } from '../../../shared/charts/drawing/draw.ts'
import { exportLook, type Look, light, live } from '../../../shared/charts/drawing/look.ts'
import { svgText } from '../../../shared/charts/drawing/shape.ts'
import { wrap } from '../../../shared/charts/drawing/texts.ts'
import { chartFileSchema, isDrawing } from '../../../shared/charts/file.ts'
import { MOST_SERIES, type Picture, plain, styleOf } from '../../../shared/charts/picture.ts'
import type { Pence } from '../../../shared/money.ts'
import { penceArbitrary, settings } from '../arbitraries.ts'

const amounts = fc.array(fc.option(penceArbitrary), { minLength: 3, maxLength: 3 })
const pictureArbitrary: fc.Arbitrary<Picture> = fc.record({
  name: fc.constant('a'),
  label: fc.string(),
  summary: fc.string({ maxLength: 300, unit: 'binary' }),
  notes: fc.array(fc.string(), { maxLength: 2 }),
  form: fc.constantFrom('columns' as const, 'stacked' as const, 'rows' as const),
  categories: fc.array(fc.string({ maxLength: 120 }), { minLength: 3, maxLength: 3 }),
  series: fc.array(
    fc.record({
      name: fc.string(),
      kind: fc.constantFrom('bar' as const, 'mark' as const),
      style: fc.nat({ max: 7 }).map(styleOf),
      amounts,
      labels: fc.constantFrom(['£1', null, 'a <label> & more'], ['', 'b', 'c']),
    }),
    { maxLength: 4 },
  ),
  levels: fc.array(fc.record({ name: fc.string(), pence: penceArbitrary }), { maxLength: 1 }),
  from: fc.constantFrom(null, null, 5_000_000 as Pence),
  table: fc.constant({ head: [], rows: [] }),
})

/** Every element of a drawing. @throws where it is not well-formed */
function elementsOf(text: string): string[] {
  const found: string[] = []
  readXml(Buffer.from(text, 'utf8'), 'the drawing', { open: (name) => void found.push(name) })
  return found
}

const svg = (picture: Picture, look: Look = exportLook('c')) => svgText(draw(picture, look))

describe('a drawing', () => {
  it('of anything is well-formed, harmless, and has only numbers for places', () => {
    fc.assert(
      fc.property(pictureArbitrary, (picture) => {
        const text = svg(picture)
        expect(elementsOf(text)).not.toContain('script')
        expect(isDrawing(text)).toBe(true)
        expect(text).not.toMatch(/"(?:NaN|-?Infinity|undefined|null)"|width="-|height="-/)
      }),
      settings,
    )
  })

  it('holds names as text', () => {
    const name = '<script>alert(1)</script> & "co" \u0000'
    const text = svg({
      name,
      label: name,
      summary: name,
      notes: [],
      form: 'rows',
      categories: [name],
      series: [{ name, kind: 'bar', style: plain, amounts: [100 as Pence] }],
      levels: [],
      from: null,
      table: { head: [], rows: [] },
    })
    expect(elementsOf(text)[0]).toBe('svg')
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toContain('<script')
    expect(text).not.toContain('\u0000')
  })

  it('is 800 × 450, so that its image is 1600 × 900, and higher for many rows', () => {
    const of = (form: Picture['form'], count: number): Picture => ({
      name: 'a',
      label: 'A',
      summary: 'A.',
      notes: [],
      form,
      categories: Array.from({ length: count }, (_, index) => `Priority ${index}`),
      series: [{ name: 'b', kind: 'bar', style: plain, amounts: Array.from({ length: count }, () => 1 as Pence) }],
      levels: [],
      from: null,
      table: { head: [], rows: [] },
    })
    const { width, height } = draw(of('columns', 4), exportLook('c')).attributes
    expect([width, Math.abs(Number(height) - 450) < 20]).toEqual([800, true])
    expect(Number(draw(of('rows', 30), exportLook('c')).attributes.height)).toBeGreaterThan(700)
  })

  it('tells eight series apart by pattern alone', () => {
    const patterns = Array.from({ length: MOST_SERIES }, (_, index) => styleOf(index).pattern)
    expect(new Set(patterns).size).toBe(MOST_SERIES)
  })

  it('has the light colours of the window, and the window’s tokens in the window', () => {
    const tokens = readFileSync('renderer/styles/tokens.css', 'utf8').split('@media')[0]!
    for (const [name, value] of Object.entries(live)) {
      const token = /var\((--[\w-]+)\)/.exec(value)![1]!
      expect(new RegExp(`${token}: (#[0-9a-f]{6});`).exec(tokens)?.[1], token).toBe(light[name as keyof typeof light])
    }
  })
})

describe('an axis', () => {
  it('covers what is drawn in round steps', () => {
    expect(axisOver({ low: 0, high: 524_000_000 }, 5, null).steps).toEqual([0, 200_000_000, 400_000_000, 600_000_000])
    expect(axisOver({ low: -7_000_000, high: 17_000_000 }, 5, null)).toMatchObject({
      low: -10_000_000,
      high: 20_000_000,
    })
    expect(axisOver({ low: 0, high: 0 }, 5, null).steps).toEqual([])
    expect(axisOver({ low: 0, high: 1_236_000_000 }, 5, 1_090_000_000 as Pence).steps).toEqual([
      1_090_000_000, 1_150_000_000, 1_200_000_000, 1_250_000_000,
    ])
    fc.assert(
      fc.property(penceArbitrary, penceArbitrary, (one, other) => {
        const [low, high] = [Math.min(0, one, other), Math.max(0, one, other)]
        const axis = axisOver({ low, high }, 5, null)
        if (low === high) return
        // A hair's breadth at most is beyond the last step.
        const hair = (high - low) / 1e6
        expect(axis.low).toBeLessThanOrEqual(low + hair)
        expect(axis.high).toBeGreaterThanOrEqual(high - hair)
        expect(axis.steps.length).toBeLessThan(10)
      }),
      settings,
    )
  })
})

it('breaks long names, and ends what has no room', () => {
  expect(wrap('Victims of serious sexual violence', 110, 12)).toEqual(['Victims of serious', 'sexual violence'])
  expect(wrap('Victims of serious sexual violence and abuse', 110, 12)[1]).toMatch(/…$/)
  expect(wrap('', 110, 12)).toEqual([''])
})

describe('what the window hands over', () => {
  const as = 'svg' as const
  it('is a drawing and nothing else', () => {
    for (const text of [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="1"><rect/></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(http://a)"/></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><text href="http://a">a</text></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><!-- a --></svg>',
      '<!DOCTYPE svg><svg xmlns="a"></svg>',
      '<svg a="1"><foreignObject/></svg>',
      '<html></html>',
      '<svg <script></svg>',
    ])
      expect(chartFileSchema.safeParse({ as, name: 'a', text }).success, text).toBe(false)
    expect(chartFileSchema.safeParse({ as, name: 'a', text: '<svg a="1"><rect fill="url(#a)"/></svg>' }).success).toBe(
      true,
    )
  })

  it('or a PNG', () => {
    const png = (base64: string) => chartFileSchema.safeParse({ as: 'png', name: 'a', base64 }).success
    expect([png('iVBORw0KGgoAAAA='), png('R0lGODlh'), png('iVBORw0KGgo<script>')]).toEqual([true, false, false])
  })
})
