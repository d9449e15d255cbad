/**
 * The work of a process that is to be killed: edits of every size, undone and done again, the same each time for the same plan
 * and seed, so that whoever looks afterwards knows what they were. Whatever they do, the budgets come to the same total.
 * Example: `workOf(plan, head, random, 'r7')` gives "move £12 from Line 3 to Line 9", or asks for an undo.
 */
import { type Change, type RowChange, rowTo } from '../../shared/change.ts'
import { vire } from '../../shared/edits/virement.ts'
import { blankLine, setText } from '../../shared/edits.ts'
import type { HistoryHead } from '../../shared/ipc.ts'
import { amountId, pairId, splitId } from '../../shared/model.ts'
import type { Pence } from '../../shared/money.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { yearFrom } from '../../shared/years.ts'

export const year = yearFrom(2020)
/** What the budgets always come to, in pence. */
export const TOTAL = 12_000_000

/** Numbers from 0 up to 1, the same each time for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const budget = (lineId: string, pence: number) => ({
  id: amountId(lineId, year, 'budget'),
  lineId,
  year,
  measure: 'budget' as const,
  pence: pence as Pence,
  expression: null,
  origin: null,
})

/** Twelve lines of £10,000, two sources, and who pays. */
export function firstWork(): Change {
  const plan = planOf()
  const rows: RowChange[] = []
  for (const [index, id] of ['core', 'grant'].entries()) {
    const source = { id, name: id, kind: 'grant' as const, carry: 'no' as const, reserveId: null, conditions: null }
    rows.push(rowTo(plan, 'source', id, { ...source, position: index }))
    const available = { id: pairId(id, year), sourceId: id, year, pence: TOTAL as Pence, note: null }
    rows.push(rowTo(plan, 'availability', available.id, { ...available, status: 'confirmed' }))
  }
  for (let number = 1; number <= 12; number++) {
    const id = `line ${number}`
    rows.push(rowTo(plan, 'line', id, blankLine({ id, service: `Line ${number}`, position: number })))
    rows.push(rowTo(plan, 'amount', budget(id, 0).id, budget(id, TOTAL / 12)))
    const split = { id: splitId(id, 'core', year), lineId: id, sourceId: 'core', year, pence: null }
    rows.push(rowTo(plan, 'split', split.id, split))
  }
  return { label: 'the first work', rows }
}

/** What is done next: a Change to commit, or a step back or forth. */
export type Work = Change | 'undo' | 'redo'

/** @param name makes ids that no other piece of work makes */
export function workOf(plan: Plan, head: HistoryHead, random: () => number, name: string): Work {
  const among = (count: number) => Math.floor(random() * count)
  const what = random()
  if (what < 0.12 && head.undo !== null && head.undo !== 'the first work') return 'undo'
  if (what < 0.2 && head.redo !== null) return 'redo'
  const lines = [...plan.line.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const line = lines[among(lines.length)]!
  const held = (id: string) => plan.amount.get(amountId(id, year, 'budget'))?.pence ?? 0
  if (what < 0.55) {
    const [to, size] = [lines[among(lines.length)]!, 1 + among(1_000)]
    if (to.id !== line.id && held(line.id) >= size)
      return vire(plan, { year, fromLineId: line.id, toLineId: to.id, pence: size as Pence, reason: name }, () => name)
  }
  if (what < 0.7) return setText(plan, { lineId: line.id, field: 'owner', value: `Owner ${name}` })
  if (what < 0.8) {
    const note = {
      id: name,
      lineId: line.id,
      year: null,
      measure: null,
      mark: null,
      text: 'x'.repeat(1 + among(9_000)),
    }
    return { label: `note ${name}`, rows: [rowTo(plan, 'note', name, { ...note, position: 1, origin: null })] }
  }
  // Every budget at once, handed on to the next line, and new lines that take and give the same.
  const rows = lines.map((one, index) => {
    const pence = held(lines[(index + 1) % lines.length]!.id)
    return rowTo(plan, 'amount', budget(one.id, 0).id, budget(one.id, pence))
  })
  for (let pair = 0; pair < (what < 0.9 ? 0 : 1 + among(6)); pair++)
    for (const sign of [1, -1]) {
      const id = `${name} ${pair} ${sign}`
      rows.push(rowTo(plan, 'line', id, blankLine({ id, service: id, position: 100 + pair })))
      rows.push(rowTo(plan, 'amount', budget(id, 0).id, budget(id, sign * 100 * pair)))
    }
  return { label: `all of it ${name}`, rows: rows.filter(({ before, after }) => before !== after) }
}
