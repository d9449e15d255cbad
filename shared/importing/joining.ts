/**
 * Lines that several sheets, or several tables of one, give a year of each. Example: "Helpline" of the Harbour Trust on the
 * sheets "2019-20" and "2020-21" is one line with two years, as it would be if the sheets were imported one after the other.
 */
import type { Reading, ReadLine } from './reading.ts'

/**
 * The lines with those of other sheets and tables joined to them that are the same and have other figures.
 * @param sameAs what lines must share to be the same
 */
export function joinTables({ lines, tables }: Reading, sameAs: (line: ReadLine) => string): ReadLine[] {
  if (tables.length < 2) return [...lines]
  const placeOf = placing(tables)
  const joined: { line: ReadLine; places: Set<string> }[] = []
  const byIdentity = new Map<string, typeof joined>()
  for (const line of lines) {
    const identity = sameAs(line)
    const place = placeOf(line)
    const alike = byIdentity.get(identity) ?? []
    const held = alike.find((one) => !one.places.has(place) && givesOthers(one.line, line))
    if (held) {
      held.places.add(place)
      held.line = joinedWith(held.line, line)
      continue
    }
    const added = { line, places: new Set([place]) }
    joined.push(added)
    alike.push(added)
    byIdentity.set(identity, alike)
  }
  return joined.map(({ line }) => line)
}

/** Which table a line stands in: of those on its sheet, the last whose headings are above it. Tables side by side are one. */
function placing(tables: Reading['tables']): (line: ReadLine) => string {
  const starts = new Map<string, number[]>()
  for (const { sheet, headerRows } of tables) {
    const first = headerRows[0] ?? 0
    const held = starts.get(sheet)
    if (held) held.push(first)
    else starts.set(sheet, [first])
  }
  return ({ at: { sheet, row } }) => {
    const above = (starts.get(sheet) ?? []).filter((start) => start < row)
    return `${sheet}\n${above.length === 0 ? 0 : Math.max(...above)}`
  }
}

/** Do both lines have figures, and none in common? */
function givesOthers({ figures }: ReadLine, other: ReadLine): boolean {
  if (figures.length === 0 || other.figures.length === 0) return false
  return !figures.some(({ year, measure }) => other.figures.some((one) => one.year === year && one.measure === measure))
}

/** The first line's texts hold; the other fills in what it lacks. */
function joinedWith(line: ReadLine, other: ReadLine): ReadLine {
  const texts = Object.fromEntries(
    Object.entries(line).map(([field, text]) => [field, text ?? other[field as keyof ReadLine]]),
  )
  return {
    ...(texts as unknown as ReadLine),
    figures: [...line.figures, ...other.figures],
    notes: [...line.notes, ...other.notes],
    extra: { ...other.extra, ...line.extra },
  }
}
