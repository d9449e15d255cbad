/**
 * What the label of a row says: that it states a sum, that it is a page's number, that the notes begin. Example: "VICTIMS
 * Sub-total" and "Net expenditure" state sums, "Total Respect training" is a service.
 */

const TOTAL =
  /^(?:(?:grand|overall|net|gross)\s+)?totals?(?:\s*[:(–-].*|\s+(?:requested|awards?|awarded|budgets?|spend|expenditure|allocations?|allocated|funding|costs?|commissioning|for|of|\(|\d|FY).*)?$/i
const NET =
  /^net$|^(?:net|gross)\s+(?:(?:budget|expenditure|costs?|spend|spending|requirement|commissioning|total)\s*)+$/i
const SUBTOTAL = /\bsub[-\s]?totals?\b|\btotals?$/i
const PAGE = /^(?:page\s+)?\d{1,4}\s+(?:of|\/)\s+\d{1,4}$|^page\s+\d{1,4}$/i
const NOTES = /^(?:foot|end)?notes?(?: to the table)?\s*[:.]?$/i
const FUNDING = /^(?:funded|funding|financed|resourced|resources|sources? of|income)\b/i
const INCOME =
  /^(?:less\s*:?\s*)?(?:other |external |grant |total )?(?:income(?: and grants| and contributions)?|grants and contributions|funded by|financed by|sources? of (?:funding|income))\s*:?$/i

/** Does it say that its row adds up the table, or a part of it? */
export const isTotal = (label: string) => TOTAL.test(label) || NET.test(label)

/** Does it say that its row is what is left after income? */
export const isNet = (label: string) => /\bnet\b|\bless income\b/i.test(label)

/** Does it say that its row adds up a part of the table, or with "total" at its end either? */
export const isSubtotal = (label: string) => SUBTOTAL.test(label)

/** What a label says of the lines that its row adds up; `unclear` is a plain "Total". */
export function kindOf(label: string): 'subtotal' | 'total' | 'unclear' {
  if (/\b(?:grand|overall)\b/i.test(label)) return 'total'
  if (/\bsub[-\s]?total/i.test(label)) return 'subtotal'
  return isTotal(label) || !isSubtotal(label) ? 'unclear' : 'subtotal'
}

/** What a label names besides saying "total", to compare with {@link nameOf}; null when it does not say so. */
export function totalled(label: string): string | null {
  if (!/\btotals?\b/i.test(label)) return null
  return nameOf(label.replace(/\bsub[-\s]?totals?\b|\btotals?\b|\bfor\b|\bof\b/gi, ' '))
}

/** A section's name without spaces and dashes that do not matter. */
export const nameOf = (name: string) => plain(name.replace(/[:–-]|\bfor\b|\bof\b/gi, ' '))

/** Is it the number of a printed page? */
export const isPageNumber = (text: string) => PAGE.test(text)

/** Does it head the notes below a table? */
export const headsNotes = (text: string) => NOTES.test(text)

/** Does it say that what stands below it is income, and nothing else? @example isIncome('Funded by:') // true */
export const isIncome = (text: string) => INCOME.test(text)

/** Does it head what says who pays, rather than a section of the budget? */
export const headsFunding = (text: string) => FUNDING.test(text)

/** A text without the spaces and capitals that do not matter. @example plain(' Victim  FIRST') // 'victim first' */
export const plain = (text: string) =>
  (/[^\S ]|\s\s/.test(text) ? text.replace(/\s+/g, ' ') : text).trim().toLowerCase()

/** Do two texts differ by nothing but spaces and capitals? */
export const sameText = (left: string, right: string) => left === right || plain(left) === plain(right)
