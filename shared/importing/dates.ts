/**
 * Days written as text. Example: "31 March 2022", "31/03/22" and "31.3.2022" are 2022-03-31; "March 2022" and "rolling"
 * are no days, and stay texts.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NUMERIC = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$/
const NAMED = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})$/i

/** Reads a day as people in Britain write it, day first. @returns an ISO date, or null when it is none */
export function readDay(text: string): string | null {
  const plain = text.trim()
  const iso = ISO.exec(plain)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numeric = NUMERIC.exec(plain)
  if (numeric) return dayOf(inFull(numeric[4]!), Number(numeric[3]), Number(numeric[1]))
  const named = NAMED.exec(plain)
  if (!named) return null
  const month = MONTHS.indexOf(named[2]!.slice(0, 3).toLowerCase()) + 1
  return month === 0 ? null : dayOf(inFull(named[3]!), month, Number(named[1]))
}

const inFull = (year: string) => (year.length === 4 ? Number(year) : 2000 + Number(year))

function dayOf(year: number, month: number, day: number): string | null {
  const days = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ]
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > days[month - 1]!) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
