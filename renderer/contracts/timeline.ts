/**
 * Where the parts of a contract stand on a line of time. Example: from 2021 to 2026, a term that ends in 2024 reaches to 60%.
 */
import type { CalendarEntry } from '../../shared/contracts.ts'
import { endShifted, firstDay, yearOfDay } from '../../shared/days.ts'
import { type FinancialYear, shiftYear, startOf } from '../../shared/years.ts'

/** No timeline shows more years, so that bars stay readable: those before the earliest and after the latest are cut off. */
const MOST_YEARS = 12
/** Years are written at most so often. */
const MOST_LABELS = 6

/** The financial years that a timeline shows. */
export interface Scale {
  first: FinancialYear
  years: number
}

/** A part of a bar, in percent of the timeline. */
export interface Part {
  kind: 'term' | 'taken' | 'open'
  left: number
  width: number
}

const time = (day: string) => Date.parse(day)

/** The years from the earliest start to the last possible end, at most so many, today among them. */
export function scaleOf(entries: readonly CalendarEntry[], today: string): Scale {
  const now = startOf(yearOfDay(today))
  let [from, to] = [now, now]
  for (const { line, ends, end } of entries) {
    from = Math.min(from, startOf(yearOfDay(line.contractStart ?? ends.ends[0] ?? end)))
    to = Math.max(to, startOf(yearOfDay(ends.last ?? end)))
  }
  from = Math.max(from, now - MOST_YEARS / 3)
  to = Math.min(to, from + MOST_YEARS - 1)
  return { first: shiftYear(yearOfDay(today), from - now), years: to - from + 1 }
}

/** Where a day stands, in percent; before and after the timeline are its ends. */
export function placeOf({ first, years }: Scale, day: string): number {
  const [from, to] = [time(firstDay(first)), time(firstDay(shiftYear(first, years)))]
  return Math.min(100, Math.max(0, ((time(day) - from) / (to - from)) * 100))
}

/** The initial term and each option, as far as they are in sight. A contract without a start began at most a year before its first end. */
export function partsOf(scale: Scale, { line, ends, end }: CalendarEntry): Part[] {
  const all = ends.ends.length > 0 ? ends.ends : [end]
  let from = placeOf(scale, line.contractStart ?? endShifted(all[0]!, -1))
  return all.flatMap((day, index) => {
    const to = placeOf(scale, day)
    const part: Part = {
      kind: index === 0 ? 'term' : index <= ends.taken ? 'taken' : 'open',
      left: from,
      width: to - from,
    }
    from = to
    return part.width > 0 ? [part] : []
  })
}

/** The years that are written above, with the place where each begins. */
export function labelsOf(scale: Scale): { year: FinancialYear; left: number }[] {
  const every = Math.ceil(scale.years / MOST_LABELS)
  return Array.from({ length: Math.ceil(scale.years / every) }, (_, index) => {
    const year = shiftYear(scale.first, index * every)
    return { year, left: placeOf(scale, firstDay(year)) }
  })
}
