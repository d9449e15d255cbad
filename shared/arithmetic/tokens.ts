/**
 * Arithmetic taken apart: numbers, years in brackets, names of functions and signs, each with its place, so that what cannot
 * be read is refused with a sentence that says where. Example: `=[2020/21]*1.02` is a figure, “*” and a number.
 */
import { Refusal } from '../refusal.ts'
import { findYear, shiftYear } from '../years.ts'
import { type FigureMeasure, type FigureReference, type FunctionName, functionNames } from './tree.ts'

export type Sign = '+' | '-' | '*' | '/' | '%' | '£' | '(' | ')' | ';'

/** A piece of the source. `text` is how it is kept. */
export type Token = { at: number; end: number; text: string } & (
  | { kind: 'number' }
  | ({ kind: 'figure' } & FigureReference)
  | { kind: 'name'; name: FunctionName }
  | { kind: 'sign'; sign: Sign }
)

/** Arithmetic that cannot be read. `at` is where, counted from 0 in what was given. */
export class Misread extends Refusal {
  readonly at: number
  constructor(sentence: string, at: number) {
    super(sentence)
    this.at = at
  }
}

/** Ends the reading. @param why goes after the arithmetic itself; its place is added where `at` is one */
export type Refuse = (why: string, at?: number) => Misread

/** How those who draw, copy and paste write a sign. */
const ALSO: Readonly<Record<string, Sign>> = { '−': '-', '–': '-', '×': '*', '÷': '/', ',': ';' }
const SIGNS = '+-*/%£();'

const NUMBER = /\d[\d,]*(?:\.\d+)?|\.\d+/y
const NUMBER_OF_SEVERAL = /\d+(?:\.\d+)?|\.\d+/y
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const THOUSANDS = /^,\d{3}(?!\d)/
const NAME = /[\p{L}_][\p{L}\d_.]*/uy
/** What cannot be read is shown up to the next sign or space. */
const PIECE = /[^\s+\-*/%£();,[\]]+|\S/uy

const MEASURES: Readonly<Record<string, FigureMeasure>> = {
  '': 'budget',
  budget: 'budget',
  forecast: 'forecast',
  'forecast outturn': 'forecast',
  outturn: 'forecast',
  actual: 'actual',
  actuals: 'actual',
}

/** A figure as it is kept. @example figureText({ year: '2020/21', measure: 'forecast' }) // '[2020/21 forecast]' */
export function figureText({ year, measure }: FigureReference): string {
  return `[${year}${measure === 'budget' ? '' : ` ${measure}`}]`
}

/**
 * Arithmetic that refers to the years so many later (or earlier, below 0) than it did; all else stays as it was.
 * @example shiftFigures('=[2020/21]*1.02', 1) // '=[2021/22]*1.02'
 */
export function shiftFigures(source: string, by: number): string {
  return source.replace(/\[([^\]]*)\]/g, (named, text) => {
    const figure = readFigure(text)
    return figure ? figureText({ ...figure, year: shiftYear(figure.year, by) }) : named
  })
}

/** The figure that is named between two brackets; null when it is none. @example readFigure('2019-20 outturn') */
export function readFigure(text: string): FigureReference | null {
  const found = findYear(text)
  const word = found?.rest.toLowerCase() ?? 'none'
  return found && Object.hasOwn(MEASURES, word) ? { year: found.year, measure: MEASURES[word]! } : null
}

/** Takes apart what stands after the “=”. */
export function tokensOf(source: string, refuse: Refuse): Token[] {
  const tokens: Token[] = []
  /** For each open bracket, whether it is a function's: in those a comma parts what is given. */
  const open: boolean[] = []
  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0]
  }
  let at = 0
  while (at < source.length) {
    if (/\s/.test(source[at]!)) {
      at++
      continue
    }
    const token = tokenAt(at)
    tokens.push(token)
    at = token.end
  }
  return tokens

  function tokenAt(start: number): Token {
    const several = open.at(-1) === true
    const number = match(several ? NUMBER_OF_SEVERAL : NUMBER, start)
    if (number !== undefined) return numberAt(start, number, several)
    const character = source[start]!
    if (character === '[') return figureAt(start)
    const sign = SIGNS.includes(character) ? (character as Sign) : ALSO[character]
    if (sign !== undefined && (character !== ',' || several)) {
      if (sign === '(') open.push(tokens.at(-1)?.kind === 'name')
      if (sign === ')') open.pop()
      return { kind: 'sign', sign, at: start, end: start + 1, text: character === ',' ? ',' : sign }
    }
    const name = match(NAME, start)
    const known = functionNames.find((one) => one === name?.toUpperCase())
    if (known && /^\s*\(/.test(source.slice(start + known.length)))
      return { kind: 'name', name: known, at: start, end: start + known.length, text: known }
    if (name && known) throw refuse(`has ${known} without “(” after it`, start)
    if (name && /^\s*\(/.test(source.slice(start + name.length)))
      throw refuse(`asks for “${name}”, which is none of ${functionNames.slice(0, -1).join(', ')} and ROUND`, start)
    throw refuse(`has “${match(PIECE, start)}”, which is not arithmetic`, start)
  }

  function numberAt(start: number, number: string, several: boolean): Token {
    const end = start + number.length
    if (several && /^\d{1,3}$/.test(number) && THOUSANDS.test(source.slice(end)))
      throw refuse(
        `has “${number}${source.slice(end, end + 4)}” in a function, which could be one number or two, so leave out the comma or write “;”`,
        start,
      )
    if (!several && number.includes(',') && !GROUPED.test(number)) throw refuse('has a comma in the wrong place', start)
    return { kind: 'number', at: start, end, text: number }
  }

  function figureAt(start: number): Token {
    const close = source.indexOf(']', start)
    if (close < 0) throw refuse('has a “[” that is not closed', start)
    const named = source.slice(start + 1, close)
    const figure = readFigure(named)
    if (!figure)
      throw refuse(`has “[${named.slice(0, 40)}]”, which is no year such as [2020/21] or [2020/21 forecast]`, start)
    return { kind: 'figure', ...figure, at: start, end: close + 1, text: figureText(figure) }
  }
}
