/**
 * Devon & Cornwall's paper: what the commissioner intends to allocate, as a table by priority and as sentences made from the
 * same lines; last year's budget; what goes to which area; and what grants and partners give, year by year.
 */
import type ExcelJS from 'exceljs'
import { POUNDS, pageOf, penceWhereAny, put, putAcross } from './house.ts'

export function commissioningIntentions(book: ExcelJS.Workbook): void {
  intentions(book)
  sentences(book)
  lastYear(book)
  byArea(book)
  areaSpend(book)
  funding(book)
}

/** What stands at the left of each page's foot. */
const FOOT = 'Commissioning intentions {{plan.year Y}}'
const PLANNED = 'where budget Y != ""'

function intentions(book: ExcelJS.Workbook): void {
  const money = { 2: POUNDS, 3: POUNDS }
  const sheet = pageOf(book, 'Intentions', { widths: [66, 18, 18], headingRow: 4, landscape: false, footer: FOOT })
  put(sheet, 1, 'title', ['{{plan.title}}'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · commissioning budget intentions for {{plan.year Y}}'])
  put(sheet, 4, 'heading', ['Commissioning area', '{{plan.year Y}} (£)', 'of which from partners (£)'], money)
  put(sheet, 5, 'group', [`{{priority.path ${PLANNED}}}`])
  const service = ['{{service.name}} {{service.marks}}', '{{subtotal.budget Y}}', '{{subtotal.partners Y}}']
  put(sheet, 6, 'line', service, money)
  put(sheet, 7, 'subtotal', ['{{priority.name}} subtotal', '{{subtotal.budget Y}}', '{{subtotal.partners Y}}'], money)
  put(sheet, 8, 'total', ['Total', '{{total.budget Y}}', '{{total.partners Y}}'], money)
  putAcross(sheet, 10, 'note', '[{{note.number}}] {{note.text}}')
  penceWhereAny(sheet, 'B6', 'C8')
}

/** The prose, which cannot disagree with the table: its figures are the table's. */
function sentences(book: ExcelJS.Workbook): void {
  const sheet = pageOf(book, 'In words', { widths: [4, 96], headingRow: null, landscape: false, footer: FOOT })
  put(sheet, 1, 'title', ['What the Police and Crime Commissioner intends'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · {{plan.year Y}}'])
  put(sheet, 4, 'group', [`{{priority.path ${PLANNED}}}`])
  put(sheet, 5, 'subtitle', ['The Police and Crime Commissioner intends:{{priority}}'])
  const allocate = 'to allocate {{subtotal.budget Y}} to {{service.name}}'
  const partners = ', of which {{subtotal.partners Y}} is from {{subtotal.partner names Y}}'
  put(sheet, 6, 'prose', ['–', `${allocate}{{#if subtotal.budget Y > 0 and not subtotal.partners Y > 0}}`])
  put(sheet, 7, 'prose', ['–', `${allocate}${partners}{{#if subtotal.partners Y > 0}}`])
  put(sheet, 8, 'prose', [
    '–',
    'and so {{subtotal.budget Y}} in all to this priority{{priority}}{{#if subtotal.lines > 1}}',
  ])
  putAcross(
    sheet,
    10,
    'prose',
    'Together the Police and Crime Commissioner intends to allocate {{total.budget Y}} in {{plan.year Y}}.',
  )
}

function lastYear(book: ExcelJS.Workbook): void {
  const money = { 2: POUNDS }
  const sheet = pageOf(book, 'Last year', { widths: [84, 18], headingRow: 4, landscape: false, footer: FOOT })
  put(sheet, 1, 'title', ['How the commissioning budget was allocated in {{plan.year Y-1}}'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}}'])
  put(sheet, 4, 'heading', ['Budget area', '{{plan.year Y-1}} (£)'], money)
  put(sheet, 5, 'line', ['{{service.name where budget Y-1 != ""}} {{service.marks}}', '{{subtotal.budget Y-1}}'], money)
  put(sheet, 6, 'total', ['Total', '{{total.budget Y-1}}'], money)
  putAcross(sheet, 8, 'note', '[{{note.number}}] {{note.text}}')
  penceWhereAny(sheet, 'B5', 'B6')
}

/** A note across a sheet of areas; not across them all, as a page would then be as wide as ten of them. */
function areaNote(sheet: ExcelJS.Worksheet, row: number, text: string): void {
  put(sheet, row, 'note', [text])
  sheet.mergeCells(row, 1, row, FIRST_AREA + 3)
}

/** How many areas have a column. */
const AREAS = 10
const FIRST_AREA = 5
const places = Array.from({ length: AREAS }, (_, index) => index + 1)
const areaWidths = places.map(() => 14)
const areaMoney = Object.fromEntries(Array.from({ length: AREAS + 3 }, (_, index) => [index + 2, POUNDS]))

/** The columns of a row divided by area, after its label. */
function divided(of: string): string[] {
  return [
    `{{${of}}}`,
    `{{${of} where geography = ""}}`,
    `{{${of} where geography != ""}}`,
    ...places.map((place) => `{{${of} where geography = #${place}}}`),
  ]
}

const areaHeadings = ['Total (£)', 'Not by\narea (£)', 'By area (£)', ...places.map((n) => `{{geography.name #${n}}}`)]

/** Columns of areas that the plan does not have show neither fill nor rules. @param to the last row */
function onlyNamedAreas(sheet: ExcelJS.Worksheet, headingRow: number, to: number): void {
  const solid = (argb: string) => ({ type: 'pattern' as const, pattern: 'solid' as const, bgColor: { argb } })
  const [first, last] = [sheet.getColumn(FIRST_AREA).letter, sheet.getColumn(FIRST_AREA + AREAS - 1).letter]
  const named = `${first}$${headingRow}<>""`
  for (let row = headingRow; row <= to; row++) {
    let fill: string | null = null
    let { border } = sheet.getCell(row, 1)
    for (let column = FIRST_AREA; column < FIRST_AREA + AREAS; column++) {
      const cell = sheet.getCell(row, column)
      const own = cell.fill
      if (own?.type === 'pattern') fill = own.fgColor?.argb ?? null
      border = cell.border
      cell.style = { font: cell.font, alignment: cell.alignment, numFmt: cell.numFmt }
    }
    const style = { ...(fill ? { fill: solid(fill) } : {}), ...(border ? { border } : {}) }
    if (Object.keys(style).length > 0)
      sheet.addConditionalFormatting({
        ref: `${first}${row}:${last}${row}`,
        rules: [{ type: 'expression', priority: row, formulae: [named], style }],
      })
  }
}

function moreAreas(of: string): string {
  return `Areas that have no column of their own: {{total.${of} where geography > #${AREAS}}}{{#if total.${of} where geography > #${AREAS}}}`
}

function byArea(book: ExcelJS.Workbook): void {
  const sheet = pageOf(book, 'By area', { widths: [38, 13, 13, 13, ...areaWidths], headingRow: 4, footer: FOOT })
  put(sheet, 1, 'title', ['Allocations by area'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · services that are divided among areas'])
  put(sheet, 4, 'heading', ['Service and year', ...areaHeadings], areaMoney)
  const several = '#if subtotal.lines where geography != "" > 1 and'
  put(sheet, 5, 'group', [`{{service.name}} {{service.marks}}{{${several} subtotal.budget Y}}`])
  for (const [row, year] of [
    [6, 'Y-2'],
    [7, 'Y-1'],
    [8, 'Y'],
  ] as const) {
    const label = `{{plan.year ${year}}}{{service}}{{${several} subtotal.budget ${year} where geography != ""}}`
    put(sheet, row, 'line', [label, ...divided(`subtotal.budget ${year}`)], areaMoney)
  }
  onlyNamedAreas(sheet, 4, 8)
  areaNote(sheet, 10, 'No line of the plan names an area.{{#if not geography}}')
  areaNote(sheet, 11, moreAreas('budget Y'))
  areaNote(sheet, 12, '[{{note.number}}] {{note.text}}')
}

function areaSpend(book: ExcelJS.Workbook): void {
  const sheet = pageOf(book, 'Spend by area', { widths: [48, 13, 13, 13, ...areaWidths], headingRow: 4, footer: FOOT })
  put(sheet, 1, 'title', ['What the areas spent in {{plan.year Y-1}}'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}}'])
  put(sheet, 4, 'heading', ['Purpose', ...areaHeadings], areaMoney)
  const purpose = '{{service.name where actual Y-1 != "" and geography != ""}} {{service.marks}}'
  put(sheet, 5, 'line', [purpose, ...divided('subtotal.actual Y-1')], areaMoney)
  const any = 'total.actual Y-1 where geography != ""'
  put(sheet, 6, 'total', [`Total{{#if ${any}}}`, ...divided('total.actual Y-1')], areaMoney)
  onlyNamedAreas(sheet, 4, 6)
  areaNote(sheet, 8, `No actual spend of {{plan.year Y-1}} names an area.{{#if not ${any}}}`)
  areaNote(sheet, 9, moreAreas('actual Y-1'))
  areaNote(sheet, 10, '[{{note.number}}] {{note.text}}')
}

function funding(book: ExcelJS.Workbook): void {
  const years = ['Y-1', 'Y', 'Y+1', 'Y+2']
  const money = { 2: POUNDS, 3: POUNDS, 4: POUNDS, 5: POUNDS }
  const sheet = pageOf(book, 'Funding', { widths: [42, 14, 14, 14, 14, 44], headingRow: 4, footer: FOOT })
  put(sheet, 1, 'title', ['Where the money comes from'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · grants, partners and the Commissioner’s own budget'])
  put(sheet, 4, 'heading', ['From', ...years.map((year) => `{{plan.year ${year}}} (£)`), 'Conditions'], money)
  let row = 5
  for (const [label, total, where] of [
    ['Grants', 'Grants', 'kind = Grant'],
    ['Partners', 'Partners', 'kind = Partner'],
    ['The Commissioner’s own budget and reserves', 'Own budget and reserves', 'kind != Grant and kind != Partner'],
  ] as const) {
    const any = `{{#if source where ${where}}}`
    put(sheet, row, 'group', [`${label}${any}`])
    const amounts = years.map((year) => `{{source.available ${year}}}`)
    put(sheet, row + 1, 'line', [`{{source.name where ${where}}}`, ...amounts, '{{source.conditions}}'], money)
    for (const [place, year] of years.entries())
      putAcross(
        sheet,
        row + 2 + place,
        'note',
        `{{source}}{{plan.year ${year}}}: {{source.status ${year}}}. {{source.note ${year}}}{{#if source.note ${year}}}`,
      )
    const sums = years.map((year) => `{{total.available ${year}}}`)
    put(sheet, row + 6, 'subtotal', [`${total} subtotal${any}`, ...sums], money)
    row += 7
  }
  row += 1
  const whole = (of: string) => years.map((year) => `{{total.${of} ${year}}}`)
  put(sheet, row, 'total', ['Funding available{{#if source}}', ...whole('available')], money)
  put(sheet, row + 1, 'line', ['Commissioning budget{{#if source}}', ...whole('budget')], money)
  put(sheet, row + 2, 'total', ['Not funded{{#if source}}', ...whole('gap')], money)
  putAcross(sheet, row + 4, 'prose', 'The plan does not say where its money comes from.{{#if not source}}')
}
