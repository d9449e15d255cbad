/**
 * What is typed into the cell of a figure: an amount, arithmetic after “=”, or arithmetic on what the cell holds. Example:
 * “+2%” in a cell of £558,322 is kept as `=558322*(1+2%)`, so that it stays true and says where it comes from.
 *
 * “-5000” and “+5000” are the amounts −£5,000 and £5,000, as in Excel and as in a paste; to take £5,000 off, or to add it,
 * “-=5000” and “+=5000” are typed.
 */
import { workOut } from '../arithmetic/evaluating.ts'
import { parse } from '../arithmetic/parse.ts'
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, figureName, lineOf } from '../edits.ts'
import { expressionAt, type FigureAt, heldAt, type Known, knownExpression } from '../expressions.ts'
import { amountId } from '../model.ts'
import { formatMoney, type Pence, plainPounds, readAmount } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'

/** What was typed: nothing, an amount, or arithmetic as it is kept. */
export type Typed = { kind: 'blank' } | { kind: 'amount'; pence: Pence } | { kind: 'expression'; expression: string }

/** What a cell holds, for arithmetic on it. */
export interface HeldText {
  /** Null when it is blank, or its arithmetic gives no amount. */
  pence: Pence | null
  expression: string | null
}

const RELATIVE_PERCENT = /^([-−–+])\s*(\d[\d,]*(?:\.\d+)?|\.\d+)\s*%$/
const RELATIVE_FACTOR = /^[*×/÷]/
const RELATIVE_SUM = /^([-−–+])=\s*/
/** Above this the arithmetic that a cell holds is replaced by what it comes to. */
const LONGEST_KEPT = 300

/**
 * Reads what was typed into a figure's cell.
 * @param held what the cell holds
 * @throws Refusal (of arithmetic a Misread, which knows where) when it cannot be read, or there is nothing to work on
 */
export function readFigureTyped(typed: string, held: HeldText): Typed {
  const text = typed.trim()
  if (text === '') return { kind: 'blank' }
  if (text.startsWith('=')) return { kind: 'expression', expression: parse(typed).text }
  const relative = relativeTo(text, held)
  if (relative !== null) return { kind: 'expression', expression: parse(relative).text }
  const reading = readAmount(text)
  if (reading.kind === 'amount' && (reading.words ?? reading.mark) !== null)
    throw new Refusal(
      `“${text.slice(0, 80)}” says more than an amount, so the figure was kept; type ${plainPounds(reading.pence)}, and the rest as a note.`,
    )
  if (reading.kind === 'amount') return { kind: 'amount', pence: reading.pence }
  const meant =
    reading.kind === 'malformed' && reading.suggestion !== null
      ? `did you mean ${formatMoney(reading.suggestion)}?`
      : /^\d[\d.]*\s*%$/.test(text)
        ? `type +${text} to raise it by that, or -${text} to lower it.`
        : 'type pounds, such as 12,500, or arithmetic, such as =558322*1.02.'
  throw new Refusal(`“${text.slice(0, 80)}” is not an amount, so the figure was kept; ${meant}`)
}

/** Arithmetic on what the cell holds, written out; null when what was typed is none. */
function relativeTo(text: string, held: HeldText): string | null {
  const percent = RELATIVE_PERCENT.exec(text)
  const sum = RELATIVE_SUM.exec(text)
  if (!percent && !sum && !RELATIVE_FACTOR.test(text)) return null
  const known = held.expression === null ? null : knownExpression(held.expression)
  if (held.pence === null && known === null)
    throw new Refusal(
      `“${text.slice(0, 80)}” works on the amount that a cell holds, and this cell is blank, so nothing was changed; type an amount first.`,
    )
  const sign = (written: string) => (written === '+' ? '+' : '-')
  if (sum) {
    // What follows is taken off as a whole.
    const by = text.slice(sum[0].length)
    const isSum = parse(by).tree.kind === 'sum'
    return `=${baseOf(held.pence, known, false)}${sign(sum[1]!)}${isSum ? `(${by})` : by}`
  }
  const base = baseOf(held.pence, known, true)
  return percent ? `=${base}*(1${sign(percent[1]!)}${percent[2]!}%)` : `=${base}${text}`
}

/** What a cell holds, as the beginning of more arithmetic. @param factor whether it is to be multiplied */
function baseOf(pence: Pence | null, known: Known | null, factor: boolean): string {
  if (known && (pence === null || known.text.length <= LONGEST_KEPT)) {
    const text = known.text.slice(1).trim()
    return factor && known.tree.kind === 'sum' ? `(${text})` : text
  }
  return plainPounds(pence ?? (0 as Pence))
}

/**
 * The rows by which a figure becomes what was typed; none where it is that already.
 * @throws Refusal as {@link readFigureTyped} does
 */
export function figureRows(plan: Plan, at: FigureAt, typed: string): RowChange[] {
  const { lineId, year, measure } = at
  const id = amountId(lineId, year, measure)
  const [amount, error] = [plan.amount.get(id) ?? null, plan.formulaError.get(id) ?? null]
  const read = readFigureTyped(typed, { pence: amount?.pence ?? null, expression: expressionAt(plan, at) })
  const rows = (set: typeof amount, failed: typeof error): RowChange[] => {
    const changes: RowChange[] = []
    const same = amount && set && amount.pence === set.pence && amount.expression === set.expression
    if (!same && (amount || set)) changes.push(rowTo(plan, 'amount', id, set))
    if (error || failed) changes.push(rowTo(plan, 'formulaError', id, failed))
    return changes
  }
  if (read.kind === 'blank') return rows(null, null)
  const place = { id, lineId, year, measure }
  if (read.kind === 'amount') return rows({ ...place, pence: read.pence, expression: null, origin: null }, null)
  const { expression } = read
  // A cell that leads back to itself is found once everything that refers to it is worked out.
  const outcome = workOut(parse(expression).tree, (figure) => heldAt(plan, { lineId, ...figure }))
  if ('pence' in outcome) return rows({ ...place, pence: outcome.pence, expression, origin: null }, null)
  return rows(null, { ...place, expression, error: outcome.error })
}

/** Sets a figure to what was typed; empty text clears it. @throws Refusal when it cannot be read */
export function typeFigure(plan: Plan, { typed, ...at }: FigureAt & { typed: string }): Change {
  const line = lineOf(plan, at.lineId)
  const what = `${lineLabel(plan, line)} ${figureName(at.year, at.measure)}`
  return changeOf(`${typed.trim() === '' ? 'clear' : 'set'} ${what}`, figureRows(plan, at, typed))
}
