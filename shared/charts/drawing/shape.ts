/**
 * What a drawing is made of: elements of SVG, by their names, as the window shows them and as a file holds them.
 * Example: `svgText(shape('rect', {width: 3}))` is `<rect width="3"/>`.
 */

export interface Shape {
  tag: string
  /** By their names in React; {@link svgText} writes them as SVG has them. */
  attributes: Readonly<Record<string, string | number>>
  children: readonly (Shape | string)[]
}

/** A part of a drawing and how high it is. */
export interface Part {
  shapes: Shape[]
  height: number
}

export const shape = (
  tag: string,
  attributes: Shape['attributes'],
  children: readonly (Shape | string)[] = [],
): Shape => ({ tag, attributes, children })

/** A place in a drawing: to a tenth of a pixel is enough. */
export const at = (value: number): number => Math.round(value * 10) / 10

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Characters that XML does not have become spaces. */
const escaped = (text: string) =>
  text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ').replace(/[&<>"]/g, (character) => escapes[character]!)

/** In SVG these are two words; the others are written as they are. */
const TWO_WORDS = /^(?:stroke|fill|font|text)(?=[A-Z])/
const nameOf = (name: string) =>
  TWO_WORDS.test(name) ? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : name

/** A drawing as the text of an .svg file. */
export function svgText({ tag, attributes, children }: Shape): string {
  const given = Object.entries(attributes).map(([name, value]) => ` ${nameOf(name)}="${escaped(String(value))}"`)
  const within = children.map((child) => (typeof child === 'string' ? escaped(child) : svgText(child))).join('')
  return `<${tag}${given.join('')}${within === '' ? '/>' : `>${within}</${tag}>`}`
}
