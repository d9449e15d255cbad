/**
 * Intents of finding and replacing in the texts of budget lines. Figures, names of priorities and notes are left alone.
 * Example: replacing “Catch 22” by “Catch22” in 7 cells of 5 lines is one Change, and one undo takes it back.
 */

import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, lineOf, type TextField, textFields } from '../edits.ts'
import type { Line } from '../model.ts'
import { formatCount } from '../money.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'

/** The longest text that a cell of a line holds. */
const LONGEST = 32_767

/** What is looked for, and where. `field` null is every text of a line. */
export interface Sought {
  text: string
  matchCase: boolean
  /** Only cells that hold nothing else. */
  wholeCell: boolean
  field: TextField | null
}

/** A cell that holds what is looked for. */
export interface Match {
  lineId: string
  field: TextField
  text: string
}

function patternOf({ text, matchCase, wholeCell }: Sought): RegExp {
  const plain = text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replaceAll('\\-', '[-]')
  return new RegExp(wholeCell ? `^\\s*${plain}\\s*$` : plain, matchCase ? 'gu' : 'giu')
}

/**
 * The cells that hold what is looked for, line by line in the order given. Nothing is found of an empty text.
 * @param lineIds the lines to look through
 */
export function matchesOf(plan: Plan, sought: Sought, lineIds: Iterable<string>): Match[] {
  if (sought.text === '') return []
  const pattern = patternOf(sought)
  const fields = sought.field === null ? textFields : [sought.field]
  const found: Match[] = []
  for (const lineId of lineIds) {
    const line = plan.line.get(lineId)
    if (!line) continue
    for (const field of fields) {
      const text = line[field]
      if (text === null) continue
      pattern.lastIndex = 0
      if (pattern.test(text)) found.push({ lineId, field, text })
    }
  }
  return found
}

/** What a text becomes. @example replaced('Catch 22 and catch 22', sought, 'Catch22') // 'Catch22 and Catch22' */
export function replaced(text: string, sought: Sought, by: string): string {
  return text.replace(patternOf(sought), () => by).trim()
}

/**
 * Replaces in the cells given; those that no longer hold what is looked for are left as they are. A text that becomes empty
 * is cleared.
 * @throws Refusal when a line would lose its name, or a text would be too long
 */
export function replaceTexts(
  plan: Plan,
  sought: Sought,
  by: string,
  cells: readonly Pick<Match, 'lineId' | 'field'>[],
): Change {
  const lines = new Map<string, Line>()
  let count = 0
  for (const { lineId, field } of cells) {
    const line = lines.get(lineId) ?? lineOf(plan, lineId)
    const text = line[field]
    if (text === null) continue
    const after = replaced(text, sought, by)
    if (after === text) continue
    if (after === '' && field === 'service')
      throw new Refusal(
        `“${text}” would be left without a name, so nothing was replaced; look in another column, or replace by a name.`,
      )
    if (after.length > LONGEST)
      throw new Refusal(`A text of “${line.service}” would be longer than 32,767 characters, so nothing was replaced.`)
    lines.set(lineId, { ...line, [field]: after === '' ? null : after })
    count++
  }
  const rows: RowChange[] = [...lines].map(([id, line]) => rowTo(plan, 'line', id, line))
  const where = count === 1 ? '1 cell' : `${formatCount(count)} cells`
  return changeOf(`replace “${sought.text}” by “${by}” in ${where}`, rows)
}
