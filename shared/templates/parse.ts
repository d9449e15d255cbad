/**
 * Reads what stands between {{ and }} in a template. It knows the language's grammar and none of its names. Example:
 * `readText('Subtotal {{priority.name}}')` gives the words "Subtotal " and a placeholder of band "priority", field "name".
 */
import { type FinancialYear, isYear } from '../years.ts'

/** A year of the paper: so many after the plan year, or one that is named. */
export type YearOf = { by: number } | { year: FinancialYear }

/** What an amount is counted in: pounds, thousands or millions. */
export type Unit = 1 | 1_000 | 1_000_000

/** A value that is asked for, such as `line.from "MoJ grant" Y-1`. */
export interface Ask {
  /** `line`, `plan`, `total`, …; `named` for `amount of "Victim First" Y`. */
  band: string
  /** In small letters; '' where only the band is named. */
  field: string
  /** The quoted name. */
  argument: string | null
  year: YearOf | null
  percent: boolean
  /** `#2`: the second group, as in `geography.name #2` and `where geography = #2`. */
  place?: number
}

export const operators = ['!=', '>=', '<=', '=', '>', '<', 'contains'] as const
export type Operator = (typeof operators)[number]

export interface Condition {
  ask: Ask
  operator: Operator
  value: string
}

export interface SortKey {
  ask: Ask
  descending: boolean
}

export interface Query extends Ask {
  /** Null: as the export asks for. */
  unit: Unit | null
  /** Decimals of an amount inside text. */
  places: number | null
  /** A sample to write a year, a date or a mark like. */
  as: string | null
  /** What stands where nothing is known, such as "[x]"; null leaves it blank. */
  or: string | null
  where: Condition[]
  sort: SortKey[]
  /** Groups without lines too. */
  all: boolean
}

/** One thing that a `#if` asks; without an operator, whether there is something to say. */
export interface Test {
  not: boolean
  query: Query
  operator: Operator | null
  value: string
}

export type Placeholder = { source: string } & ({ kind: 'value'; query: Query } | { kind: 'if'; tests: Test[] })

/** A placeholder that cannot be read, and why, in words that go after its name. */
export interface Unread {
  source: string
  kind: 'unread'
  why: string
}

/** A cell's text: words as they stand, and placeholders. */
export type Part = string | Placeholder | Unread

/** Divides a text into words and placeholders. Empty when there is no placeholder in it. */
export function readText(text: string): Part[] {
  if (!text.includes('{{')) return []
  const parts: Part[] = []
  let from = 0
  while (from < text.length) {
    const start = text.indexOf('{{', from)
    if (start < 0) break
    if (start > from) parts.push(text.slice(from, start))
    const end = text.indexOf('}}', start)
    if (end < 0) {
      parts.push({ source: text.slice(start), kind: 'unread', why: 'is not closed with }}' })
      return parts
    }
    parts.push(readPlaceholder(text.slice(start, end + 2)))
    from = end + 2
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

interface Token {
  kind: 'quoted' | 'year' | 'operator' | 'unit' | 'comma' | 'word'
  text: string
  from: number
  to: number
}

const TOKEN =
  /\s*(?:(?<quoted>["“”][^"“”]*["“”])|(?<year>[Yy](?:\s*[-−–+]\s*\d{1,2})?(?![\p{L}\p{Nd}])|(?:19|20)\d\d\/\d\d(?!\d))|(?<operator>!=|>=|<=|=|>|<)|(?<unit>£000|£k|£m|£|%)(?![\p{L}\p{Nd}])|(?<comma>,)|(?<word>[^\s"“”=<>!,]+))/uy

function tokensOf(source: string): Token[] | null {
  const tokens: Token[] = []
  const body = source.trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < body.length) {
    const match = TOKEN.exec(body)
    if (!match) return null
    const [kind, text] = Object.entries(match.groups!).find(([, held]) => held !== undefined) as [Token['kind'], string]
    tokens.push({ kind, text, from: match.index + match[0].length - text.length, to: TOKEN.lastIndex })
  }
  return tokens
}

/** What is thrown inside this file when a placeholder cannot be read. */
class Unreadable extends Error {}

function readPlaceholder(source: string): Placeholder | Unread {
  const body = source.slice(2, -2)
  const tokens = tokensOf(body)
  if (!tokens) return { source, kind: 'unread', why: 'has a quotation mark that is not closed' }
  try {
    return new Reader(body, tokens).placeholder(source)
  } catch (error) {
    if (error instanceof Unreadable) return { source, kind: 'unread', why: error.message }
    throw error
  }
}

const UNITS: Record<string, Unit> = { '£': 1, '£000': 1_000, '£k': 1_000, '£m': 1_000_000 }
/** The second of the groups is #2. */
const PLACE = /^#[1-9]\d?$/
const CLAUSES = new Set(['where', 'sort', 'in', 'to', 'as', 'or', 'all', 'and', 'contains', 'by', 'desc', 'asc'])
const NAMED: Record<string, string> = { amount: 'budget', budget: 'budget', forecast: 'forecast', actual: 'actual' }

/** A reader of one placeholder, from its first token to its last. */
class Reader {
  #body: string
  #tokens: Token[]
  #next = 0

  constructor(body: string, tokens: Token[]) {
    this.#body = body
    this.#tokens = tokens
  }

  placeholder(source: string): Placeholder {
    if (this.#tokens.length === 0) throw new Unreadable('is empty')
    const made: Placeholder = this.#takes('#if')
      ? { source, kind: 'if', tests: this.#tests() }
      : { source, kind: 'value', query: this.#query() }
    const left = this.#peek()
    if (left) throw new Unreadable(`has “${this.#body.slice(left.from).trim()}”, which cannot stand there`)
    return made
  }

  #tests(): Test[] {
    const tests: Test[] = []
    do {
      const not = this.#takes('not')
      const query = this.#query()
      const operator = this.#operator()
      tests.push({ not, query, operator, value: operator ? this.#value() : '' })
    } while (this.#takes('and'))
    return tests
  }

  #query(): Query {
    const query: Query = {
      ...this.#ask(true),
      unit: null,
      places: null,
      as: null,
      or: null,
      where: [],
      sort: [],
      all: false,
    }
    for (;;) {
      if (this.#takes('where')) query.where.push(...this.#list('and', () => this.#condition()))
      else if (this.#takes('sort')) {
        if (!this.#takes('by')) throw new Unreadable('has “sort” without “by”')
        query.sort.push(...this.#list(',', () => this.#sortKey()))
      } else if (this.#takes('in')) {
        const unit = this.#take('unit', 'has “in” without £, £000, £m or %')
        if (unit === '%') query.percent = true
        else query.unit = UNITS[unit]!
      } else if (this.#takes('to')) {
        const places = this.#take('word', 'has “to” without a number of decimals')
        if (!/^[0-6]$/.test(places)) throw new Unreadable('has “to” without a number of decimals from 0 to 6')
        query.places = Number(places)
        if (!this.#takes('places')) this.#takes('place')
      } else if (this.#takes('as')) {
        query.as = this.#peek()?.kind === 'quoted' ? this.#quoted() : this.#rest('has “as” without a sample')
      } else if (this.#takes('or')) query.or = this.#quoted()
      else if (this.#takes('all')) query.all = true
      else return query
    }
  }

  /** @param whole with its band; in a condition the band is that of the row */
  #ask(whole: boolean): Ask {
    const ask: Ask = { band: '', field: '', argument: null, year: null, percent: false }
    const head = this.#take('word', 'does not begin with a name')
    const name = head.toLowerCase()
    const named = NAMED[name]
    if (whole && named && this.#takes('of')) return this.#named({ ...ask, band: 'named', field: named })
    const dot = head.indexOf('.')
    const words: string[] = []
    if (!whole) words.push(dot < 0 ? name : name.slice(dot + 1))
    else if (dot < 0) ask.band = name
    else {
      ask.band = name.slice(0, dot)
      words.push(name.slice(dot + 1))
    }
    for (let token = this.#peek(); token?.kind === 'word'; token = this.#peek()) {
      if (words.length === 0 || CLAUSES.has(token.text.toLowerCase()) || PLACE.test(token.text)) break
      words.push(token.text.toLowerCase())
      this.#next++
    }
    ask.field = words.join(' ').trim()
    for (let token = this.#peek(); token; token = this.#peek()) {
      if (token.kind === 'quoted' && ask.argument === null) ask.argument = this.#quoted()
      else if (token.kind === 'year' && ask.year === null) ask.year = this.#year()
      else if (token.kind === 'unit' && token.text === '%') {
        ask.percent = true
        this.#next++
      } else if (PLACE.test(token.text) && ask.place === undefined) {
        ask.place = Number(token.text.slice(1))
        this.#next++
      } else break
    }
    return ask
  }

  /** After "amount of": a quoted name, or "code" and one. */
  #named(ask: Ask): Ask {
    if (this.#takes('code')) ask.field += ' of code'
    const from = this.#peek()
    if (from?.kind === 'quoted') ask.argument = this.#quoted()
    else {
      const words: Token[] = []
      for (let token = this.#peek(); token?.kind === 'word'; token = this.#peek()) {
        if (token.text === 'in' || token.text === 'to') break
        words.push(token)
        this.#next++
      }
      if (words.length === 0) throw new Unreadable('does not say of which line')
      ask.argument = this.#body.slice(words[0]!.from, words.at(-1)!.to)
    }
    if (this.#peek()?.kind === 'year') ask.year = this.#year()
    return ask
  }

  #condition(): Condition {
    const ask = this.#ask(false)
    const operator = this.#operator()
    if (!operator) throw new Unreadable('has “where” without a comparison such as route=grant')
    const token = this.#peek()
    if (token?.kind === 'word' && PLACE.test(token.text)) {
      this.#next++
      const place = Number(token.text.slice(1))
      return { ask: { ...ask, place }, operator, value: String(place) }
    }
    return { ask, operator, value: this.#value() }
  }

  #sortKey(): SortKey {
    const ask = this.#ask(false)
    const descending = this.#takes('desc')
    if (!descending) this.#takes('asc')
    return { ask, descending }
  }

  #operator(): Operator | null {
    const token = this.#peek()
    if (token?.kind === 'operator') return this.#body.slice(token.from, this.#tokens[this.#next++]!.to) as Operator
    return this.#takes('contains') ? 'contains' : null
  }

  /** What is compared with: quoted, or words up to the next clause. */
  #value(): string {
    if (this.#peek()?.kind === 'quoted') return this.#quoted()
    const first = this.#peek()
    let last: Token | undefined
    for (let token = this.#peek(); token; token = this.#peek()) {
      const after = this.#tokens[this.#next + 1]
      const word = token.text.toLowerCase()
      const ends =
        (word === 'sort' && after?.text === 'by') ||
        (word === 'in' && after?.kind === 'unit') ||
        (word === 'or' && after?.kind === 'quoted')
      if (word === 'and' || ends) break
      last = token
      this.#next++
    }
    return first && last ? this.#body.slice(first.from, last.to) : ''
  }

  #rest(why: string): string {
    const token = this.#peek()
    if (!token) throw new Unreadable(why)
    this.#next = this.#tokens.length
    return this.#body.slice(token.from).trim()
  }

  #list<Item>(between: string, read: () => Item): Item[] {
    const items = [read()]
    while (this.#takes(between)) items.push(read())
    return items
  }

  #year(): YearOf {
    const text = this.#take('year', 'has no year').replace(/\s/g, '')
    if (isYear(text)) return { year: text }
    if (!/^y/i.test(text)) throw new Unreadable(`names “${text}”, which is no financial year`)
    return { by: text.length === 1 ? 0 : Number(text.slice(1).replace(/[−–]/, '-')) }
  }

  #quoted(): string {
    return this.#take('quoted', 'lacks a name in quotation marks').slice(1, -1).trim()
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next]
  }

  #take(kind: Token['kind'], why: string): string {
    const token = this.#peek()
    if (token?.kind !== kind) throw new Unreadable(why)
    this.#next++
    return token.text
  }

  /** Takes a word, or a comma, if it comes next. */
  #takes(word: string): boolean {
    const token = this.#peek()
    if (!token || token.kind === 'quoted' || token.text.toLowerCase() !== word) return false
    this.#next++
    return true
  }
}
