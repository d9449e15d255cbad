/**
 * What changed as a table: by priority each line that differs, with what it was and is, and the subtotals; in the window and, with
 * the sentences above it, for Word. The changes of a section's lines add up to that of its subtotal.
 * Example: "Victim First, 543,752, 558,322, +14,570, +2.7%".
 */
import { type Compared, compared } from '../comparison.ts'
import type { Measure } from '../model.ts'
import { formatMoney, type Pence } from '../money.ts'
import { effectsOf } from './clauses.ts'
import type { Differences, LineChange, PriorityChange } from './differences.ts'

export interface ChangeRow extends Compared {
  kind: 'heading' | 'line' | 'subtotal' | 'total'
  /** Unique among the rows. */
  id: string
  /** The line, where it is in the plan now. */
  lineId: string | null
  name: string
  /** What else there is to say, each in a few words. */
  words: string[]
}

const MEASURES: Record<Measure, string> = { budget: 'budget', forecast: 'forecast outturn', actual: 'actual' }
const NOTHING: Compared = { a: null, b: null, difference: null, share: null }

const money = (pence: Pence | null) => (pence === null ? 'blank' : formatMoney(pence))
const text = (value: string | null) => (value === null ? 'blank' : `“${value}”`)

/** What became of a line besides its budget of the year. @param here the priority that it is told in */
function wordsOf(line: LineChange, here: string | null): string[] {
  const { presence, moved, priorityA, priorityB, inA, renamedFrom, details, figures } = line
  const gone = moved && inA === here
  if (gone) return [`moved to ${priorityB ?? 'no priority'}`]
  return [
    ...(presence === 'added' ? ['added'] : presence === 'removed' ? ['ended'] : []),
    ...(moved ? [`moved from ${priorityA ?? 'no priority'}`] : []),
    ...(renamedFrom === null ? [] : [`was called ${renamedFrom}`]),
    ...details.map(({ name, before, after }) => `${name}: ${text(before)} → ${text(after)}`),
    ...figures.map(({ year, measure, a, b }) => `${year} ${MEASURES[measure]}: ${money(a)} → ${money(b)}`),
    ...line.notesAdded.map((note) => `note added: ${note}`),
    ...line.notesRemoved.map((note) => `note taken away: ${note}`),
    ...(line.fundingDiffers && presence === 'kept' ? ['paid for otherwise'] : []),
  ]
}

/** The rows, in the order of the paper. Only what differs is there, but the total always. */
export function changeRows(differences: Differences): ChangeRow[] {
  const { priorities, lines, total } = differences
  const rows: ChangeRow[] = []
  const effects = effectsOf(lines)
  const section = (id: string | null, priority: PriorityChange | null) => {
    const told = (effects.get(id ?? '') ?? []).map(({ line }) => line)
    const here = lines.filter((line) => told.includes(line) || (line.inB === id && line.presence !== 'removed'))
    const renamed = priority?.renamedFrom ?? null
    if (here.length === 0 && renamed === null) return
    const name = priority?.name ?? nameIn(here, id) ?? 'No priority'
    const key = id ?? 'none'
    rows.push({
      kind: 'heading',
      id: `heading ${key}`,
      lineId: null,
      name,
      words: renamed ? [`was called ${renamed}`] : [],
      ...NOTHING,
    })
    for (const line of here) {
      const { moved, inA, a, b } = line
      const of = !moved ? compared(a, b) : inA === id ? compared(a, null) : compared(null, b)
      const lineId = line.presence === 'removed' ? null : line.id
      rows.push({ kind: 'line', id: `${key} ${line.id}`, lineId, name: line.label, words: wordsOf(line, id), ...of })
    }
    const of = priority ?? NOTHING
    const { a, b, difference, share } = of
    rows.push({
      kind: 'subtotal',
      id: `subtotal ${key}`,
      lineId: null,
      name: `${name} subtotal`,
      words: [],
      a,
      b,
      difference,
      share,
    })
  }
  for (const priority of priorities) section(priority.id, priority)
  const known = new Set(priorities.map(({ id }) => id))
  const others = new Set(
    lines.flatMap(({ inA, inB, presence }) => [presence === 'added' ? inB : inA, presence === 'removed' ? inA : inB]),
  )
  for (const id of others) if (!known.has(id)) section(id, null)
  return [...rows, { kind: 'total', id: 'total', lineId: null, name: 'Total', words: [], ...total }]
}

function nameIn(lines: readonly LineChange[], id: string | null): string | null {
  const line = lines[0]
  if (!line) return null
  return line.inB === id ? line.priorityB : line.priorityA
}
