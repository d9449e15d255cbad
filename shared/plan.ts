/**
 * A plan in memory: its rows by table and id, and the few look-ups that everything needs.
 * Example: `amountOf(plan, line.id, year, 'budget')` is pence, or null where the figure is blank.
 */
import type { Rows } from './change.ts'
import { amountId, type Line, type Measure, type Row, type TableName, type Tables, tableNames } from './model.ts'
import type { Pence } from './money.ts'
import { Table } from './table.ts'
import type { FinancialYear } from './years.ts'

export type Plan = Rows

/** Every row of a plan, as the plan file gives it and the IPC carries it. */
export type PlanRows = { [Name in TableName]: Tables[Name][] }

/** A plan of no rows, or of those given. */
export function planOf(rows: Partial<PlanRows> = {}): Plan {
  return Object.fromEntries(tableNames.map((table) => [table, new Table<Row>(rows[table])])) as unknown as Plan
}

/** As many rows as are taken in between two pauses. */
const PIECE = 5_000

/** The same as {@link planOf}, with a pause now and then. */
export async function planInParts(rows: Partial<PlanRows>, pause: () => Promise<void>): Promise<Plan> {
  const plan = planOf()
  for (const table of tableNames) {
    const held = plan[table] as Map<string, Row>
    for (const [index, row] of (rows[table] ?? []).entries()) {
      held.set(row.id, row)
      if (index % PIECE === PIECE - 1) await pause()
    }
  }
  return plan
}

/** Sorts by position, and by id where that is the same or there is none. */
function inOrder<Kept extends { id: string; position?: number }>(rows: Iterable<Kept>): Kept[] {
  return [...rows].sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || (a.id < b.id ? -1 : 1))
}

/** The plan's rows as lists, each in order of position where there is one. */
export function rowsOf(plan: Plan): PlanRows {
  return Object.fromEntries(
    tableNames.map((table) => [table, inOrder<Row>(plan[table].values())]),
  ) as unknown as PlanRows
}

/** The plan's own row; a new plan has it from its first Change. */
export function detailsOf(plan: Plan): Tables['plan'] {
  return (
    plan.plan.get('plan') ?? { id: 'plan', title: 'Untitled plan', organisation: null, planYear: null, marking: null }
  )
}

/** A line's figure in pence; null when it is blank. */
export function amountOf(plan: Plan, lineId: string, year: FinancialYear, measure: Measure): Pence | null {
  return plan.amount.get(amountId(lineId, year, measure))?.pence ?? null
}

/** The lines in the order of the paper. */
export function linesInOrder(plan: Plan): Line[] {
  return inOrder(plan.line.values())
}

/** The priorities in the order of the paper, each before its sub-priorities; those under none that there is come last. */
export function prioritiesInOrder(plan: Plan): Tables['priority'][] {
  const all = inOrder(plan.priority.values())
  const below = (parentId: string | null): Tables['priority'][] =>
    all.filter((priority) => priority.parentId === parentId).flatMap((priority) => [priority, ...below(priority.id)])
  const placed = new Set(below(null))
  return [...placed, ...all.filter((priority) => !placed.has(priority))]
}

/** The financial years that have a figure, or arithmetic that gives none, and the plan year, in order. */
export function yearsOf(plan: Plan): FinancialYear[] {
  const years = new Set<FinancialYear>()
  for (const amount of plan.amount.values()) years.add(amount.year)
  for (const { year } of plan.formulaError.values()) years.add(year)
  const { planYear } = detailsOf(plan)
  if (planYear) years.add(planYear)
  return [...years].sort()
}
