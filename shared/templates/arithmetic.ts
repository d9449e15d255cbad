/**
 * The arithmetic that a figure was typed as, as a live formula in its line's row: figures of other years become the cells of
 * the row that show them. Example: `=[2020/21]*1.02` beside a 2020/21 in E6 is `ROUND(E6*1.02,2)`. The formula is only ever
 * written from what was read as arithmetic, and only where it comes to the plan's own amount.
 */
import { workOut } from '../arithmetic/evaluating.ts'
import type { FigureReference } from '../arithmetic/tree.ts'
import { excelFormula } from '../arithmetic/writing.ts'
import { heldAt, knownExpression } from '../expressions.ts'
import { amountId, isMeasure, type Measure } from '../model.ts'
import { plainPounds } from '../money.ts'
import { address } from '../sheet.ts'
import type { TemplateCell } from './bands.ts'
import { type Env, yearAsked } from './figures.ts'
import type { FilledValue } from './filling.ts'
import type { Query } from './parse.ts'
import type { Placed } from './placing.ts'
import { isAsText, scaled } from './values.ts'

/** Is it a line's own figure, as it stands in the plan? */
function isFigure({ band, field, percent, place }: Query): boolean {
  return band === 'line' && !percent && place === undefined && isMeasure(field)
}

/** The formula of a line's figure, with its value; null where it is not arithmetic, or not that of a whole line. */
export function liveFormula(env: Env, row: Placed, { alone }: TemplateCell): FilledValue | null {
  const item = row.context.item
  if (!alone || !item || item.place !== null || !isFigure(alone) || isAsText(alone)) return null
  const { plan } = env
  const lineId = item.line.id
  const amount = plan.amount.get(amountId(lineId, yearAsked(env, alone), alone.field as Measure))
  const known = amount?.expression ? knownExpression(amount.expression) : null
  if (!amount || !known) return null
  if (leadsTo(env, lineId, amount.id, known.figures)) return null
  const outcome = workOut(known.tree, (figure) => heldAt(plan, { lineId, ...figure }))
  if (!('pence' in outcome) || outcome.pence !== amount.pence) return null
  const unit = alone.unit ?? env.unit
  const formula = excelFormula(known.tree, {
    stand: (figure) => standFor(env, row, lineId, figure),
    unit,
    exact: outcome.exact && known.figures.length === 0,
  })
  return formula === null ? null : { kind: 'formula', formula, value: scaled(amount.pence, unit) }
}

/** Does one of these figures depend on this one? Only in a stranger's file; in a sheet that would be a circle. */
function leadsTo({ plan }: Env, lineId: string, id: string, figures: readonly FigureReference[]): boolean {
  const seen = new Set<string>()
  const look = (found: readonly FigureReference[]): boolean =>
    found.some(({ year, measure }) => {
      const next = amountId(lineId, year, measure)
      if (next === id) return true
      if (seen.has(next)) return false
      seen.add(next)
      return look(knownExpression(plan.amount.get(next)?.expression ?? '')?.figures ?? [])
    })
  return look(figures)
}

/** What stands for a figure in a row: the cell that shows it, in pounds, else its value; null for a blank. */
function standFor(env: Env, row: Placed, lineId: string, figure: FigureReference): string | null {
  const held = heldAt(env.plan, { lineId, ...figure })
  const cell = row.from.cells.find(
    ({ alone }) =>
      alone &&
      isFigure(alone) &&
      !isAsText(alone) &&
      alone.field === figure.measure &&
      yearAsked(env, alone) === figure.year,
  )
  const unit = cell?.alone?.unit ?? env.unit
  // A blank cell times 1,000 would be nil, and one with words in it an error.
  if (cell && (held !== null || (unit === 1 && cell.alone!.or === null))) {
    const at = address(row.row, cell.column)
    return unit === 1 ? at : `(${at}*${unit})`
  }
  if (typeof held !== 'number') return null
  return held < 0 ? `(${plainPounds(held)})` : plainPounds(held)
}
