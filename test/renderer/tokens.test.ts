/**
 * The tokens' colours can be told apart, in light and dark: text on every ground it stands on at 4.5 to 1, lines and marks that
 * say something at 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). Example: soft ink on the selected row's ground.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = path.resolve('renderer/styles')
const css = readFileSync(path.join(folder, 'tokens.css'), 'utf8')

/** The colours of a block of tokens. */
const coloursIn = (block: string) =>
  Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]))

const start = css.indexOf(':root {')
const dark = css.indexOf('@media (prefers-color-scheme: dark)')
const forced = css.indexOf('@media (forced-colors: active)')
const light = coloursIn(css.slice(start, dark))
const themes = { light, dark: { ...light, ...coloursIn(css.slice(dark, forced)) } }

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(one: string, other: string): number {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright! + 0.05) / (dim! + 0.05)
}

const grounds = ['paper', 'desk', 'hover', 'selected', 'tint']
const pairs: Record<string, { least: number; of: [string, string][] }> = {
  text: {
    least: 4.5,
    of: [
      ...grounds.flatMap((ground) =>
        ['ink', 'ink-soft', 'accent', 'warning', 'error'].map((ink): [string, string] => [ink, ground]),
      ),
      ...['heading', 'section', 'line', 'agrees', 'note'].map((fate): [string, string] => ['ink', `fate-${fate}`]),
      ['on-accent', 'accent'],
      ['on-accent', 'accent-strong'],
      ['warning', 'warning-paper'],
      ['ink', 'warning-paper'],
      ['error', 'error-paper'],
      ['ink', 'error-paper'],
    ],
  },
  'the edges of fields, and what has the focus': {
    least: 3,
    of: [
      ['rule-strong', 'paper'],
      ['rule-strong', 'desk'],
      ...grounds.map((ground): [string, string] => ['accent', ground]),
    ],
  },
}

describe('the tokens', () => {
  it('know the contrast of black on white', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })

  for (const [theme, colours] of Object.entries(themes))
    for (const [what, { least, of }] of Object.entries(pairs))
      it(`tell ${what} apart in ${theme}`, () => {
        const faint = of.filter(([one, other]) => !(contrast(colours[one]!, colours[other]!) >= least))
        expect(faint.map(([one, other]) => `${one} on ${other}: ${contrast(colours[one]!, colours[other]!)}`)).toEqual(
          [],
        )
      })

  it('have every colour in both themes', () => {
    expect(Object.keys(coloursIn(css.slice(dark, forced)))).toEqual(Object.keys(light))
    expect(Object.keys(light).length).toBeGreaterThan(15)
  })

  it('are the only place of colours and of sizes of type', () => {
    const strays = readdirSync(folder).flatMap((name) => {
      if (name === 'tokens.css') return []
      const lines = readFileSync(path.join(folder, name), 'utf8').split('\n')
      return lines
        .filter((line) => /#[0-9a-f]{3,8}\b|rgba?\(|font-size: [\d.]/i.test(line))
        .map((line) => `${name}: ${line.trim()}`)
    })
    expect(strays).toEqual([])
  })
})
