/**
 * What a check is, whoever finds it. Example: `{severity: 'warning', kind: 'funding gap', where: '2022/23', message: …}`.
 */
import type { Change } from '../change.ts'
import type { Clawbacks } from '../clawback.ts'
import type { Funding } from '../funding.ts'
import type { Line } from '../model.ts'
import { formatMoney, type Pence } from '../money.ts'
import type { Plan } from '../plan.ts'
import type { Totals } from '../totals.ts'

/** error: it cannot stand as it is; warning: look at it; note: worth knowing. In the order in which they are shown. */
export const severities = ['error', 'warning', 'note'] as const
export type Severity = (typeof severities)[number]

/** Every kind of check, with why it matters. */
export const reasons = {
  statement: 'A figure in the paper’s text that the plan does not come to will be found by its first reader.',
  'stated figure': 'A total that its own lines do not come to makes the rest of the workbook doubtful.',
  'unread amount': 'A figure that is left blank is missing from every sum.',
  'no plan year': 'Without it the program cannot tell this year from next year.',
  'funding gap': 'What is budgeted and not funded has to be found or cut.',
  'not all allocated': 'Money that no line uses may have to go back, or could meet a gap.',
  'not confirmed': 'Should it not come, there is a gap.',
  'over-allocated': 'The same money is spent twice.',
  'outside ring-fence': 'Ring-fenced money that is spent elsewhere has to be paid back.',
  'splits do not add up': 'A line that is paid for twice, or in part, makes the funding wrong.',
  'funding ends': 'A reserve is used up once; the service goes on.',
  'grant to return': 'Unspent grant is the funder’s; it is not an underspend of the office.',
  'reserve below zero': 'Money that is not there cannot be spent.',
  'reserve below minimum': 'The minimum is what the office decided to keep against risk.',
  'reserve not known': 'Without its opening balance nobody can tell whether it lasts.',
  'carried too much': 'More is set aside than is left over.',
  'may not be carried': 'Money that its funder does not let be carried forward has to go back.',
  'underspend undecided': 'What nobody decides about is lost at the year’s end.',
  'pot overdrawn': 'More was drawn than the pot holds.',
  'beyond contract': 'A budget without a contract behind it may not be spent as planned.',
  'award not in the plan': 'Money that is secured could fund lines.',
  'no priority': 'It stands outside every subtotal of the paper.',
  'no amount': 'A figure without an amount is missing from every sum.',
  'same service twice': 'A line that was entered twice is paid for twice.',
} as const satisfies Record<string, string>
export type CheckKind = keyof typeof reasons

/** One thing to look at. */
export interface Check {
  /** Names the check for as long as its cause lasts. */
  id: string
  severity: Severity
  kind: CheckKind
  /** Words: a line and a year, or a cell of a workbook. */
  where: string
  /** What is the matter, in a sentence; then what explains it, or why it was accepted. */
  message: string
  /** The line it is about, if one. */
  lineId: string | null
  /** The statement it is about, if one. */
  statementId: string | null
  /** What accepting it as it stands would accept; null where it cannot be accepted. */
  accept: { id: string; pence: number | null } | null
  /** Has it been accepted as it stands? */
  accepted: boolean
}

/** A check as it is found, before anyone's acceptance. `pence` is the figure that an acceptance holds for. */
export type Found = Pick<Check, 'id' | 'severity' | 'kind' | 'where' | 'message'> &
  Partial<Pick<Check, 'lineId' | 'statementId'>> & { pence?: number | null; acceptable?: boolean; acceptId?: string }

/** A finding with what was accepted about it: a note while it is the same, else as it was, saying so. */
export function checkOf(plan: Plan, { pence = null, acceptable = true, acceptId, ...found }: Found): Check {
  const accept = acceptable ? { id: acceptId ?? found.id, pence } : null
  const check: Check = { lineId: null, statementId: null, ...found, accept, accepted: false }
  const acceptance = accept && plan.acceptance.get(accept.id)
  if (!acceptance) return check
  if (acceptance.pence === pence)
    return { ...check, severity: 'note', message: `${check.message} Accepted: ${acceptance.reason}`, accepted: true }
  const before = acceptance.pence === null ? '' : ` of ${formatMoney(Math.abs(acceptance.pence) as Pence)}`
  const lapsed = `A difference${before} was accepted (${acceptance.reason}), which no longer holds.`
  return { ...check, message: `${check.message} ${lapsed}` }
}

/** What the finders look at: the plan, and its sums as they are kept up to date. */
export interface Ground {
  plan: Plan
  funding: Funding
  clawbacks: Clawbacks
  /** By priority. */
  totals: Totals
}

/** The subjects of a kind of check, and which of them a Change may have altered. */
export interface Finder {
  /** All there are, by id. */
  subjects: (ground: Ground) => Iterable<string>
  /** Those that a Change, which was applied, bears on. */
  touched: (ground: Ground, change: Change) => Iterable<string>
  /** What is the matter with one of them; nothing when it is not there. */
  find: (ground: Ground, subject: string) => Found[]
}

/** A line's name in a check. */
export type Names = (line: Line) => string

/** Names for many lines at once, with the provider where several share a service. */
export function namesOf(lines: readonly Line[]): Names {
  const counts = new Map<string, number>()
  for (const { service } of lines) counts.set(service, (counts.get(service) ?? 0) + 1)
  return ({ service, provider }) => (counts.get(service)! > 1 && provider ? `${service} (${provider})` : service)
}
