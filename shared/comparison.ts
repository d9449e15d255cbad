/**
 * Two plans side by side for a year: the plan and an option, or two options, by priority and by line.
 * Example: the plan beside “5% cut to grants”: Victims 1,395,707 and 1,380,000, a difference of −15,707 or −1.1%.
 */
import { sameRow } from './change.ts'
import { fundingOf } from './funding.ts'
import type { Line } from './model.ts'
import { type BasisPoints, changeInBasisPoints, type Pence } from './money.ts'
import { amountOf, linesInOrder, type Plan, prioritiesInOrder } from './plan.ts'
import type { FinancialYear } from './years.ts'

/** Two budgets. A blank on one side counts as nothing in the difference; on both sides there is none. */
export interface Compared {
  a: Pence | null
  b: Pence | null
  /** b less a. */
  difference: Pence | null
  share: BasisPoints | null
}

export interface ComparedPriority extends Compared {
  /** Null for lines without a priority. */
  id: string | null
  name: string | null
}

export interface ComparedLine extends Compared {
  id: string
  service: string
  provider: string | null
  /** The priority's name in each; null for none, or where the line is not there. */
  priorityA: string | null
  priorityB: string | null
  /** What else differs, in words. */
  notes: string[]
}

export interface Comparison {
  priorities: ComparedPriority[]
  lines: ComparedLine[]
  total: Compared
}

/** What differs from one budget to the other. */
export function compared(a: Pence | null, b: Pence | null): Compared {
  const difference = a === null && b === null ? null : (((b ?? 0) - (a ?? 0)) as Pence)
  return { a, b, difference, share: changeInBasisPoints(a, b) }
}

const add = (sums: Map<string, Pence>, key: string, pence: Pence | null) => {
  if (pence !== null) sums.set(key, ((sums.get(key) ?? 0) + pence) as Pence)
}

/** What each source pays of a line, by its name: the same money under two ids is no difference. */
function paidBy(plan: Plan, lineId: string, year: FinancialYear): Record<string, number> {
  const paid: Record<string, number> = {}
  for (const [id, pence] of fundingOf(plan, lineId, year).shares) {
    const name = plan.source.get(id)?.name ?? id
    paid[name] = (paid[name] ?? 0) + pence
  }
  return paid
}

function notesOn(a: Plan, b: Plan, [inA, inB]: [Line | undefined, Line | undefined], year: FinancialYear): string[] {
  if (!inA) return ['only on the right']
  if (!inB) return ['only on the left']
  const notes: string[] = []
  if (inA.priorityId !== inB.priorityId) notes.push('moved')
  if (inA !== inB && !sameRow({ ...inA, priorityId: null }, { ...inB, priorityId: null })) notes.push('details differ')
  if (a.split !== b.split && !sameRow(paidBy(a, inA.id, year), paidBy(b, inB.id, year))) notes.push('funding differs')
  return notes
}

/** Compares two plans in a year, lines and priorities in the order of the paper. */
export function comparePlans(a: Plan, b: Plan, year: FinancialYear): Comparison {
  const sums = { a: new Map<string, Pence>(), b: new Map<string, Pence>() }
  const lines = linesInOrder(a)
  for (const line of linesInOrder(b)) if (!a.line.has(line.id)) lines.push(line)
  const nameIn = (plan: Plan, line: Line | undefined) => plan.priority.get(line?.priorityId ?? '')?.name ?? null
  const rows = lines.map((line): ComparedLine => {
    const both: [Line | undefined, Line | undefined] = [a.line.get(line.id), b.line.get(line.id)]
    const pence = [amountOf(a, line.id, year, 'budget'), amountOf(b, line.id, year, 'budget')] as const
    add(sums.a, both[0]?.priorityId ?? '', pence[0])
    add(sums.b, both[1]?.priorityId ?? '', pence[1])
    add(sums.a, '*', pence[0])
    add(sums.b, '*', pence[1])
    const { id, service, provider } = both[1] ?? line
    const names = { priorityA: nameIn(a, both[0]), priorityB: nameIn(b, both[1]) }
    return { id, service, provider, ...names, ...compared(...pence), notes: notesOn(a, b, both, year) }
  })
  const priorities = prioritiesInOrder(b).map(({ id, name }) => ({
    id: id as string | null,
    name: name as string | null,
  }))
  for (const { id, name } of prioritiesInOrder(a)) if (!b.priority.has(id)) priorities.push({ id, name })
  priorities.push({ id: null, name: null })
  const sumOf = (key: string) => compared(sums.a.get(key) ?? null, sums.b.get(key) ?? null)
  return {
    priorities: priorities
      .map(({ id, name }) => ({ id, name, ...sumOf(id ?? '') }))
      .filter(({ a: left, b: right }) => left !== null || right !== null),
    lines: rows,
    total: sumOf('*'),
  }
}

/** Does a line differ in anything? */
export function differs({ difference, a, b, notes }: ComparedLine): boolean {
  return (difference ?? 0) !== 0 || (a === null) !== (b === null) || notes.length > 0
}
