/**
 * Messy budget tables made from a known truth: layout, units, footnotes and noise vary by seed. No amount may come out wrong
 * unless a problem says so, and every figure that the table states truly must agree.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readTables } from '../../../shared/importing/index.ts'
import { fromDecimal } from '../../../shared/money.ts'
import { type Value, workbookOf } from './sheets.ts'

interface Written {
  value: Value
  /** What it is worth in pence; null when blank, undefined when nobody can say. */
  pence: number | null | undefined
}

const commas = (pounds: number) => String(pounds).replace(/\B(?=(\d{3})+$)/g, ',')
const exact = (whole: number, decimals: string, unit: number) =>
  fromDecimal(String(whole), decimals, unit, false) as number

/** An amount in pounds as an office might write it. */
const inPounds: fc.Arbitrary<Written> = fc
  .tuple(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 99 }), fc.nat(11))
  .map(([pounds, pence, style]) => {
    const whole = pounds * 100
    const styles: Written[] = [
      { value: pounds, pence: whole },
      { value: pounds, pence: whole },
      { value: `£${commas(pounds)}`, pence: whole },
      { value: `${commas(pounds)}.${String(pence).padStart(2, '0')}`, pence: whole + pence },
      { value: pounds === 0 ? 'nil' : `(${commas(pounds)})`, pence: pounds === 0 ? 0 : -whole },
      { value: null, pence: null },
      { value: '–', pence: 0 },
      { value: `£${pounds % 1000}k`, pence: (pounds % 1000) * 100_000 },
      { value: { f: 'Z99*2', v: pounds }, pence: whole },
      { value: `£${commas(pounds)} (match funded)`, pence: whole },
      { value: `£${commas(pounds)}0`, pence: pounds < 1000 ? whole * 10 : undefined },
      { value: 'to be confirmed', pence: undefined },
    ]
    return styles[style]!
  })

const inThousands: fc.Arbitrary<Written> = fc.integer({ min: 0, max: 30_000 }).map((tenths) => ({
  value: tenths / 10,
  pence: exact(Math.floor(tenths / 10), String(tenths % 10), 1000),
}))

const service = fc
  .tuple(
    fc.constantFrom('Victim', 'Youth', 'Rape', 'Recovery', 'Total Respect', 'Hate crime', 'Helpline'),
    fc.integer({ min: 1, max: 99 }),
  )
  .map(([name, number]) => `${name} project ${number}`)

const table = fc
  .record({
    thousands: fc.boolean(),
    years: fc.constantFrom(['2019/20'], ['2019/20', '2020/21'], ['2018/19', '2019/20', '2020/21']),
    layout: fc.constantFrom('sections', 'column', 'plain'),
    top: fc.integer({ min: 0, max: 3 }),
    left: fc.integer({ min: 0, max: 2 }),
    page: fc.integer({ min: 2, max: 9 }),
    label: fc.constantFrom('subtotal', 'Sub-total', 'total'),
    dash: fc.constantFrom('/', '-', ' - ', '–'),
    footnotes: fc.boolean(),
  })
  .chain((shape) =>
    fc
      .array(
        fc.record({
          service,
          amounts: fc.array(shape.thousands ? inThousands : inPounds, {
            minLength: shape.years.length,
            maxLength: shape.years.length,
          }),
        }),
        { minLength: 3, maxLength: 14 },
      )
      .map((lines) => ({ ...shape, lines })),
  )

type Table = typeof table extends fc.Arbitrary<infer Made> ? Made : never

const PRIORITIES = ['VICTIMS', 'PREVENTION', 'REOFFENDING']

/** Writes the table down and says what its lines are. */
function write(made: Table) {
  const { thousands, years, layout, top, left, page, label, dash, footnotes, lines } = made
  const indent = (values: Value[]): Value[] => [...Array(left).fill(null), ...values]
  const headings: Value[] = indent([
    'Service name',
    ...(layout === 'column' ? ['Police & Crime Plan Priority'] : []),
    'Provider',
    ...years.map((year) => `${year.replace('/', dash)} budget (${thousands ? '£000' : '£'})`),
  ])
  const rows: Value[][] = Array.from({ length: top }, (_, index) => (index === 0 ? ['Commissioning budget'] : []))
  rows.push(headings)
  const width = layout === 'column' ? 3 : 2
  const sums = (some: typeof lines): Value[] =>
    years.map((_, year) => {
      const pence = some.reduce((sum, { amounts }) => sum + (amounts[year]!.pence ?? 0), 0)
      return { f: 'SUM(A1:A2)', v: pence / (thousands ? 100_000 : 100) }
    })
  const stated = (name: string, some: typeof lines): Value[] =>
    indent([name, ...Array(width - 1).fill(null), ...sums(some)])
  const truth: { service: string; priority: string | null; amounts: (number | null | undefined)[]; notes: string[] }[] =
    []
  const groups =
    layout === 'sections' ? PRIORITIES.map((_, index) => lines.filter((__, line) => line % 3 === index)) : [lines]
  for (const [index, group] of groups.entries()) {
    if (layout === 'sections') rows.push(indent([{ b: PRIORITIES[index]! }]))
    for (const [number, { service, amounts }] of group.entries()) {
      if (number > 0 && number % page === 0) rows.push(headings)
      const noted = footnotes && number === 1
      const priority = layout === 'plain' ? null : layout === 'sections' ? PRIORITIES[index]! : PRIORITIES[number % 3]!
      rows.push(
        indent([
          service + (noted ? '*' : ''),
          ...(layout === 'column' ? [priority] : []),
          'A provider',
          ...amounts.map(({ value }) => value),
        ]),
      )
      if (noted) rows.push(indent(['*subject to evaluation']))
      truth.push({
        service,
        priority,
        amounts: amounts.map(({ pence }) => pence),
        notes: noted ? ['subject to evaluation'] : [],
      })
    }
    if (layout === 'sections') rows.push(stated(`${PRIORITIES[index]} ${label}`, group))
  }
  rows.push(stated('Grand Total', lines))
  return { workbook: workbookOf({ Budget: rows }), truth }
}

it('reads messy tables exactly, or says what it could not read', () => {
  fc.assert(
    fc.property(table, (made) => {
      const { workbook, truth } = write(made)
      const { lines, stated, problems, cells } = readTables(workbook)
      expect(lines.map(({ service, priority }) => [service, priority])).toEqual(
        truth.map(({ service, priority }) => [service, priority]),
      )
      let unclear = 0
      for (const [index, line] of lines.entries()) {
        for (const [position, year] of made.years.entries()) {
          const meant = truth[index]!.amounts[position]
          if (meant === undefined) unclear++
          expect(line.figures.find((figure) => figure.year === year)?.pence ?? null).toBe(meant ?? null)
        }
        const written = line.notes.filter(({ year }) => year === null).map(({ text }) => text)
        expect(written).toEqual(truth[index]!.notes)
      }
      expect(problems).toHaveLength(unclear)
      expect(stated).toHaveLength(made.years.length * (made.layout === 'sections' ? 4 : 1))
      expect(new Set(stated.map(({ outcome }) => outcome))).toEqual(new Set(['agrees']))
      expect(cells.used + cells.skipped + cells.problems).toBe(cells.all)
    }),
    { seed: 20260401, numRuns: 1000 },
  )
})
