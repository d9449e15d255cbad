/**
 * What a column heading says its column holds. Example: "2019/20 budget (£)" is the budget of 2019/20 in pounds;
 * "Current delivery organisation" is the provider; a heading that says neither stays an extra column.
 */
import type { Measure } from '../model.ts'
import { type FinancialYear, isYear } from '../years.ts'
import { withoutMarks } from './marks.ts'
import { type ColumnRole, columnRoles } from './reading.ts'
import { unitIn, yearIn } from './units.ts'

/** `drawdown` is money already drawn from a pot ("approved spend"): a part of some budget line rather than a budget of its own. */
export type FigureMeasure = Measure | 'drawdown'

export type Heading =
  | { kind: 'role'; role: ColumnRole; year: FinancialYear | null }
  | {
      kind: 'figure'
      measure: FigureMeasure
      year: FinancialYear | null
      unit: number | null
      /** In a matrix, the area whose figures stand in the column. */
      area?: string
      /** In a matrix, the column that adds up each row. */
      across?: true
    }
  | { kind: 'extra'; heading: string; year: FinancialYear | null }

const ROLES: [ColumnRole, RegExp][] = [
  [
    'description',
    /^(?:service |brief |short )?(?:description|provision|purpose|details?|summary)(?: of (?:the )?service)?$/,
  ],
  ['sub-priority', /\bsub[-\s]?(?:priority|priorities|theme|portfolio|strand)$/],
  ['priority', /\b(?:priority|priorities|theme|portfolio|strand)$/],
  ['year', /^(?:financial )?year$/],
  [
    'route',
    /^(?:how (?:is |was )?(?:the )?(?:service )?(?:is |was )?commissioned|(?:commissioning|procurement|award) (?:route|method|type)|route|type of (?:award|agreement|funding))$/,
  ],
  ['geography', /^(?:geographical? (?:reach|area|coverage)|geography|reach|coverage|area covered|locality|district)$/],
  [
    'code',
    /^(?:code|ref|reference|cost cent(?:re|er)|(?:cost|budget|ledger|cost cent(?:re|er)) code|ref(?:erence)? no)$/,
  ],
  ['owner', /^(?:owner|lead|lead officer|budget holder|(?:contract|commissioning|portfolio) manager|manager)$/],
  ['status', /^status$/],
  [
    'contract start',
    /^(?:(?:contract|agreement|grant|service) )?(?:start|commencement)s?(?: date)?$|^start of contract$/,
  ],
  [
    'contract end',
    /^(?:(?:contract|agreement|grant|service) )?(?:end|expiry|expir(?:es|ation))s?(?: date)?$|^end of contract$/,
  ],
  [
    'provider',
    /^(?:(?:current |lead |main )?(?:service )?(?:provider|supplier|recipient|contractor|delivery organisation|delivery partner|organisation)s?(?: name)?|delivered by|awarded to)$/,
  ],
  [
    'service',
    /^(?:(?:commissioned |name of )?services?(?: (?:name|area|provision|title))?|(?:commissioning|budget|spend) area|budget line|project|scheme|programme|initiative|activity|line)(?: name)?$/,
  ],
]

const MEASURES: [FigureMeasure, RegExp][] = [
  ['drawdown', /\bapproved spend\b|\bdrawdowns?\b|\bdrawn down\b/],
  ['actual', /\bactuals?(?: spend| outturn| to date)?\b|\bspent\b/],
  ['forecast', /\bforecast(?: outturn)?\b|\bprojected(?: outturn| spend)?\b|\boutturn\b/],
  ['budget', /\b(?:budget|allocations?|requested|request|proposed|awards?|amount|value|funding|intentions?)\b/],
]
const FILLERS =
  /\b(?:the|annual|total|revised|original|indicative|agreed|approved|planned|pcc|opcc|commissioning)\b|[£()[\]:,.–—\-/'’*]|\b000s?\b|\b[km]\b|\bmillions?\b|\bthousands?\b/g

/** Reads a column heading. */
export function readHeading(text: string): Heading {
  const plain = withoutMarks(text).name.replace(/\s+/g, ' ').trim()
  const found = yearIn(plain)
  const year = found?.year ?? null
  const words = (found ? found.rest : plain).toLowerCase()
  const bare = words
    .replace(/[?:]+$/, '')
    .replace(/\s*\([^)]*\)$/, '')
    .trim()
  const role = found ? undefined : ROLES.find(([, pattern]) => pattern.test(bare))?.[0]
  if (role) return { kind: 'role', role, year: null }
  let rest = words
  const measure = MEASURES.find(([, pattern]) => {
    const without = words.replace(pattern, ' ')
    if (without === words) return false
    rest = without
    return true
  })?.[0]
  const unit = unitIn(words)
  if (rest.replace(FILLERS, ' ').trim() === '' && (measure || year || unit)) {
    return { kind: 'figure', measure: measure ?? 'budget', year, unit }
  }
  return { kind: 'extra', heading: plain, year }
}

/** How a column is written in `columns`. @example columnName({kind: 'figure', measure: 'budget', year: '2018/19', unit: 1}) // 'budget 2018/19' */
export function columnName(heading: Heading): string {
  if (heading.kind === 'role') return heading.role
  if (heading.kind === 'extra') return `extra: ${heading.heading}`
  const { across, measure } = heading
  const said = !across ? measure : measure === 'budget' ? 'total across' : `total across ${measure}`
  const name = heading.year ? `${said} ${heading.year}` : said
  return heading.area ? `${name}: ${heading.area}` : name
}

/** The reverse of {@link columnName}, for a mapping that the officer confirmed or wrote. */
export function readColumnName(name: string): Heading {
  const role = columnRoles.find((known) => known === name)
  if (role) return { kind: 'role', role, year: null }
  const across = /^total across\b ?(.*)$/.exec(name)
  if (across) {
    const of = readColumnName(
      /^(?:forecast|actual|drawdown)\b/.test(across[1]!) ? across[1]! : `budget ${across[1]}`.trim(),
    )
    if (of.kind === 'figure') return { ...of, across: true }
  }
  const colon = name.startsWith('extra') ? -1 : name.indexOf(': ')
  const area = colon > 0 ? { area: name.slice(colon + 2) } : {}
  const [measure, year, more] = (colon > 0 ? name.slice(0, colon) : name).split(' ')
  if (
    more === undefined &&
    (measure === 'budget' || measure === 'forecast' || measure === 'actual' || measure === 'drawdown')
  ) {
    if (year === undefined) return { kind: 'figure', measure, year: null, unit: null, ...area }
    if (isYear(year)) return { kind: 'figure', measure, year, unit: null, ...area }
  }
  return { kind: 'extra', heading: name.replace(/^extra: /, ''), year: null }
}
