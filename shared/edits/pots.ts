/**
 * Intents about pots: drawing one down, and changing or removing a drawdown. A drawdown is a record of what the money went
 * to: it changes no line's budget, also not that of the line it is for.
 * Example: `drawDown(plan, {lineId, year, pence, service: 'MARAC IDVA', decision: 'EXE0003/20'}, newId)`.
 */
import { type Change, rowTo } from '../change.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import { formatMoney, toPence } from '../money.ts'
import type { Plan } from '../plan.ts'
import { type Drawdown, potOf } from '../pots.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import { startOf } from '../years.ts'

/** A drawdown as it is entered. `overspend` confirms that it may go beyond what is left. */
export type DrawdownIntent = Pick<Drawdown, 'pence' | 'service'> &
  Partial<Pick<Drawdown, 'date' | 'description' | 'decision' | 'toLineId'>> & { overspend?: boolean }

/** Tidies a drawdown and refuses what cannot be drawn. */
function checked(plan: Plan, drawdown: Drawdown, overspend: boolean): Drawdown {
  const { lineId, year, pence, date, toLineId } = drawdown
  const line = lineOf(plan, lineId)
  const name = lineLabel(plan, line)
  const service = drawdown.service.trim()
  if (service === '')
    throw new Refusal(`It was not said what is paid for out of “${name}”, so nothing was drawn; name the service.`)
  if (pence <= 0) throw new Refusal('The amount to draw must be above £0, so nothing was drawn; type an amount.')
  if (date !== null && (date < `${startOf(year)}-04-01` || date > `${startOf(year) + 1}-03-31`))
    throw new Refusal(
      `${date} is not in ${year}, so nothing was drawn; give a date from 1 April ${startOf(year)} to 31 March ${startOf(year) + 1}, or none.`,
    )
  if (toLineId === lineId)
    throw new Refusal(`“${name}” cannot be drawn down into itself, so nothing was drawn; choose another line or none.`)
  if (toLineId !== null) lineOf(plan, toLineId)
  const { budget, drawn } = potOf(plan, line, year)
  if (budget === null)
    throw new Refusal(`“${name}” has no budget in ${year}, so nothing was drawn; enter what the pot has first.`)
  const held = plan.drawdown.get(drawdown.id)
  const left = budget - drawn + (held && held.lineId === lineId && held.year === year ? held.pence : 0)
  if (pence > left && !overspend)
    throw new Refusal(
      `“${name}” has ${formatMoney(toPence(left))} left in ${year}, so ${formatMoney(pence)} was not drawn; draw less, or confirm it as an overspend.`,
    )
  return {
    ...drawdown,
    pence: toPence(pence),
    service,
    description: drawdown.description?.trim() || null,
    decision: drawdown.decision?.trim() || null,
    limit: pence > left ? 'overspend' : 'within',
  }
}

const what = ({ pence, service, year }: Drawdown, name: string) =>
  `${formatMoney(pence)} from ${name} in ${year} for ${service}`

/**
 * Draws on a pot.
 * @throws Refusal when more is drawn than is left and that is not confirmed as an overspend
 */
export function drawDown(
  plan: Plan,
  { overspend = false, ...intent }: DrawdownIntent & Pick<Drawdown, 'lineId' | 'year'>,
  newId: NewId,
): Change {
  const line = lineOf(plan, intent.lineId)
  const last = Math.max(0, ...[...plan.drawdown.by('lineId', line.id)].map(({ position }) => position))
  const row: Drawdown = {
    date: null,
    description: null,
    decision: null,
    toLineId: null,
    limit: 'within',
    ...intent,
    id: newId(),
    position: last + 1,
  }
  const drawdown = checked(plan, row, overspend)
  return changeOf(`draw ${what(drawdown, lineLabel(plan, line))}`, [rowTo(plan, 'drawdown', drawdown.id, drawdown)])
}

function drawdownOf(plan: Plan, id: string): Drawdown {
  const drawdown = plan.drawdown.get(id)
  if (!drawdown) throw new Refusal('That drawdown is no longer in the plan; nothing was changed, so choose another.')
  return drawdown
}

/** Changes a drawdown. One that was confirmed as an overspend stays so up to its amount. */
export function changeDrawdown(
  plan: Plan,
  { id, overspend = false, ...intent }: { id: string } & Partial<DrawdownIntent>,
): Change {
  const held = drawdownOf(plan, id)
  const confirmed = held.limit === 'overspend' && (intent.pence ?? held.pence) <= held.pence
  const drawdown = checked(plan, { ...held, ...intent }, overspend || confirmed)
  return changeOf(`change the drawdown of ${what(held, lineLabel(plan, lineOf(plan, held.lineId)))}`, [
    rowTo(plan, 'drawdown', id, drawdown),
  ])
}

/** Takes a drawdown out of the plan; its money is in the pot again. */
export function removeDrawdown(plan: Plan, id: string): Change {
  const held = drawdownOf(plan, id)
  return changeOf(`remove the drawdown of ${what(held, lineLabel(plan, lineOf(plan, held.lineId)))}`, [
    rowTo(plan, 'drawdown', id, null),
  ])
}
