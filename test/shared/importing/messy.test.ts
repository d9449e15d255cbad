/**
 * Messy budget tables made from a known truth: layout, units, headings, footnotes and noise vary by seed. No amount may come out
 * wrong unless a problem says so, and at least 99 of 100 lines must come out exactly as they were meant.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Reading, type ReadLine, readTables } from '../../../shared/importing/index.ts'
import { type TrueLine, table, write } from './messy.ts'

const figuresOf = ({ figures }: ReadLine) =>
  Object.fromEntries(figures.map(({ year, measure, pence }) => [`${measure} ${year}`, pence]))

/** Figures by line and key, as far as they can be told apart by service and area. */
function flat(lines: { service: string; geography: string | null; figures: Record<string, number> }[]): string[] {
  return lines.flatMap(({ service, geography, figures }) =>
    Object.entries(figures).map(([key, pence]) => `${service} | ${geography} | ${key} | ${pence}`),
  )
}

const known = ({ figures }: TrueLine) =>
  Object.fromEntries(Object.entries(figures).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))

/** Is a line exactly as it was meant: names, place, figures and notes? */
function isRight(line: ReadLine | undefined, meant: TrueLine): boolean {
  if (!line) return false
  const { service, priority, parentPriority, geography } = line
  const notes = line.notes.map(({ text }) => text)
  const read = JSON.stringify([service, priority, parentPriority, geography])
  if (read !== JSON.stringify([meant.service, meant.priority, meant.parentPriority, meant.geography])) return false
  const figures = Object.entries(figuresOf(line)).sort()
  return (
    JSON.stringify(figures) === JSON.stringify(Object.entries(known(meant)).sort()) &&
    JSON.stringify(notes.sort()) === JSON.stringify([...meant.notes].sort())
  )
}

/** What went wrong without a problem that says so. */
function untold(reading: Reading, truth: TrueLine[]): string[] {
  const meant = new Set(flat(truth.map((line) => ({ ...line, figures: known(line) }))))
  const read = new Set(flat(reading.lines.map((line) => ({ ...line, figures: figuresOf(line) }))))
  const lost = [...meant].filter((figure) => !read.has(figure))
  return [...[...read].filter((figure) => !meant.has(figure)), ...(reading.problems.length > 0 ? [] : lost)]
}

it('reads messy tables exactly, or says what it could not read', { timeout: 120_000 }, () => {
  let right = 0
  let all = 0
  fc.assert(
    fc.property(table, (made) => {
      const { workbook, truth, sums } = write(made)
      const reading = readTables(workbook)
      expect(untold(reading, truth)).toEqual([])
      const unclear = truth
        .flatMap(({ figures }) => Object.values(figures))
        .filter((pence) => pence === undefined).length
      const told = reading.problems.filter(({ kind }) => kind !== 'hidden')
      expect(told.length).toBe(unclear)
      expect(reading.problems.length - told.length).toBeLessThanOrEqual(3)
      all += truth.length
      right += truth.filter((line, index) => isRight(reading.lines[index], line)).length
      expect(reading.stated.length).toBe(sums)
      expect(reading.stated.filter(({ outcome }) => outcome !== 'agrees')).toEqual([])
      const { cells } = reading
      expect(cells.used + cells.skipped + cells.problems).toBe(cells.all)
    }),
    { seed: 20260401, numRuns: 1000 },
  )
  expect(all).toBeGreaterThan(8_000)
  expect(right / all).toBeGreaterThanOrEqual(0.99)
})
