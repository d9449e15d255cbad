/**
 * Fills a template from a plan: a workbook whose cells hold placeholders such as `{{line.budget Y}}`. What comes out says which
 * rows repeat and what stands in which cell; `electron/workbook` writes it. Example:
 * `fillTemplate(plan, template, {today: '2020-02-18'})` for a template with the rows heading, line, subtotal and total.
 */
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import type { FinancialYear } from '../years.ts'
import { type Found, layoutOf, type SheetLayout } from './bands.ts'
import { type Env, envOf } from './figures.ts'
import type { Filling, Template } from './filling.ts'
import { NEEDS_YEAR } from './known.ts'
import type { Unit } from './parse.ts'
import { closings, placeSheets } from './placing.ts'
import { readProperties, renderProperties } from './properties.ts'
import { type Given, readHeaders, renderHeaders, renderSheet } from './rendering.ts'

export type { Unit } from './parse.ts'

/** What an export asks for beside the template. */
export interface FillOptions {
  /** The ISO date that `{{today}}` gives. */
  today: string
  /** Which year is Y; the plan's own unless given. */
  planYear?: FinancialYear | null
  /** What amounts are counted in where the placeholder does not say: pounds unless given. */
  unit?: Unit
  /** Does the workbook count its days from 1904? */
  date1904?: boolean
}

/** A placeholder as it was checked. */
export interface CheckedPlaceholder {
  sheet: string
  /** A reference such as `B6`, or the name of a header or footer such as `oddFooter`. */
  cell: string
  /** As it stands, with its braces. */
  placeholder: string
  /** What it gives, in words: the first value, and how many more. '' where something is the matter. */
  gives: string
  /** What is the matter, as a sentence; null when nothing is. */
  problem: string | null
}

interface Read {
  env: Env
  layouts: SheetLayout[]
  headers: ReturnType<typeof readHeaders>[]
  properties: ReturnType<typeof readProperties>
  found: Found[]
}

function read(plan: Plan, { workbook, headerFooter, properties = {} }: Template, options: FillOptions): Read {
  const { today, planYear = null, unit = 1, date1904 = false } = options
  const env = envOf(plan, { today, planYear, unit, date1904 })
  const found: Found[] = []
  const layouts: SheetLayout[] = []
  const headers: Read['headers'] = []
  for (const sheet of workbook.sheets) {
    layouts.push(layoutOf(env, sheet, found))
    const own = Object.hasOwn(headerFooter, sheet.name) ? headerFooter[sheet.name]! : {}
    headers.push(readHeaders(env, sheet, own, found))
  }
  for (const layout of layouts) closings(layout)
  return { env, layouts, headers, properties: readProperties(env, properties, found), found }
}

function make({ env, layouts, headers, properties }: Read): {
  filling: Filling
  given: Given
  rows: Map<string, number>
} {
  const given: Given = new Map()
  const rows = new Map<string, number>()
  const placed = placeSheets(env, layouts)
  const sheets = placed.map((sheet, place) => {
    const filled = renderSheet(env, sheet, given)
    filled.headerFooter = renderHeaders(env, headers[place]!, given)
    for (const { from } of sheet.blocks.flatMap((block) => block.rows)) {
      const key = `${filled.name}\n${from.row}`
      rows.set(key, (rows.get(key) ?? 0) + 1)
    }
    return filled
  })
  const isFilled = ({ blocks, cells, headerFooter }: Filling['sheets'][number]) =>
    blocks.length > 0 || Object.keys(cells).length > 0 || Object.keys(headerFooter).length > 0
  const filling: Filling = { sheets: sheets.filter(isFilled) }
  if (properties.size > 0) filling.properties = renderProperties(env, properties, given)
  return { filling, given, rows }
}

/** How many placeholders a refusal names. */
const NAMED = 3

/**
 * Fills a template.
 * @returns which rows are repeated, and what stands in the cells that are filled; nothing of the template is changed
 * @throws Refusal naming the first placeholders that cannot be filled, or a sheet that would be too long; or when amounts are
 * asked for and the plan has no year
 */
export function fillTemplate(plan: Plan, template: Template, options: FillOptions): Filling {
  const held = read(plan, template, options)
  const wrong = held.found.filter(({ problem }) => problem !== null)
  if (wrong.length > 0) {
    // Whatever else is the matter may follow from it.
    if (wrong.some(({ problem }) => problem!.endsWith(NEEDS_YEAR))) {
      throw new Refusal('The plan has no financial year yet, so nothing was exported; enter a budget for a year first.')
    }
    const first = wrong
      .slice(0, NAMED)
      .map(({ sheet, cell, source, problem }) => `${sheet}!${cell}: ${source} ${problem}`)
    const more = wrong.length > NAMED ? `; and ${wrong.length - NAMED} more` : ''
    throw new Refusal(
      `The template “${template.workbook.file}” cannot be filled, so nothing was written; put this right in it: ${first.join('; ')}${more}.`,
    )
  }
  return make(held).filling
}

/**
 * Lists every placeholder of a template with its cell and what it gives, or what is the matter with it.
 * @throws Refusal when a sheet would be too long
 */
export function checkTemplate(plan: Plan, template: Template, options: FillOptions): CheckedPlaceholder[] {
  return tryTemplate(plan, template, options).placeholders
}

/**
 * Checks a template and fills it in one go.
 * @returns the filling is null where a placeholder cannot be filled
 * @throws Refusal when a sheet would be too long
 */
export function tryTemplate(
  plan: Plan,
  template: Template,
  options: FillOptions,
): { placeholders: CheckedPlaceholder[]; filling: Filling | null } {
  const held = read(plan, template, options)
  const { filling, given, rows } = make(held)
  const placeholders = held.found.map((found): CheckedPlaceholder => {
    const { sheet, cell, source, problem } = found
    if (problem !== null) return { sheet, cell, placeholder: source, gives: '', problem: `${source} ${problem}.` }
    return { sheet, cell, placeholder: source, gives: givesText(found, given, rows), problem: null }
  })
  return { placeholders, filling: placeholders.some(({ problem }) => problem !== null) ? null : filling }
}

function givesText(found: Found, given: Given, rows: Map<string, number>): string {
  const said = given.get(found)
  if (said) return said.times === 1 ? said.first : `${said.first}, and ${said.times - 1} more`
  if (!found.rowOnly) return 'nothing'
  const made = rows.get(`${found.sheet}\n${/\d+$/.exec(found.cell)?.[0]}`) ?? 0
  return made === 0 ? 'its row goes' : made === 1 ? 'its row stands' : `its row stands ${made} times`
}
