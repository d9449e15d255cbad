/**
 * Turns a plan into a paper: a workbook described as rows of cells, which `electron/workbook` writes as .xlsx. Subtotals
 * and totals are formulas with their values beside them. Example: `paperFor(plan, 'commissioning-framework')` gives
 * Leicestershire's Appendix A, where E13 is `{value: 138688500, formula: 'SUBTOTAL(9,E5:E12)'}`.
 */
import type { Line, Tables } from './model.ts'
import { addUp, formatPounds, type Pence } from './money.ts'
import { amountOf, detailsOf, type Plan } from './plan.ts'
import { Refusal } from './refusal.ts'
import { columnLetters, type Merge } from './sheet.ts'
import { groupsOf } from './totals.ts'
import { heightFor } from './wrapping.ts'
import type { FinancialYear } from './years.ts'

/** A text, which is always written as text whatever it starts with; an amount; or nothing, which is not 0. */
export interface PaperCell {
  value: string | Pence | null
  /** Without the leading `=`. Its value is what the cell shows until somebody recalculates. */
  formula?: string
}

/**
 * What a row is; with the kind of its column it says how a cell looks. A `gap` is an empty row, a `field` a label with what is
 * said beside it, `prose` a paragraph, a `signature` a place to sign with a date.
 */
export type RowKind =
  | 'title'
  | 'subtitle'
  | 'heading'
  | 'section'
  | 'line'
  | 'subtotal'
  | 'total'
  | 'gap'
  | 'note'
  | 'field'
  | 'prose'
  | 'signature'

export interface PaperRow {
  kind: RowKind
  cells: PaperCell[]
  /** In points, for a typeface of 10; null where no text wraps. */
  height: number | null
}

export interface PaperColumn {
  /** In characters, as a spreadsheet counts them. */
  width: number
  kind: 'text' | 'money'
  /** Some amount in it has pence, so all of them show pence. */
  pence: boolean
}

/** A sheet to be printed on A4, one page wide: shrunk to that if it lies on its side, as it is if it stands upright. */
export interface PaperSheet {
  name: string
  columns: PaperColumn[]
  /** The first is row 1. */
  rows: PaperRow[]
  merges: Merge[]
  /** The row with the headings: repeated on every printed page, and kept in sight on the screen; null when there is none. */
  headingRow: number | null
  /** Portrait rather than landscape. */
  upright: boolean
  /** The rows with which a new page begins, of a sheet that stands upright. */
  breaks: number[]
  /** Printed above every page, in the middle; null for nothing. */
  header: string | null
  /** Printed below every page, on the left; the page numbers stand on the right. */
  footer: string
}

export interface Paper {
  /** A name for the file, good on every system. */
  file: string
  title: string
  organisation: string | null
  sheets: PaperSheet[]
}

const TEMPLATES: Record<string, (plan: Plan) => Paper> = { 'commissioning-framework': commissioningFramework }

/** The papers that can be made, by name. */
export const templateNames: readonly string[] = Object.keys(TEMPLATES)

/**
 * The paper of that name for a plan.
 * @throws Refusal when there is no such paper, or nothing in the plan to put on it
 */
export function paperFor(plan: Plan, template: string): Paper {
  const make = Object.hasOwn(TEMPLATES, template) ? TEMPLATES[template] : undefined
  if (!make) {
    throw new Refusal(
      `There is no paper called “${template}”, so nothing was exported; choose one of ${templateNames.join(', ')}.`,
    )
  }
  return make(plan)
}

/** How many years stand side by side, as in the office's own paper. */
const MOST_YEARS = 3
/** The most characters that a cell can hold. */
const LONGEST_TEXT = 32_767
const HEADING_ROW = 3
/** Under this, a heading such as "2018/19 budget (£)" would take three lines. */
const NARROWEST_MONEY = 12.5
const TEXTS_BEFORE = ['service', 'provider', 'description', 'route'] as const

const text = (value: string | null): PaperCell => ({ value })
const row = (kind: RowKind, cells: PaperCell[] = [], height: number | null = null): PaperRow => ({
  kind,
  cells,
  height,
})
const yearOnFile = (year: FinancialYear) => year.replace('/', '-')

/** The commissioning budget by priority, in the layout of Leicestershire's Appendix A. */
function commissioningFramework(plan: Plan): Paper {
  const years = yearsShown(plan)
  const { title: planTitle, organisation, marking } = detailsOf(plan)
  const span = years.length > 1 ? `${years[0]} to ${years.at(-1)}` : years[0]!
  const title = `Appendix A – Commissioning budget ${span}`
  const columns: PaperColumn[] = [
    ...[28, 24, 37, 24].map((width) => ({ width, kind: 'text' as const, pence: false })),
    ...years.map((year) => moneyColumn(plan, year)),
    { width: 18, kind: 'text', pence: false },
  ]
  const above = [organisation, marking].filter((part) => part !== null)
  const rows: PaperRow[] = [
    row('title', [text(title)]),
    above.length > 0 ? row('subtitle', [text(above.join(' · '))]) : row('gap'),
    row('heading', headingsFor(years).map(text)),
  ]
  const notes = new Notes(plan, years)
  const firstYear = TEXTS_BEFORE.length + 1
  /** A row of sums over the rows from `top` to the last so far. */
  const sums = (kind: 'subtotal' | 'total', label: string, top: number, lines: readonly Line[]) => {
    const over = years.map((year, index): PaperCell => {
      const column = columnLetters(firstYear + index)
      const value = addUp(lines.map((line) => amountOf(plan, line.id, year, 'budget'))) ?? (0 as Pence)
      return { value, formula: `SUBTOTAL(9,${column}${top}:${column}${rows.length})` }
    })
    rows.push(row(kind, [text(label), ...TEXTS_BEFORE.slice(1).map(() => text(null)), ...over]))
  }

  const groups = groupsOf(plan, 'priority').filter(({ lines }) => lines.length > 0)
  const grouped = groups.some(({ key }) => key !== '')
  for (const { key, lines } of groups) {
    const name = key === '' ? 'No priority' : pathOf(plan, key)
    if (grouped) rows.push(row('section', [text(clipped(name))]))
    const top = rows.length + 1
    for (const line of lines) {
      const mark = notes.markFor(line)
      const service = mark ? `${clipped(line.service, mark.length + 1)} ${mark}` : line.service
      rows.push(
        row('line', [
          ...TEXTS_BEFORE.map((field) => text(field === 'service' ? service : line[field])),
          ...years.map((year): PaperCell => ({ value: amountOf(plan, line.id, year, 'budget') })),
          text(line.geography),
        ]),
      )
    }
    if (grouped) sums('subtotal', `${clipped(name, 9)} subtotal`, top, lines)
  }
  sums(
    'total',
    'Grand Total',
    HEADING_ROW + 1,
    groups.flatMap(({ lines }) => lines),
  )

  for (const [index, note] of notes.texts.entries()) {
    if (index === 0) rows.push(row('gap'))
    rows.push(row('note', [text(note)]))
  }
  return {
    file: fileNameFor(planTitle, `Appendix A ${yearOnFile(years.at(-1)!)}`),
    title,
    organisation,
    sheets: [
      {
        name: 'Appendix A',
        columns,
        rows: rows.map((made) => ({ ...made, height: heightOf(made, columns) })),
        merges: notesAcross(rows, columns.length),
        headingRow: HEADING_ROW,
        upright: false,
        breaks: [],
        header: marking,
        footer: title,
      },
    ],
  }
}

function headingsFor(years: readonly FinancialYear[]): string[] {
  return [
    'Service Name',
    'Current delivery organisation',
    'Provision',
    'How service is Commissioned?',
    ...years.map((year) => `${year} budget (£)`),
    'Geographical reach',
  ]
}

/** The last years with budgets, up to the plan year, which is always among them. */
function yearsShown(plan: Plan): FinancialYear[] {
  if (plan.line.size === 0)
    throw new Refusal('The plan has no budget lines yet, so nothing was exported; add or import some first.')
  const { planYear } = detailsOf(plan)
  const years = new Set<FinancialYear>(planYear ? [planYear] : [])
  for (const { measure, year } of plan.amount.values())
    if (measure === 'budget' && (planYear === null || year <= planYear)) years.add(year)
  if (years.size === 0)
    throw new Refusal('The plan has no financial year yet, so nothing was exported; enter a budget for a year first.')
  return [...years].sort().slice(-MOST_YEARS)
}

/** The column of a year's budgets, wide enough for every sum of them: none is larger than all taken as positive. */
function moneyColumn(plan: Plan, year: FinancialYear): PaperColumn {
  let pence = false
  let most = 0
  for (const amount of plan.amount.values()) {
    if (amount.year !== year || amount.measure !== 'budget') continue
    if (amount.pence % 100 !== 0) pence = true
    most += Math.abs(amount.pence)
  }
  const digits = formatPounds((most - (most % 100)) as Pence).length + (pence ? 3 : 0)
  return { width: Math.max(NARROWEST_MONEY, digits * 1.1 + 2.5), kind: 'money', pence }
}

/** A priority's name after those it stands under. @example 'Victims – Young victims' */
function pathOf(plan: Plan, priorityId: string): string {
  const names: string[] = []
  const seen = new Set<string>()
  let priority: Tables['priority'] | undefined = plan.priority.get(priorityId)
  while (priority && !seen.has(priority.id)) {
    seen.add(priority.id)
    names.unshift(priority.name)
    priority = plan.priority.get(priority.parentId ?? '')
  }
  return names.join(' – ')
}

/**
 * The notes below the table, numbered as their marks appear in it. A line has one mark on its name, so that the name reads
 * back as it was; lines with the same note share it. A note on a figure names its year where there are several.
 */
class Notes {
  readonly texts: string[] = []
  #notes = new Map<string, Tables['note'][]>()
  #years: readonly FinancialYear[]
  #marks = new Map<string, string>()

  constructor(plan: Plan, years: readonly FinancialYear[]) {
    this.#years = years
    const shown = [...plan.note.values()].filter(
      ({ year, measure }) => year === null || (years.includes(year) && (measure ?? 'budget') === 'budget'),
    )
    for (const note of shown.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))) {
      const held = this.#notes.get(note.lineId)
      if (held) held.push(note)
      else this.#notes.set(note.lineId, [note])
    }
  }

  /** The mark that a line's name gets, such as "[note 2]"; null when it has no note. */
  markFor(line: Line): string | null {
    const notes = this.#notes.get(line.id)
    if (!notes) return null
    const named = (year: FinancialYear | null) => (year && this.#years.length > 1 ? `${year}: ` : '')
    const said = notes.map((note) => named(note.year) + note.text).join('\n')
    const held = this.#marks.get(said)
    if (held) return held
    const mark = `[note ${this.#marks.size + 1}]`
    this.#marks.set(said, mark)
    this.texts.push(clipped(`${mark} ${said}`))
    return mark
  }
}

/** A text that leaves room for so many characters in its cell. */
export function clipped(value: string, room = 0): string {
  if (value.length + room <= LONGEST_TEXT) return value
  return `${value.slice(0, LONGEST_TEXT - room - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** A note stands across the whole width. */
function notesAcross(rows: readonly PaperRow[], right: number): Merge[] {
  return rows.flatMap(({ kind }, index) =>
    kind === 'note' ? [{ top: index + 1, left: 1, bottom: index + 1, right }] : [],
  )
}

/** The height of a row whose texts wrap; null for the others. */
function heightOf({ kind, cells }: PaperRow, columns: readonly PaperColumn[]): number | null {
  if (kind !== 'heading' && kind !== 'line' && kind !== 'note') return null
  const all = columns.reduce((sum, { width }) => sum + width, 0)
  return heightFor(
    cells.flatMap(({ value }, index) =>
      typeof value === 'string'
        ? [{ text: value, width: kind === 'note' ? all : columns[index]!.width, bold: kind === 'heading' }]
        : [],
    ),
  )
}

/** The plan's name and an ending, without what some system forbids in a file's name, and not too long. */
export function fileNameFor(name: string, ending: string): string {
  const plain = name.replace(/[\\/:*?"<>|]|\p{Cc}/gu, '-').replace(/\s+/g, ' ')
  const short = [...plain.replace(/^[\s.]+/, '')].slice(0, 80).join('').trim()
  return `${short === '' ? ending : `${short} – ${ending}`}.xlsx`
}
