/**
 * Everything in the plan that does not add up or is not yet decided: one live list, never stored. Each check is about a
 * subject (a line, a source, a reserve, a year …), and a Change looks again only at the subjects it bears on. Example
 * (Leicestershire): the error "“total expenditure £4,385,961” states £4,385,961 and the plan comes to £4,395,961, which
 * differs by £10,000."
 */
import type { Change } from './change.ts'
import { type Check, checkOf, type Finder, type Ground, type Severity, severities } from './checks/found.ts'
import { lineChecks } from './checks/lines.ts'
import { reserveChecks, sourceChecks, yearChecks } from './checks/money.ts'
import { importChecks, planChecks, statementChecks } from './checks/papers.ts'
import { Clawbacks } from './clawback.ts'
import { Funding } from './funding.ts'
import type { Plan } from './plan.ts'
import { Totals } from './totals.ts'

export * from './checks/found.ts'

/** In the order in which their checks are shown. */
const finders: readonly Finder[] = [
  statementChecks,
  importChecks,
  planChecks,
  yearChecks,
  sourceChecks,
  reserveChecks,
  lineChecks,
]

/** The live checks of a plan. Nothing is looked for before it is asked for. */
export class Checks {
  #ground: Ground
  /** What was found, by finder and subject; subjects in order have none. */
  #found = finders.map(() => new Map<string, Check[]>())
  /** The subjects to look at again. */
  #waiting = finders.map(() => new Set<string>())
  /** What an acceptance is about: finder and subject, by its id. */
  #accepting = new Map<string, { finder: number; subject: string }>()
  #counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 }

  constructor(ground: Ground) {
    this.#ground = ground
    for (const [index, { subjects }] of finders.entries())
      for (const subject of subjects(ground)) this.#waiting[index]!.add(subject)
  }

  /** Takes in a Change that was applied to the plan, and taken in by its sums. */
  update(change: Change): void {
    for (const [index, { touched }] of finders.entries())
      for (const subject of touched(this.#ground, change)) this.#waiting[index]!.add(subject)
    for (const { table, id } of change.rows) {
      const about = table === 'acceptance' ? this.#accepting.get(id) : undefined
      if (about) this.#waiting[about.finder]!.add(about.subject)
    }
  }

  /** How many checks of each severity. */
  counts(): Readonly<Record<Severity, number>> {
    this.#look()
    return { ...this.#counts }
  }

  /** What was found of one line, errors first. */
  ofLine(lineId: string): Check[] {
    this.#look()
    const own = this.#found[finders.indexOf(lineChecks)]!.get(lineId) ?? []
    return severities.flatMap((severity) => own.filter((check) => check.severity === severity))
  }

  /** Every check: errors, then warnings, then notes; those of lines in the order of the paper. */
  list(): Check[] {
    this.#look()
    const { plan } = this.#ground
    const checks = this.#found.flatMap((found, index) => {
      const inOrder = finders[index] === lineChecks ? orderOfLines(plan, found.keys()) : [...found.keys()].sort()
      return inOrder.flatMap((subject) => found.get(subject)!)
    })
    return severities.flatMap((severity) => checks.filter((check) => check.severity === severity))
  }

  /** Looks at what is to be looked at, with a pause now and then, so that asking takes no time afterwards. */
  async look(pause: () => Promise<void>): Promise<void> {
    for (const _ of this.#looking()) await pause()
  }

  #look(): void {
    for (const _ of this.#looking());
  }

  /** Looks at one subject after another. */
  *#looking(): Generator<void> {
    const { plan } = this.#ground
    for (const [index, waiting] of this.#waiting.entries()) {
      for (const subject of waiting) {
        const found = this.#found[index]!
        const before = found.get(subject) ?? NONE
        const checks = finders[index]!.find(this.#ground, subject).map((one) => checkOf(plan, one))
        if (checks.length > 0) found.set(subject, checks)
        else if (before.length > 0) found.delete(subject)
        if (!alike(before, checks)) this.#recount(before, checks, { finder: index, subject })
        waiting.delete(subject)
        yield
      }
    }
  }

  #recount(before: readonly Check[], after: readonly Check[], about: { finder: number; subject: string }): void {
    for (const { severity, accept } of before) {
      this.#counts[severity]--
      if (accept) this.#accepting.delete(accept.id)
    }
    for (const { severity, accept } of after) {
      this.#counts[severity]++
      if (accept) this.#accepting.set(accept.id, about)
    }
  }
}

const NONE: readonly Check[] = []

/** Do two lists count the same, and can they be accepted by the same ids? */
function alike(before: readonly Check[], after: readonly Check[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ id, severity }, place) => id === after[place]!.id && severity === after[place]!.severity)
  )
}

function orderOfLines(plan: Plan, ids: Iterable<string>): string[] {
  const lines = [...ids].flatMap((id) => plan.line.get(id) ?? [])
  return lines.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
}

/** Every check of a plan, from scratch. */
export function checksOf(plan: Plan): Check[] {
  const [funding, clawbacks, totals] = [new Funding(plan), new Clawbacks(plan), new Totals(plan, 'priority')]
  return new Checks({ plan, funding, clawbacks, totals }).list()
}

/** How many checks of each severity there are in a list. */
export function countChecks(checks: readonly Check[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, note: 0 }
  for (const { severity } of checks) counts[severity]++
  return counts
}
