/**
 * Makes messy budget tables from a known truth: layout, units, headings, footnotes and noise vary. Example: `write(made)` gives a
 * workbook of £000 in two rows of headings, with sub-sections, a percentage column and hidden rows, and what its lines are.
 */
import fc from 'fast-check'
import { fromDecimal } from '../../../shared/money.ts'
import type { Merge, Workbook } from '../../../shared/sheet.ts'
import { sheetOf, type Value } from './sheets.ts'

export interface Written {
  value: Value
  /** What it is worth in pence; null when blank, undefined when nobody can say. */
  pence: number | null | undefined
}

/** A line as it was meant, its figures by measure and year. */
export interface TrueLine {
  service: string
  priority: string | null
  parentPriority: string | null
  geography: string | null
  figures: Record<string, number | null | undefined>
  notes: string[]
}

const commas = (pounds: number) => String(pounds).replace(/\B(?=(\d{3})+$)/g, ',')
const exact = (whole: number, decimals: string, unit: number) =>
  fromDecimal(String(whole), decimals, unit, false) as number

/** An amount in pounds as an office might write it. */
const inPounds: fc.Arbitrary<Written> = fc
  .tuple(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 99 }), fc.nat(13))
  .map(([pounds, pence, style]) => {
    const whole = pounds * 100
    const styles: Written[] = [
      { value: pounds, pence: whole },
      { value: pounds, pence: whole },
      { value: `£${commas(pounds)}`, pence: whole },
      { value: `${commas(pounds)}.${String(pence).padStart(2, '0')}`, pence: whole + pence },
      { value: pounds === 0 ? 'nil' : `(${commas(pounds)})`, pence: pounds === 0 ? 0 : -whole },
      { value: pounds === 0 ? 0 : -pounds, pence: pounds === 0 ? 0 : -whole },
      { value: null, pence: null },
      { value: '–', pence: 0 },
      { value: `£${pounds % 1000}k`, pence: (pounds % 1000) * 100_000 },
      { value: { f: 'Z99*2', v: pounds }, pence: whole },
      { value: `£${commas(pounds)} (match funded)`, pence: whole },
      { value: `£${commas(pounds)}\n£${pence}`, pence: whole + pence * 100 },
      { value: `£${commas(pounds)}0`, pence: pounds < 1000 ? whole * 10 : undefined },
      { value: 'to be confirmed', pence: undefined },
    ]
    return styles[style]!
  })

/** A number in a unit that stands elsewhere, with a few decimals. */
const inUnit = (unit: number, decimals: number): fc.Arbitrary<Written> =>
  fc.integer({ min: 0, max: 30_000 }).map((digits) => {
    const scale = 10 ** decimals
    const fraction = String(digits % scale).padStart(decimals, '0')
    return { value: digits / scale, pence: exact(Math.floor(digits / scale), fraction, unit) }
  })

/** An amount that gives its own unit; now and then the "m" is forgotten. */
const suffixed: fc.Arbitrary<Written> = fc
  .tuple(fc.integer({ min: 1, max: 9_999 }), fc.nat(5))
  .map(([digits, style]) => {
    const whole = Math.floor(digits / 1000)
    const fraction = String(digits % 1000).padStart(3, '0')
    const millions = exact(whole, fraction, 1_000_000)
    const styles: Written[] = [
      { value: `£${whole}.${fraction}m`, pence: millions },
      { value: `£${whole}.${fraction}m`, pence: millions },
      { value: `£${digits}k`, pence: digits * 100_000 },
      { value: `£${whole}.${fraction}`, pence: undefined },
      { value: digits % 1000 === 0 ? `£${whole}m` : digits / 1000, pence: digits % 1000 === 0 ? millions : undefined },
      { value: `£${commas(digits * 1000)}`, pence: digits * 100_000 },
    ]
    return styles[style]!
  })

const AMOUNTS = {
  pounds: inPounds,
  thousands: inUnit(1000, 1),
  millions: inUnit(1_000_000, 3),
  suffixed,
} as const
const UNIT_WORDS = { pounds: '£', thousands: '£000', millions: '£m', suffixed: '' } as const
const UNIT_PENCE = { pounds: 100, thousands: 100_000, millions: 100_000_000, suffixed: 100 } as const

const NAMES = [
  'Victim',
  'Youth',
  'Rape',
  'Recovery',
  'Total Respect',
  'Hate crime',
  'Helpline',
  'Net gain',
  'Phase (2)',
]
const PRIORITIES = ['VICTIMS', 'PREVENTION', 'REOFFENDING']
const PARTS = ['Young people', 'Adults']
const AREAS = ['North', 'South', 'Coast']

/** What varies from table to table. */
export const table = fc
  .record({
    unit: fc.constantFrom('pounds', 'pounds', 'thousands', 'millions', 'suffixed'),
    unitIn: fc.constantFrom('heading', 'title', 'footnote'),
    years: fc.constantFrom(['2019/20'], ['2019/20', '2020/21'], ['2018/19', '2019/20', '2020/21']),
    layout: fc.constantFrom('sections', 'sub-sections', 'column', 'leading', 'merged', 'plain', 'matrix', 'sheets'),
    heads: fc.constantFrom('one row', 'one row', 'years above', 'measures above'),
    top: fc.integer({ min: 0, max: 3 }),
    left: fc.integer({ min: 0, max: 2 }),
    page: fc.integer({ min: 2, max: 9 }),
    label: fc.constantFrom('subtotal', 'Sub-total', 'total'),
    dash: fc.constantFrom('/', '-', ' - ', '–'),
    footnotes: fc.constantFrom('none', 'below', 'listed', 'numbered'),
    change: fc.boolean(),
    code: fc.boolean(),
    blankRows: fc.boolean(),
    pageNumbers: fc.boolean(),
    hiddenRow: fc.option(fc.nat(20), { nil: null }),
    prose: fc.boolean(),
  })
  .chain((shape) =>
    fc
      .array(
        fc.record({
          name: fc.constantFrom(...NAMES),
          amounts: fc.array(AMOUNTS[shape.unit], { minLength: 6, maxLength: 6 }),
        }),
        { minLength: 6, maxLength: 16 },
      )
      .map((lines) => ({ ...shape, lines })),
  )

export type Made = typeof table extends fc.Arbitrary<infer One> ? One : never

type Row = Value[]
interface Line {
  service: string
  mark: string
  cells: Written[]
  truth: TrueLine
}

/** Writes the table down and says what its lines are, and how many sums it states. */
export function write(made: Made): { workbook: Workbook; truth: TrueLine[]; sums: number } {
  const keys = keysOf(made)
  const lines = linesOf(made, keys)
  if (made.layout === 'sheets') {
    const written = PRIORITIES.map((name, index) =>
      writeSheet(
        made,
        keys,
        name,
        lines.filter((_, line) => line % 3 === index),
      ),
    )
    return {
      workbook: { file: 'messy.xlsx', sheets: written.map(({ sheet }) => sheet) },
      truth: written.flatMap(({ truth }) => truth),
      sums: keys.length * 3,
    }
  }
  const { sheet, truth, sums } = writeSheet(made, keys, 'Budget', lines)
  return { workbook: { file: 'messy.xlsx', sheets: [sheet] }, truth, sums }
}

/** The figure columns: a measure and a year each, or in a matrix an area. */
function keysOf({ layout, heads, years }: Made): string[] {
  if (layout === 'matrix') return AREAS
  if (heads === 'one row') return years.map((year) => `budget ${year}`)
  if (heads === 'years above') return years.slice(-2).flatMap((year) => [`budget ${year}`, `forecast ${year}`])
  return ['budget', 'forecast'].flatMap((measure) => years.slice(-2).map((year) => `${measure} ${year}`))
}

function linesOf(made: Made, keys: string[]): Line[] {
  return made.lines.map(({ name, amounts }, index) => {
    const service = `${name} project ${index + 1}`
    const noted = made.footnotes !== 'none' && index % 4 === 1
    const mark = !noted ? '' : made.footnotes === 'numbered' ? `¹²³⁴`[Math.floor(index / 4) % 4]! : '*'
    const cells = keys.map((_, column) => amounts[column]!)
    const words = cells.map(wordsOf)
    const notes = noted
      ? [`subject to evaluation${made.footnotes === 'numbered' ? ` ${Math.floor(index / 4) + 1}` : ''}`]
      : []
    const figures = Object.fromEntries(keys.map((key, column) => [key, cells[column]!.pence]))
    const truth = {
      service,
      priority: null,
      parentPriority: null,
      geography: null,
      figures,
      notes: [...words.flat(), ...notes],
    }
    return { service, mark, cells, truth }
  })
}

function writeSheet(made: Made, keys: string[], name: string, lines: Line[]) {
  const { layout, unit, unitIn, top, left, page, label, footnotes } = made
  const rows: Row[] = []
  const merges: Merge[] = []
  const lineRows: number[] = []
  const indent = (values: Row): Row => [...Array(left).fill(null), ...values]
  const add = (...values: Row) => rows.push(indent(values))
  const noted = layout === 'matrix' && unitIn === 'heading' ? 'title' : unitIn
  const words = UNIT_WORDS[unit]
  const withYear = layout === 'matrix' ? ` ${made.years[0]}` : ''
  if (top > 0 || withYear || noted === 'title') {
    rows.push([`Commissioning budget${withYear}${noted === 'title' && words ? ` (${words})` : ''}`])
    for (let index = 0; index < top; index++) rows.push([])
  }
  const before = [
    ...(made.code && layout !== 'matrix' ? ['Ref'] : []),
    ...(['column', 'leading', 'merged'].includes(layout) ? ['Police & Crime Plan Priority'] : []),
    'Service name',
    ...(layout === 'matrix' ? [] : ['Provider']),
  ]
  const head = () => {
    for (const values of headingsOf(made, keys, before, noted === 'heading' ? words : '')) rows.push(indent(values))
  }
  head()
  const sums = (some: Line[]): Row =>
    keys.map((_, column) => {
      const pence = some.reduce((sum, { cells }) => sum + (cells[column]!.pence ?? 0), 0)
      return { f: 'SUM(A1:A2)', v: pence / UNIT_PENCE[unit] }
    })
  const noise: Row = made.change && layout !== 'matrix' ? [12, { f: 'B2/C2', v: 0.025 }] : []
  const state = (text: string, some: Line[]) =>
    add(text, ...Array(before.length - 1).fill(null), ...sums(some), ...noise)
  const truth: TrueLine[] = []
  const groups = groupsOf(made, name, lines)
  let stated = keys.length
  for (const { headings, place, members, closes, lead } of groups) {
    if (made.blankRows && truth.length > 0) rows.push([])
    for (const heading of headings) add(heading)
    const first = rows.length
    for (const [number, line] of members.entries()) {
      if (layout !== 'merged' && number > 0 && number % page === 0) {
        if (made.pageNumbers) add(`Page ${number} of 9`)
        head()
      }
      lineRows.push(rows.length + 1)
      add(
        ...(made.code && layout !== 'matrix' ? [String(truth.length).padStart(5, '0')] : []),
        ...(lead === undefined ? [] : [layout === 'column' || number === 0 ? lead : null]),
        line.service + line.mark,
        ...(layout === 'matrix' ? [] : ['A provider']),
        ...line.cells.map(({ value }) => value),
        ...noise,
      )
      if (line.mark && footnotes === 'below') add(`*${line.truth.notes.at(-1)}`)
      truth.push(...truthOf(made, line, place))
    }
    const column = left + before.indexOf('Police & Crime Plan Priority') + 1
    if (layout === 'merged') merges.push({ top: first + 1, bottom: rows.length, left: column, right: column })
    for (const { text, over } of closes) {
      state(`${text} ${label}`, over)
      stated += keys.length
    }
  }
  if (made.blankRows) rows.push([])
  state(layout === 'sheets' ? 'Total' : 'Grand Total', lines)
  if (made.pageNumbers) add('Page 9 of 9')
  if (footnotes === 'listed' || footnotes === 'numbered' || noted === 'footnote') rows.push([])
  if (noted === 'footnote' && words) add(`All figures in ${words}`)
  if (footnotes === 'numbered') add('Notes:')
  const marked = lines.filter(({ mark }) => mark)
  if (footnotes === 'numbered')
    for (const { truth } of marked) add(`${truth.notes.at(-1)!.slice(-1)}. ${truth.notes.at(-1)}`)
  else if (footnotes === 'listed' && marked.length > 0) add('* subject to evaluation')
  if (made.prose) {
    rows.push([])
    add('The panel is asked to note this table.')
  }
  const sheet = sheetOf(name, rows, { merges })
  const hidden = made.hiddenRow === null ? null : lineRows[made.hiddenRow % lineRows.length]
  for (const cell of sheet.cells) {
    if (cell.row === hidden) cell.hidden = true
    if (cell.formula === 'B2/C2') cell.text = '2.5%'
  }
  return { sheet, truth, sums: stated }
}

function headingsOf(made: Made, keys: string[], before: string[], words: string): Row[] {
  const unit = words ? ` (${words})` : ''
  const noise = made.change && made.layout !== 'matrix' ? ['Change', '% change'] : []
  const dashed = (year: string) => year.replace('/', made.dash)
  if (made.layout === 'matrix') return [['Theme', ...AREAS]]
  if (made.heads === 'one row') {
    return [[...before, ...keys.map((key) => `${dashed(key.split(' ')[1]!)} budget${unit}`), ...noise]]
  }
  const pairs = keys.map((key) => key.split(' ') as [string, string])
  const measure = (name: string) => (name === 'budget' ? `Budget${unit}` : `Forecast outturn${unit}`)
  const once = (texts: string[]): Row => texts.map((text, index) => (text === texts[index - 1] ? null : text))
  const years = pairs.map(([, year]) => dashed(year))
  const measures = pairs.map(([name]) => measure(name))
  const gap: Row = before.map(() => null)
  return made.heads === 'years above'
    ? [
        [...gap, ...once(years)],
        [...before, ...measures, ...noise],
      ]
    : [
        [...gap, ...once(measures)],
        [...before, ...years, ...noise],
      ]
}

interface Group {
  headings: Value[]
  place: Pick<TrueLine, 'priority' | 'parentPriority'>
  members: Line[]
  closes: { text: string; over: Line[] }[]
  lead?: string
}

function groupsOf({ layout }: Made, name: string, lines: Line[]): Group[] {
  const thirds = PRIORITIES.map((name, index) => ({ name, members: lines.filter((_, line) => line % 3 === index) }))
  const alone = { parentPriority: null }
  if (layout === 'plain' || layout === 'matrix' || layout === 'sheets')
    return [
      { headings: [], place: { ...alone, priority: layout === 'sheets' ? name : null }, members: lines, closes: [] },
    ]
  if (layout === 'sections') {
    return thirds.map(({ name, members }) => ({
      headings: [{ b: name }],
      place: { ...alone, priority: name },
      members,
      closes: [{ text: name, over: members }],
    }))
  }
  if (layout === 'sub-sections') {
    return thirds.flatMap(({ name, members }) => {
      const parts = [members.filter((_, index) => index % 2 === 0), members.filter((_, index) => index % 2 === 1)]
      const filled = parts.filter((part) => part.length > 0)
      return filled.map((part, index) => ({
        headings: [...(index === 0 ? [{ b: name }] : []), { b: PARTS[index]! }],
        place: { priority: PARTS[index]!, parentPriority: name },
        members: part,
        closes: [
          { text: PARTS[index]!, over: part },
          ...(index === filled.length - 1 ? [{ text: name, over: members }] : []),
        ],
      }))
    })
  }
  return thirds.map(({ name, members }) => ({
    headings: [],
    place: { ...alone, priority: name },
    members,
    closes: [],
    lead: name,
  }))
}

/** What stands beside a figure in its cell and is kept as a note. */
function wordsOf({ value, pence }: Written): string[] {
  if (typeof value !== 'string' || pence === undefined || !/match|\n/.test(value)) return []
  return value.replace(/^£\S+ (?=\()/, '').split('\n')
}

/** In a matrix each area with something in it is a line, and a theme without any is one without an area. */
function truthOf({ layout, years }: Made, { truth, cells, mark }: Line, place: Group['place']): TrueLine[] {
  if (layout !== 'matrix') return [{ ...truth, ...place }]
  if (AREAS.every((area) => truth.figures[area] === null)) return [{ ...truth, ...place, figures: {} }]
  return AREAS.flatMap((area, index) => {
    const { [area]: pence } = truth.figures
    if (pence === null) return []
    const notes = [...wordsOf(cells[index]!), ...(mark ? truth.notes.slice(-1) : [])]
    return [{ ...truth, ...place, geography: area, figures: { [`budget ${years[0]}`]: pence }, notes }]
  })
}
