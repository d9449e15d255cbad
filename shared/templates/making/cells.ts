/**
 * What stands in a cell of the template instead of last year's value. Example: a line's "£558,322" in the column of the 2020/21
 * budget becomes `{{line.budget Y in £ as text}}`, its number 558322 `{{line.budget Y in £}}`.
 */
import type { Heading } from '../../importing/headings.ts'
import type { ReadLine } from '../../importing/index.ts'
import type { Cell } from '../../sheet.ts'
import type { FinancialYear } from '../../years.ts'
import type { Column, Table } from './tables.ts'
import { relativeYear, withYears } from './years.ts'

const UNITS: Record<number, string> = { 1: '£', 1000: '£000', 1000000: '£m' }

/** How the amounts of some cells are written: as numbers, or as texts such as "£0.710m". */
export function mannerOf(cells: readonly Cell[], unit: number): string {
  const amounts = cells.filter(({ text }) => /\d/.test(text))
  const texts = amounts.filter(({ type, text }) => type === 'text' && /£\s?\d/.test(text))
  if (texts.length === 0 || texts.length * 2 < amounts.length) return `in ${UNITS[unit] ?? '£'}`
  const forms = new Set(texts.map(({ text }) => /^[(−-]?£\s?[\d,]+(?:\.(\d+))?(m)?(?![\d,.\p{L}])/iu.exec(text)))
  const places = [...forms].map((form) => (form?.[2] ? (form[1] ?? '').length : -1))
  const inMillions = places.length > 0 && places.every((one) => one >= 0)
  return inMillions ? `in £m to ${Math.max(...places)} places as text` : `in ${UNITS[unit] ?? '£'} as text`
}

type Figure = Extract<Heading, { kind: 'figure' }>

/**
 * An amount.
 * @param band line, subtotal or total
 * @param year of its column, or of its row
 * @param more conditions beside the area of a matrix
 */
export function amountOf(
  band: 'line' | 'subtotal' | 'total',
  { measure, area }: Pick<Figure, 'measure' | 'area'>,
  {
    year,
    planYear,
    manner,
    more = [],
  }: { year: FinancialYear; planYear: FinancialYear; manner: string; more?: string[] },
): string {
  const where = [...more, ...(area === undefined ? [] : [`geography="${area}"`])]
  const chosen = where.length > 0 ? ` where ${where.join(' and ')}` : ''
  return `{{${band}.${measure} ${relativeYear(year, planYear)}${chosen} ${manner}}}`
}

/** What a column with an arithmetic meaning says, which the plan works out itself; null for any other. */
export function derivedOf(
  heading: string,
  band: string,
  { latest, planYear, unit }: { latest: FinancialYear; planYear: FinancialYear; unit: number },
): string | null {
  const words = heading
    .toLowerCase()
    .replace(/\(.*?\)|[£:]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const y = relativeYear(latest, planYear)
  if (/^(?:% (?:of (?:the )?)?(?:total|budget)|(?:%|percentage|share) of (?:the )?(?:total|budget)|share)$/.test(words))
    return `{{${band}.share ${y}}}`
  if (/^(?:% (?:change|increase)|(?:change|increase) %|percentage (?:change|increase))$/.test(words))
    return `{{${band}.change ${y} %}}`
  if (/^(?:change|increase|increase\/decrease|movement)$/.test(words)) {
    return heading.includes('%') ? `{{${band}.change ${y} %}}` : `{{${band}.change ${y} in ${UNITS[unit] ?? '£'}}}`
  }
  return null
}

/** Does a formula name nothing but cells of its own row? */
export function isOwnRow(formula: string, row: number): boolean {
  const plain = formula.replace(/"[^"]*"/g, '')
  if (/[![\]#]/.test(plain)) return false
  const cells = plain.match(/\$?\b[A-Z]{1,3}\$?\d+\b/g) ?? []
  return cells.length > 0 && cells.every((cell) => Number(/\d+$/.exec(cell)![0]) === row) && !/\b\d+:\d+\b/.test(plain)
}

const FIELDS: Record<string, string> = {
  provider: 'provider',
  description: 'description',
  route: 'route',
  geography: 'geography',
  code: 'code',
  owner: 'owner',
  status: 'status',
  priority: 'priority',
  'sub-priority': 'priority',
  'contract start': 'contract start',
  'contract end': 'contract end',
}

/** What a line says in a column of texts, but for its service. @param cell what stood there, for a date's form */
export function fieldOf(role: string, cell: Cell | undefined, { columns }: Table): string {
  const both = columns.some(({ heading }) => heading.kind === 'role' && heading.role === 'sub-priority')
  if (role === 'priority' && both) return '{{line.priority path}}'
  const field = FIELDS[role] ?? role
  return `{{line.${field}${role.startsWith('contract') && cell?.type === 'date' ? ' as date' : ''}}}`
}

/** The name that a column's texts are kept under with the lines; null when no line has any. */
export function extraKey({ heading, letters }: Column, lines: readonly ReadLine[]): string | null {
  const name = heading.kind === 'extra' ? heading.heading : ''
  const keys = [name, `${name} (column ${letters})`, `column ${letters}`]
  return keys.find((key) => key !== '' && lines.some(({ extra }) => Object.hasOwn(extra, key))) ?? null
}

/** Is a column of its own heading about money or a year, so that what stood in it is last year's? */
export const isDated = (heading: string, years: (text: string) => boolean) =>
  years(heading) || /[£%]|\b(?:change|variance|difference|increase|total|requested|bid|spend)\b/i.test(heading)

/** A label of a sum, with the section's name in it as a placeholder. */
export function labelWith(label: string, names: readonly string[], field: string): string | null {
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    const words = name
      .trim()
      .split(/[\s:–-]+/)
      .filter(Boolean)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    if (words.length === 0) continue
    const found = new RegExp(`(?<!\\p{L})${words.join('[\\s:–-]+')}(?!\\p{L})`, 'iu')
    if (found.test(label)) return label.replace(found, () => `{{${field}}}`)
  }
  return null
}

/** A text with its years turned, and whether that is another text. */
export function turnedText(
  cell: Cell | undefined,
  planYear: FinancialYear,
  isOwn: (year: FinancialYear) => boolean,
): ReturnType<typeof withYears> | null {
  if (cell?.type !== 'text' || cell.formula !== undefined) return null
  return withYears(String(cell.value), planYear, isOwn)
}
