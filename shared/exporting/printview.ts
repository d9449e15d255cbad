/**
 * The budget as it is printed: A4 landscape, by priority, with subtotals and the total, the headings on every page. One page of
 * HTML without scripts, links or anything that would be fetched. Example: Leicestershire's 44 lines are three pages.
 */
import { errorAt, NOT_KNOWN } from '../expressions.ts'
import { Funding, isFunded } from '../funding.ts'
import type { Line, Measure } from '../model.ts'
import { changeInBasisPoints, divideRounded, formatPercentage, type Pence } from '../money.ts'
import { amountOf, detailsOf, type Plan, yearsOf } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { Numbering, notesOf, type Shown } from '../templates/notes.ts'
import { groupsOf, Totals } from '../totals.ts'
import { type FinancialYear, shiftYear } from '../years.ts'
import type { ExportChoice, PreviewCell, PreviewSheet } from './choice.ts'
import { PREVIEW_ROWS } from './choice.ts'

export interface PrintOptions {
  /** Which year is Y; the plan's own when null. */
  year: FinancialYear | null
  unit: ExportChoice['unit']
  /** The ISO date that is printed at the foot. */
  today: string
}

export type PrintRowKind = 'section' | 'line' | 'subtotal' | 'total' | 'funding'

/** One row: the words on the left, then the figures, all as they are printed. */
export interface PrintRow {
  kind: PrintRowKind
  texts: string[]
  figures: string[]
}

/** What is printed, before it is HTML. */
export interface PrintView {
  title: string
  /** Organisation, marking, and what amounts are counted in. */
  under: string[]
  texts: string[]
  figures: string[]
  rows: PrintRow[]
  /** Under the table, each with the number that stands where it applies. */
  notes: string[]
}

/** How many years before Y, and after it. */
const BEFORE = 2
const AFTER = 2
const TEXTS: [heading: string, text: (line: Line) => string | null][] = [
  ['Provider', ({ provider }) => provider],
  ['Route', ({ route }) => route],
  ['Geography', ({ geography }) => geography],
]

const unitNames = { 1: '£', 1000: '£000', 1000000: '£m' } as const
const decimalsOf = { 1: 2, 1000: 1, 1000000: 3 } as const

/**
 * An amount in a unit: £ with pence only where there are any, £000 with one decimal, £m with three; negatives in brackets.
 * @example unitText(-123456789 as Pence, 1000) // '(1,234.6)'
 */
export function unitText(amount: Pence, unit: ExportChoice['unit']): string {
  const places = decimalsOf[unit]
  const scaled = divideRounded(BigInt(Math.abs(amount)) * 10n ** BigInt(places), BigInt(unit) * 100n)
  const digits = scaled.toString().padStart(places + 1, '0')
  const whole = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = digits.slice(-places)
  const text = unit === 1 && rest === '00' ? whole : `${whole}.${rest}`
  return amount < 0 && scaled !== 0n ? `(${text})` : text
}

/** @throws Refusal when the plan has no year to print */
export function printView(plan: Plan, { year, unit }: PrintOptions): PrintView {
  const { title, organisation, marking, planYear } = detailsOf(plan)
  const known = yearsOf(plan)
  const Y = year ?? planYear ?? known.at(-1)
  if (!Y) throw new Refusal('The plan has no year yet, so nothing was exported; import a budget or set its year first.')
  const years = known.filter((of) => of >= shiftYear(Y, -BEFORE) && of <= shiftYear(Y, AFTER))
  const totals = new Totals(plan, 'priority')
  const before = shiftYear(Y, -1)
  const columns = years.flatMap((of): { year: FinancialYear; measure: Measure }[] =>
    of === before && totals.total(of, 'forecast') !== null
      ? [
          { year: of, measure: 'budget' },
          { year: of, measure: 'forecast' },
        ]
      : [{ year: of, measure: 'budget' }],
  )
  const changes = years.includes(before) && years.includes(Y)
  const lines = [...plan.line.values()]
  const texts = TEXTS.filter(([, text]) => lines.some((line) => text(line) !== null))
  const words = (first: string) => [first, ...texts.map(() => '')]
  const figures = (of: (year: FinancialYear, measure: Measure) => Pence | null) => {
    const shown = columns.map(({ year, measure }) => moneyText(of(year, measure), unit))
    if (!changes) return shown
    const [from, to] = [of(before, 'budget'), of(Y, 'budget')]
    const share = from === null || to === null ? null : changeInBasisPoints(from, to)
    return [
      ...shown,
      from === null || to === null ? '' : moneyText((to - from) as Pence, unit),
      share === null ? '' : share === 0 ? '–' : formatPercentage(share),
    ]
  }

  const withoutAmount = (line: Line, cells: string[]) =>
    cells.map((text, place) => {
      const column = columns[place]
      return column && errorAt(plan, { lineId: line.id, ...column }) ? NOT_KNOWN : text
    })

  const shown: Shown = new Set(columns.map(({ year: of, measure }) => `${of} ${measure}`))
  const groups = groupsOf(plan, 'priority')
  const numbering = new Numbering()
  for (const { lines: own } of groups) for (const line of own) numbering.add(line, notesOf(plan, line, shown))
  const marked = (line: Line) =>
    [line.service, marksText(numbering, notesOf(plan, line, shown))].filter(Boolean).join(' ')

  const rows: PrintRow[] = []
  for (const { key, name, lines: own } of groups) {
    if (own.length === 0) continue
    const heading = name ?? 'No priority'
    rows.push({ kind: 'section', texts: [heading], figures: [] })
    for (const line of own)
      rows.push({
        kind: 'line',
        texts: [marked(line), ...texts.map(([, text]) => text(line) ?? '')],
        figures: withoutAmount(
          line,
          figures((of, measure) => amountOf(plan, line.id, of, measure)),
        ),
      })
    rows.push({
      kind: 'subtotal',
      texts: words(`${heading} subtotal`),
      figures: figures((of, measure) => totals.subtotal(key, of, measure)),
    })
  }
  rows.push({ kind: 'total', texts: words('Total'), figures: figures((of, measure) => totals.total(of, measure)) })
  if (isFunded(plan)) rows.push(...fundingRows(plan, columns, words, unit, changes))
  return {
    title: `${title}: budget ${Y}`,
    under: [organisation, marking, `Amounts in ${unitNames[unit]}`].filter((part) => part !== null),
    texts: ['Service', ...texts.map(([heading]) => heading)],
    figures: [
      ...columns.map(({ year: of, measure }) => (measure === 'budget' ? of : `${of} forecast outturn`)),
      ...(changes ? [`Change ${unitNames[unit]}`, 'Change %'] : []),
    ],
    rows,
    notes: numbering.notes.map(({ number, text, years: of }) => {
      // Where it is about a line as a whole, it is of no year.
      const named = of.has(null) ? '' : `${[...of].sort().join(', ')}: `
      return `[${number}] ${named}${text}`
    }),
  }
}

/** A line's marks. @example '[1][2]' */
function marksText(numbering: Numbering, notes: Parameters<Numbering['marks']>[0]): string {
  const value = numbering.marks(notes, null)
  return value?.kind === 'text' ? value.text : ''
}

function fundingRows(
  plan: Plan,
  columns: { year: FinancialYear; measure: Measure }[],
  words: (first: string) => string[],
  unit: ExportChoice['unit'],
  changes: boolean,
): PrintRow[] {
  const funding = new Funding(plan)
  const row = (name: string, of: (year: FinancialYear) => Pence): PrintRow => ({
    kind: 'funding',
    texts: words(name),
    figures: [
      ...columns.map(({ year, measure }) => (measure === 'budget' ? moneyText(of(year), unit) : '')),
      ...(changes ? ['', ''] : []),
    ],
  })
  return [
    row('Funding available', (year) => funding.year(year).available),
    row('Funding gap (budget less funding)', (year) => funding.year(year).gap),
  ]
}

const moneyText = (amount: Pence | null, unit: ExportChoice['unit']) =>
  amount === null ? '' : amount === 0 ? '–' : unitText(amount, unit)

/** The first rows of what is printed, as a sheet. */
export function printPreview({ title, under, texts, figures, rows, notes }: PrintView): PreviewSheet {
  const columns = texts.length + figures.length
  const cells: PreviewCell[] = [
    { row: 1, column: 1, text: title, bold: true },
    { row: 2, column: 1, text: under.join(' · ') },
    ...[...texts, ...figures].map(
      (text, index): PreviewCell => ({ row: 3, column: index + 1, text, bold: true, filled: true }),
    ),
  ]
  for (const [index, { kind, texts: words, figures: own }] of rows.slice(0, PREVIEW_ROWS - 3).entries()) {
    const look = kind === 'line' ? {} : { bold: true as const }
    for (const [at, text] of words.entries()) if (text) cells.push({ row: index + 4, column: at + 1, text, ...look })
    for (const [at, text] of own.entries())
      if (text) cells.push({ row: index + 4, column: texts.length + at + 1, text, figure: true, ...look })
  }
  for (const [index, text] of notes.entries()) {
    const row = rows.length + index + 4
    if (row <= PREVIEW_ROWS) cells.push({ row, column: 1, text })
  }
  return { name: 'Budget', rows: rows.length + notes.length + 3, columns, cells, merges: [] }
}

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\n/g, '<br>')

const STYLE = `
@page { size: A4 landscape; margin: 14mm 12mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0; font: 9pt/1.3 "Inter Variable", Arial, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; color: #1b2226; }
h1 { margin: 0; font-size: 15pt; line-height: 1.2; }
p { margin: 2pt 0 8pt; color: #535c61; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 2.2pt 5pt; border-bottom: 0.5pt solid #dcdad3; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom: 1pt solid #1b2226; background: #e9f1ee; vertical-align: bottom; font-size: 8.5pt; }
.figure { padding-left: 9pt; text-align: right; white-space: nowrap; overflow-wrap: normal; }
thead .figure { white-space: normal; }
tbody th { font-weight: 400; }
.section th { padding-top: 9pt; border-bottom-color: #0b5748; color: #0b5748; font-weight: 700; break-after: avoid; }
.section { break-after: avoid; }
.subtotal > *, .total > * { font-weight: 700; }
.subtotal { break-before: avoid; }
.subtotal .figure { border-top: 0.75pt solid #1b2226; }
.total .figure { border-top: 0.75pt solid #1b2226; border-bottom: 2.25pt double #1b2226; }
.funding > * { color: #535c61; }
.note { margin: 3pt 0; font-size: 8pt; break-inside: avoid; }
table + .note { margin-top: 8pt; }
`

/** The page that is printed. */
export function printPage({ title, under, texts, figures, rows, notes }: PrintView): string {
  const width = texts.length + figures.length
  const heading = (text: string, figure: boolean) =>
    `<th scope="col"${figure ? ' class="figure"' : ''}>${escaped(text)}</th>`
  const body = rows.map(({ kind, texts: [first = '', ...words], figures: own }) =>
    kind === 'section'
      ? `<tr class="section"><th scope="rowgroup" colspan="${width}">${escaped(first)}</th></tr>`
      : `<tr class="${kind}"><th scope="row">${escaped(first)}</th>${words.map((text) => `<td>${escaped(text)}</td>`).join('')}${own.map((text) => `<td class="figure">${escaped(text)}</td>`).join('')}</tr>`,
  )
  return [
    '<!doctype html>',
    `<html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1><p>${escaped(under.join(' · '))}</p>`,
    `<table><thead><tr>${texts.map((text) => heading(text, false)).join('')}${figures.map((text) => heading(text, true)).join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table>`,
    ...notes.map((note) => `<p class="note">${escaped(note)}</p>`),
    '</body></html>',
  ].join('\n')
}
