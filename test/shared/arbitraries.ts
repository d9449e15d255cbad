/**
 * Random plans and random valid Changes for property tests, always from the same seed. A step is only numbers and words;
 * `changeFrom` turns it into a Change that fits the plan as it stands, so a list of steps is a random history.
 * Example: `fc.assert(fc.property(planArbitrary, stepsArbitrary, (plan, steps) => …), settings)`.
 */
import * as fc from 'fast-check'
import { apply, type Change, type RowChange, rowTo } from '../../shared/change.ts'
import { blankLine } from '../../shared/edits.ts'
import { amountId, type Line, type Measure, measures, type TableName, tableNames } from '../../shared/model.ts'
import { LARGEST_AMOUNT, type Pence } from '../../shared/money.ts'
import { linesInOrder, type Plan, planOf, prioritiesInOrder, rowsOf } from '../../shared/plan.ts'
import { type FinancialYear, yearFrom } from '../../shared/years.ts'
import { fundingKinds, fundingRows, goneWith } from './fundingsteps.ts'

/** What every property is run with; `examples` keeps the values that once failed. */
export const settings = { seed: 20260401, numRuns: 100 } as const

/** Any amount that the program takes, the edges often. */
export const penceArbitrary: fc.Arbitrary<Pence> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -200_000_000, max: 2_000_000_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, -1, 99, 100, 101, LARGEST_AMOUNT, -LARGEST_AMOUNT) },
) as fc.Arbitrary<Pence>

/** Any financial year that the program takes. */
export const yearArbitrary: fc.Arbitrary<FinancialYear> = fc.integer({ min: 1900, max: 2099 }).map(yearFrom)

/** The few years that random plans are about, so that edits meet each other. */
export const planYears = [2018, 2019, 2020, 2021].map(yearFrom)

/** Texts as found in papers: awkward ones too, and some that differ only in capitals and spaces. */
const words = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('Catch 22', 'CATCH  22', 'catch 22', 'Grant', 'grant ', 'LLR', 'Néw Hörizons'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('=HYPERLINK("x")', '__proto__', 'constructor', 'a\nb', '’–£“”', '😀 line', ' '),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
)
const optionalWords = fc.option(words, { freq: 2 })

const lineFields = fc.record({
  service: words,
  provider: optionalWords,
  description: optionalWords,
  route: optionalWords,
  geography: optionalWords,
  owner: optionalWords,
  basis: fc.constantFrom('recurring' as const, 'one-off' as const),
})

/** One random act. What it does and to which rows depends on the plan that it meets. */
export interface Step {
  kind: (typeof kinds)[number]
  /** Picks rows: the remainder by however many there are. */
  pick: number
  other: number
  pence: Pence
  year: FinancialYear
  measure: Measure
  fields: Pick<Line, 'service' | 'provider' | 'description' | 'route' | 'geography' | 'owner' | 'basis'>
}

const kinds = [
  'set amount',
  'clear amount',
  'add line',
  'import lines',
  'remove line',
  'move line',
  'reword line',
  'move and set',
  'reorder line',
  'add priority',
  'rename priority',
  'remove priority',
  'add note',
  'add reserve',
  'add transfer',
  'add carry',
  'decide carry',
  'plan details',
  'keep import',
  'add statement',
  'remove statement',
  'accept',
  ...fundingKinds,
] as const

/** Without these, the other acts find little to act on. */
const frequent = [
  'set amount',
  'import lines',
  'add priority',
  'add source',
  'set split',
  'fence source',
  'fence source',
] as const

export const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...frequent) },
    { weight: 3, arbitrary: fc.constantFrom(...kinds) },
  ),
  pick: fc.nat(1000),
  other: fc.nat(1000),
  pence: penceArbitrary,
  year: fc.constantFrom(...planYears),
  measure: fc.constantFrom(...measures),
  fields: lineFields,
})

/** A random history: up to 40 steps. */
export const stepsArbitrary: fc.Arbitrary<Step[]> = fc.array(stepArbitrary, { maxLength: 40 })

/** A random plan, made of up to 50 steps from an empty one; every row refers only to rows that are there. */
export const planArbitrary: fc.Arbitrary<Plan> = fc.array(stepArbitrary, { maxLength: 50 }).map((steps) => {
  const plan = planOf()
  historyOf(plan, steps)
  return plan
})

/** An id that no row of the table has, the same each time for the same plan. */
function freshId(plan: Plan, table: TableName, taken: readonly string[] = []): string {
  let number = plan[table].size + taken.length + 1
  while (plan[table].has(`${table} ${number}`) || taken.includes(`${table} ${number}`)) number++
  return `${table} ${number}`
}

function pickOf<Value>(values: Iterable<Value>, pick: number): Value | undefined {
  const all = [...values]
  return all[pick % Math.max(1, all.length)]
}

const positive = (pence: Pence) => Math.max(1, Math.abs(pence)) as Pence

function amountTo(plan: Plan, lineId: string, step: Step, pence: Pence | null): RowChange {
  const { year, measure } = step
  const id = amountId(lineId, year, measure)
  return rowTo(
    plan,
    'amount',
    id,
    pence === null ? null : { id, lineId, year, measure, pence, expression: null, origin: null },
  )
}

function rowsFor(plan: Plan, step: Step): RowChange[] {
  const { pick, other, pence, year, measure, fields } = step
  const line = pickOf(plan.line.values(), pick)
  const priority = pickOf(plan.priority.values(), other)
  const newLine = (taken: string[] = []): Line => {
    const last = linesInOrder(plan).at(-1)?.position ?? 0
    const id = freshId(plan, 'line', taken)
    return blankLine({ id, position: last + 1 + taken.length, priorityId: priority?.id ?? null, ...fields })
  }
  switch (step.kind) {
    case 'set amount':
      return line ? [amountTo(plan, line.id, step, pence)] : []
    case 'clear amount': {
      const amount = pickOf(plan.amount.values(), pick)
      return amount ? [rowTo(plan, 'amount', amount.id, null)] : []
    }
    case 'add line': {
      const added = newLine()
      return [rowTo(plan, 'line', added.id, added)]
    }
    case 'import lines': {
      const taken: string[] = []
      const rows: RowChange[] = []
      for (let count = 0; count < 1 + (pick % 4); count++) {
        const added = newLine(taken)
        taken.push(added.id)
        const origin = { file: 'papers.xlsx', sheet: 'Appendix A', row: count + 5 }
        rows.push(rowTo(plan, 'line', added.id, { ...added, extra: { Ref: fields.service }, origin }))
        rows.push(amountTo(plan, added.id, step, count === 0 ? pence : positive(pence)))
      }
      return other % 2 ? rows.reverse() : rows
    }
    case 'remove line':
      return line ? goneWith(plan, 'line', line.id) : []
    case 'move line':
      return line
        ? [rowTo(plan, 'line', line.id, { ...line, priorityId: other % 3 ? (priority?.id ?? null) : null })]
        : []
    case 'reword line':
      return line ? [rowTo(plan, 'line', line.id, { ...line, ...fields })] : []
    case 'move and set': {
      if (!line) return []
      const moved = rowTo(plan, 'line', line.id, { ...line, ...fields, priorityId: priority?.id ?? null })
      return [amountTo(plan, line.id, step, other % 4 ? pence : null), moved]
    }
    case 'reorder line':
      return line ? [rowTo(plan, 'line', line.id, { ...line, position: other / 8 })] : []
    case 'add priority': {
      const id = freshId(plan, 'priority')
      const position = (prioritiesInOrder(plan).at(-1)?.position ?? 0) + 1
      return [
        rowTo(plan, 'priority', id, {
          id,
          name: fields.service,
          parentId: other % 4 ? null : (priority?.id ?? null),
          position,
        }),
      ]
    }
    case 'rename priority':
      return priority ? [rowTo(plan, 'priority', priority.id, { ...priority, name: fields.service })] : []
    case 'remove priority':
      return priority ? goneWith(plan, 'priority', priority.id) : []
    case 'add note': {
      if (!line) return []
      const id = freshId(plan, 'note')
      const of = other % 2 ? { year, measure } : { year: null, measure: null }
      return [
        rowTo(plan, 'note', id, {
          id,
          lineId: line.id,
          ...of,
          mark: '*',
          text: fields.service,
          position: other,
          origin: null,
        }),
      ]
    }
    case 'add reserve': {
      const id = freshId(plan, 'reserve')
      const opening = other % 2 ? { openingYear: year, openingPence: pence } : { openingYear: null, openingPence: null }
      const position = plan.reserve.size + 1
      return [
        rowTo(plan, 'reserve', id, {
          id,
          name: fields.service,
          purpose: fields.description,
          ...opening,
          minimumPence: pick % 2 ? positive(pence) : null,
          position,
          category: null,
        }),
      ]
    }
    case 'add transfer': {
      const reserve = pickOf(plan.reserve.values(), pick)
      if (!reserve) return []
      const id = freshId(plan, 'transfer')
      const direction = other % 2 ? 'in' : 'out'
      return [
        rowTo(plan, 'transfer', id, {
          id,
          reserveId: reserve.id,
          year,
          direction,
          pence: positive(pence),
          reason: null,
          decision: null,
        }),
      ]
    }
    case 'add carry': {
      const reserve = pickOf(plan.reserve.values(), other)
      if (!line) return []
      const id = freshId(plan, 'carry')
      const to =
        reserve && other % 3 ? { to: 'reserve' as const, toId: reserve.id } : { to: 'line' as const, toId: line.id }
      const status = (['requested', 'approved', 'rejected'] as const)[pick % 3]!
      return [
        rowTo(plan, 'carry', id, {
          id,
          lineId: line.id,
          year,
          pence: positive(pence),
          ...to,
          status,
          reason: null,
          decision: 'PCC 12/20',
        }),
      ]
    }
    case 'decide carry': {
      const carry = pickOf(plan.carry.values(), pick)
      return carry ? [rowTo(plan, 'carry', carry.id, other % 3 ? { ...carry, status: 'approved' } : null)] : []
    }
    case 'plan details': {
      const marking = other % 2 ? 'OFFICIAL' : null
      return [
        rowTo(plan, 'plan', 'plan', {
          id: 'plan',
          title: fields.service,
          organisation: fields.provider,
          planYear: year,
          marking,
        }),
      ]
    }
    case 'add statement': {
      const id = freshId(plan, 'statement')
      const about =
        line && other % 3 === 0
          ? { target: 'line' as const, targetId: line.id }
          : priority && other % 3 === 1
            ? { target: 'priority' as const, targetId: priority.id }
            : { target: 'total' as const, targetId: null }
      const step = [0, 100_000, 10_000_000][pick % 3]!
      const text = fields.service
      return [
        rowTo(plan, 'statement', id, {
          id,
          ...about,
          year,
          measure,
          pence,
          step,
          text,
          source: fields.provider,
          position: other / 8,
        }),
      ]
    }
    case 'remove statement': {
      const statement = pickOf(plan.statement.values(), pick)
      return statement ? [rowTo(plan, 'statement', statement.id, null)] : []
    }
    case 'accept': {
      const statement = pickOf(plan.statement.values(), pick)
      const id = statement ? `statement ${statement.id}` : 'import 1 stated 1'
      const after = other % 4 ? { id, pence: other % 3 ? pence : null, reason: fields.service } : null
      return [rowTo(plan, 'acceptance', id, after)]
    }
    case 'keep import': {
      const id = freshId(plan, 'import')
      const report = { lines: [{ service: fields.service, pence }], problems: [], skipped: null }
      return [rowTo(plan, 'import', id, { id, file: 'papers.xlsx', report, position: plan.import.size + 1 })]
    }
    default:
      return fundingRows(plan, step.kind, step, (table) => freshId(plan, table))
  }
}

/** The Change that a step means for the plan as it stands. It fits the plan; it may be of no rows. */
export function changeFrom(plan: Plan, step: Step): Change {
  return {
    label: `${step.kind} ${step.fields.service}`,
    rows: rowsFor(plan, step).filter(({ before, after }) => before || after),
  }
}

/** Applies the steps one after another. @returns the Changes that were made */
export function historyOf(plan: Plan, steps: readonly Step[]): Change[] {
  return steps.map((step) => {
    const change = changeFrom(plan, step)
    apply(plan, change)
    return change
  })
}

/** A plan that can be altered without altering the first. */
export function copyOf(plan: Plan): Plan {
  return planOf(rowsOf(plan))
}

/** Everything in a plan as plain data in order of id, for `toEqual`. */
export function dumpOf(plan: Plan): Record<string, unknown[]> {
  return Object.fromEntries(
    tableNames.map((table) => [table, [...plan[table].values()].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  )
}
