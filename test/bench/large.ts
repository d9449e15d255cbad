/**
 * The plan that the benchmark edits: 10,000 budget lines in 8 priorities with budgets for three years. The same every time.
 * Example: `largePlan().line.size` is 10,000.
 */
import { blankLine } from '../../shared/edits.ts'
import { amountId, differenceId, pairId, splitId, type Tables } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'

export const largeYears = [2019, 2020, 2021].map(yearFrom)
const LINES = 10_000
const PRIORITIES = 8

/** @param lines how many */
export function largePlan(lines = LINES): Plan {
  const line: Tables['line'][] = []
  const amount: Tables['amount'][] = []
  for (let number = 0; number < lines; number++) {
    const id = `line ${number}`
    const priorityId = `priority ${number % PRIORITIES}`
    line.push(
      blankLine({
        id,
        service: `Service ${number}`,
        provider: `Provider ${number % 400}`,
        priorityId,
        position: number + 1,
      }),
    )
    for (const [index, year] of largeYears.entries()) {
      const pence = (1_000_000 + number * 137 + index * 10_000) as Pence
      const figure = { lineId: id, year, measure: 'budget' as const, pence, expression: null, origin: null }
      amount.push({ id: amountId(id, year, 'budget'), ...figure })
    }
  }
  return planOf({
    plan: [{ id: 'plan', title: 'A large plan', organisation: null, planYear: largeYears[2]!, marking: null }],
    priority: Array.from({ length: PRIORITIES }, (_, number) => ({
      id: `priority ${number}`,
      name: `Priority ${number + 1}`,
      parentId: null,
      position: number + 1,
    })),
    line,
    amount,
  })
}

export const fundedYears = [2020, 2021, 2022, 2023, 2024].map(yearFrom)
const SOURCES = 20

/**
 * A plan with funding: 10,000 lines in 8 priorities, 20 sources that share each line by two, the first a reserve, 5 years, a
 * forecast outturn for the first, and 3 options that differ in 200 figures each.
 */
export function fundedPlan(): Plan {
  const year = fundedYears[0]!
  const line: Tables['line'][] = []
  const amount: Tables['amount'][] = []
  const split: Tables['split'][] = []
  const figure = (lineId: string, of: typeof year, measure: 'budget' | 'forecast', pence: number) => ({
    id: amountId(lineId, of, measure),
    lineId,
    year: of,
    measure,
    pence: pence as Pence,
    expression: null,
    origin: null,
  })
  for (let number = 0; number < LINES; number++) {
    const id = `line ${number}`
    const priorityId = `priority ${number % PRIORITIES}`
    line.push(blankLine({ id, service: `Service ${number}`, priorityId, position: number + 1 }))
    amount.push(figure(id, year, 'forecast', 950_000))
    for (const [index, of] of fundedYears.entries()) {
      amount.push(figure(id, of, 'budget', 1_000_000 + number * 137 + index * 10_000))
      const [first, second] = [number % SOURCES, (number + 1) % SOURCES].map((source) => `source ${source}`)
      for (const [sourceId, pence] of [
        [first!, 150_000 as Pence],
        [second!, null],
      ] as const)
        split.push({ id: splitId(id, sourceId, of), lineId: id, sourceId, year: of, pence })
    }
  }
  const numbers = Array.from({ length: SOURCES }, (_, number) => number)
  const kinds = ['core', 'grant', 'partner'] as const
  const options = [1, 2, 3].map((number) => `option ${number}`)
  return planOf({
    plan: [{ id: 'plan', title: 'A plan with funding', organisation: null, planYear: fundedYears[1]!, marking: null }],
    priority: Array.from({ length: PRIORITIES }, (_, number) => ({
      id: `priority ${number}`,
      name: `Priority ${number + 1}`,
      parentId: null,
      position: number + 1,
    })),
    line,
    amount,
    split,
    reserve: [
      {
        id: 'reserve',
        name: 'Commissioning reserve',
        purpose: null,
        openingYear: year,
        openingPence: 900_000_000_000 as Pence,
        minimumPence: 100_000 as Pence,
        position: 1,
        category: null,
      },
    ],
    source: numbers.map((number) => ({
      id: `source ${number}`,
      name: `Source ${number}`,
      kind: number === 0 ? 'reserve' : kinds[number % 3]!,
      carry: number % 4 === 1 ? 'consent' : 'yes',
      reserveId: number === 0 ? 'reserve' : null,
      conditions: null,
      position: number,
    })),
    availability: numbers.flatMap((number) =>
      fundedYears.map((of) => ({
        id: pairId(`source ${number}`, of),
        sourceId: `source ${number}`,
        year: of,
        pence: 850_000_000 as Pence,
        status: 'confirmed' as const,
        note: null,
      })),
    ),
    option: options.map((id, position) => ({ id, name: id, description: null, position })),
    difference: options.flatMap((optionId, place) =>
      Array.from({ length: 200 }, (_, number) => {
        const row = figure(`line ${number * 40 + place}`, fundedYears[1]!, 'budget', 900_000 + number)
        return { id: differenceId(optionId, 'amount', row.id), optionId, table: 'amount', rowId: row.id, row }
      }),
    ),
  })
}
