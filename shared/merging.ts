/**
 * Merging a colleague's copy: what only they changed comes over, what only we changed stays, and what both changed otherwise is
 * asked, part by part of a row. The plan as it was when the copy was taken tells who changed what; where more than one such
 * moment is possible, somebody counts as not having changed a part only if it is as at each of them.
 * Example: Jo set a line's provider and we its owner: both stand. Both of us set its 2021/22 budget: that is a clash.
 */
import { type Change, type RowChange, rowTo, sameRow } from './change.ts'
import { changeOf } from './edits.ts'
import type { Differing, Merged, Side } from './merging/differing.ts'
import { alike, type Part, partsOf, quietOf, valueIn, withPart } from './merging/parts.ts'
import { dependenceOf, settle } from './merging/references.ts'
import { type Row, type TableName, type Tables, tableNames } from './model.ts'
import type { Plan } from './plan.ts'

export type { Differing, Merged, Side } from './merging/differing.ts'

/** One row, or one part of it, that is taken from us or from them. */
interface Atom {
  row: Differing
  /** Null for the row as a whole, which then only one of us has. */
  part: Part | null
  /** Whose stands; `asked` where both have changed it. */
  verdict: Side | 'asked'
}

/** Something that comes over, that stays, or that is asked. */
export interface Item {
  /** Names it among the others. */
  key: string
  row: Differing
  part: Part | null
  kind: 'added' | 'removed' | 'changed'
  /** What is decided with it, itself first: a line's figures with the line. */
  atoms: readonly Atom[]
}

/** What a merge would do. */
export interface Merging {
  comes: Item[]
  stays: Item[]
  clashes: Item[]
  /** How many rows stand elsewhere in the order of the paper, because only they moved them. */
  moved: number
  /** Rows of which nobody is asked anything. */
  differing: readonly Differing[]
  sides: ReadonlyMap<Differing, readonly Atom[]>
}

/** The choices about clashes, by their key. What is not there stays ours. */
export type Choices = ReadonlyMap<string, Side>

/** Not merged: a draft names a moment of its own copy's history. Formula errors are merged with the amounts. */
const apart: ReadonlySet<TableName> = new Set(['draft', 'formulaError'])

/** A cell's amount, or the formula error that stands in its place. */
function heldIn(plan: Plan, table: TableName, id: string): Row | null {
  const row = (plan[table] as Map<string, Row>).get(id) ?? null
  return row === null && table === 'amount' ? (plan.formulaError.get(id) ?? null) : row
}

/**
 * What we and they have otherwise.
 * @param bases the plan at each moment that the copy may have been taken; at least one
 */
export function differingRows(bases: readonly Plan[], ours: Plan, theirs: Plan): Differing[] {
  return tableNames.flatMap((table) => {
    if (apart.has(table)) return []
    const ids = new Set<string>([...ours[table].keys(), ...theirs[table].keys()])
    if (table === 'amount') for (const plan of [ours, theirs]) for (const id of plan.formulaError.keys()) ids.add(id)
    return [...ids].flatMap((id) => {
      const [mine, other] = [heldIn(ours, table, id), heldIn(theirs, table, id)]
      if (sameRow(mine, other)) return []
      return { table, id, ours: mine, theirs: other, bases: bases.map((base) => heldIn(base, table, id)) }
    })
  })
}

/** Who changed something, told by what it was. */
function verdictOf(ourSame: boolean, theirSame: boolean): Atom['verdict'] {
  return ourSame ? 'theirs' : theirSame ? 'ours' : 'asked'
}

/** Is the arithmetic the same in both, so that only its result differs? The result is then worked out anew. */
function sameArithmetic({ table, ours, theirs }: Differing): boolean {
  if (table !== 'amount') return false
  const [mine, other] = [ours, theirs] as unknown as ({ expression: string | null } | null)[]
  return mine != null && other != null && mine.expression !== null && mine.expression === other.expression
}

function atomsOf(row: Differing): Atom[] {
  const { table, ours, theirs, bases } = row
  if (ours === null || theirs === null) {
    const verdict = verdictOf(
      bases.every((base) => alike(table, base, ours)),
      bases.every((base) => alike(table, base, theirs)),
    )
    return [{ row, part: null, verdict }]
  }
  if (sameArithmetic(row)) return []
  return partsOf(table, [ours, theirs]).flatMap((part) => {
    const [mine, other] = [valueIn(ours, part), valueIn(theirs, part)]
    if (sameRow(mine, other)) return []
    const verdict = verdictOf(
      bases.every((base) => sameRow(valueIn(base, part), mine)),
      bases.every((base) => sameRow(valueIn(base, part), other)),
    )
    return [{ row, part, verdict }]
  })
}

const keyOf = ({ row, part }: Atom) => `${row.table} ${row.id}${part ? ` ${part.name}` : ''}`

function itemOf(atoms: readonly Atom[], side: Side | 'asked'): Item {
  const [first] = atoms as [Atom]
  const { row, part } = first
  const gone = side === 'ours' ? row.ours === null : row.theirs === null
  const wasThere = row.bases.some((base) => base !== null)
  const kind = part !== null || row.table === 'amount' ? 'changed' : gone ? 'removed' : wasThere ? 'removed' : 'added'
  return { key: keyOf(first), row, part, kind, atoms }
}

/** Sorts out what differs. @param ours the plan that it is to be merged into */
export function mergingOf(ours: Plan, differing: readonly Differing[]): Merging {
  const sides = new Map(differing.map((row) => [row, atomsOf(row)] as const))
  const listed = [...sides.values()].flat().filter(({ row }) => row.table !== 'merged')
  const taken = new Set<Atom>()
  const clashes: Item[] = []
  const ask = (atoms: readonly Atom[]) => {
    for (const atom of atoms) taken.add(atom)
    clashes.push(itemOf(atoms, 'asked'))
  }
  const dependence = dependenceOf(listed.flatMap(({ row, part }) => (part === null ? [row] : [])))
  const whole = new Map(listed.flatMap((atom) => (atom.part === null ? [[atom.row, atom] as const] : [])))
  const changed = [...sides.keys()]
  for (const atom of listed) {
    if (taken.has(atom) || atom.part !== null || !atom.row.bases.some((base) => base !== null)) continue
    const remover: Side = atom.row.ours === null ? 'ours' : 'theirs'
    const below = dependence.all(atom.row, remover).map((row) => whole.get(row)!)
    const free = below.filter((one) => !taken.has(one))
    const wanted =
      atom.verdict === 'asked' ||
      below.some(({ verdict }) => verdict !== remover) ||
      changed.some((row) => dependence.newlyNames(row, atom.row, remover))
    if (wanted) ask([atom, ...free])
  }
  for (const atoms of severalRests(listed.filter((atom) => !taken.has(atom)))) ask(atoms)
  const parents = circularParents(ours, listed)
  if (parents) ask(parents.filter((atom) => !taken.has(atom)))
  for (const atom of listed) if (atom.verdict === 'asked' && !taken.has(atom)) ask([atom])

  const items: Record<Side, Item[]> = { ours: [], theirs: [] }
  for (const atom of listed) {
    if (taken.has(atom) || atom.verdict === 'asked') continue
    const side = atom.verdict
    const absent: Side = atom.row.ours === null ? 'ours' : 'theirs'
    const below = atom.part === null ? dependence.own(atom.row, absent).map((row) => whole.get(row)!) : []
    const atoms = [atom, ...below.filter((one) => !taken.has(one) && one.verdict === side)]
    for (const one of atoms) taken.add(one)
    items[side].push(itemOf(atoms, side))
  }
  const moved = differing.filter(
    (row) =>
      row.table !== 'amount' && row.ours !== null && row.theirs !== null && !sameRow(quietly(row, row.ours), row.ours),
  ).length
  return { comes: items.theirs, stays: items.ours, clashes, moved, differing, sides }
}

type SplitRow = Tables['split']

/** Shares that would leave two sources to pay "the rest" of one line and year, which only one can: they are asked together. */
function severalRests(atoms: readonly Atom[]): Atom[][] {
  const byCell = new Map<string, Atom[]>()
  for (const atom of atoms) {
    if (atom.row.table !== 'split') continue
    const { lineId, year } = (atom.row.ours ?? atom.row.theirs) as SplitRow
    byCell.set(`${lineId} ${year}`, [...(byCell.get(`${lineId} ${year}`) ?? []), atom])
  }
  return [...byCell.values()].flatMap((cell) => {
    const rest = (row: Row | null) => row !== null && (row as SplitRow).pence === null
    const theirs = cell.filter(({ row, verdict }) => verdict !== 'ours' && rest(row.theirs))
    const mine = cell.filter(({ row, verdict }) => verdict !== 'theirs' && rest(row.ours))
    const both = new Set([...theirs, ...mine])
    return theirs.length > 0 && mine.length > 0 && both.size > 1 ? [[...both]] : []
  })
}

/** The places of priorities below each other, where together they would lead in a circle: then they are asked together. */
function circularParents(ours: Plan, atoms: readonly Atom[]): Atom[] | null {
  const parents = atoms.filter(({ row, part }) => row.table === 'priority' && part?.fields[0] === 'parentId')
  const added = atoms.filter(({ row, part }) => row.table === 'priority' && part === null && row.ours === null)
  if (parents.length < 2) return null
  for (const asked of ['ours', 'theirs'] as const) {
    const above = new Map([...ours.priority.values()].map(({ id, parentId }) => [id, parentId]))
    for (const { row } of added) above.set(row.id, (row.theirs as Tables['priority']).parentId)
    for (const { row, verdict } of parents)
      if ((verdict === 'asked' ? asked : verdict) === 'theirs')
        above.set(row.id, (row.theirs as Tables['priority']).parentId)
    for (const start of above.keys()) {
      const seen = new Set<string>()
      for (let at: string | null | undefined = start; at; at = above.get(at)) {
        if (seen.has(at)) return parents
        seen.add(at)
      }
    }
  }
  return null
}

/** Of two values the one that stands, whichever of them is merged into the other. */
function larger(one: unknown, other: unknown): unknown {
  if (typeof one === 'number' && typeof other === 'number') return Math.max(one, other)
  return (JSON.stringify(one) ?? '') > (JSON.stringify(other) ?? '') ? one : other
}

/** A row with those of its fields about which nobody is asked: theirs where only they changed them. */
function quietly({ table, ours, theirs, bases }: Differing, row: Row): Row {
  const held = (version: Row | null, field: string) => (version as unknown as Record<string, unknown> | null)?.[field]
  const fields = quietOf(table).map((field) => {
    const [mine, other] = [held(ours, field), held(theirs, field)]
    const same = (value: unknown) => bases.every((base) => base !== null && sameRow(held(base, field), value))
    return [field, same(mine) ? other : same(other) ? mine : larger(mine, other)] as const
  })
  return { ...row, ...Object.fromEntries(fields) } as Row
}

/** Of two versions that nobody is asked about, the one that was changed; the larger where both were. */
function latest({ ours, theirs, bases }: Differing): Row | null {
  if (bases.every((base) => sameRow(base, ours))) return theirs
  return bases.every((base) => sameRow(base, theirs)) ? ours : (larger(ours, theirs) as Row)
}

/** A row as it is once merged. */
function mergedRow(row: Differing, atoms: readonly Atom[], sideOf: (atom: Atom) => Side): Row | null {
  const { table, ours, theirs } = row
  const [first] = atoms
  if (first?.part === null) return sideOf(first) === 'ours' ? ours : theirs
  if (table === 'amount') return first ? (sideOf(first) === 'ours' ? ours : theirs) : latest(row)
  let merged = ours!
  for (const atom of atoms) if (sideOf(atom) === 'theirs') merged = withPart(merged, theirs!, atom.part!)
  return quietly(row, merged)
}

/** The rows that a merge alters in our plan. @param choices about the clashes */
export function mergedRows(ours: Plan, merging: Merging, choices: Choices): Merged {
  const chosen = new Map<Atom, Side>()
  for (const clash of merging.clashes)
    for (const atom of clash.atoms) chosen.set(atom, choices.get(clash.key) ?? 'ours')
  const sideOf = (atom: Atom): Side => chosen.get(atom) ?? (atom.verdict === 'theirs' ? 'theirs' : 'ours')
  const rows = merging.differing.flatMap((row): RowChange[] => {
    const after = mergedRow(row, merging.sides.get(row)!, sideOf)
    if (row.table !== 'amount') return [rowTo(ours, row.table, row.id, after as never)]
    const isError = after !== null && 'error' in after
    return [
      rowTo(ours, 'amount', row.id, isError ? null : (after as Tables['amount'] | null)),
      rowTo(ours, 'formulaError', row.id, isError ? (after as Tables['formulaError']) : null),
    ]
  })
  return settle(ours, rows)
}

/** A copy that was merged, as it is remembered. */
export type MergedCopy = Tables['merged']

/** How many things a merge takes over: what comes, and what of the clashes is taken from them. */
export function takenOver({ comes, clashes, moved }: Merging, choices: Choices): number {
  return comes.length + clashes.filter(({ key }) => choices.get(key) === 'theirs').length + (moved > 0 ? 1 : 0)
}

/** Is there anything to merge or to remember? */
export function bringsNothing(ours: Plan, { comes, clashes, moved }: Merging, copy: MergedCopy): boolean {
  return comes.length === 0 && clashes.length === 0 && moved === 0 && ours.merged.has(copy.id)
}

/**
 * The merge as one Change, which also remembers that this copy was merged as far as it goes now.
 * @param copy what is remembered
 */
export function mergeChange(ours: Plan, merging: Merging, choices: Choices, copy: MergedCopy): Change {
  const { rows } = mergedRows(ours, merging, choices)
  const count = takenOver(merging, choices)
  const whose = copy.who === null ? 'the copy' : `${copy.who}’s copy`
  const label = `merge ${whose} “${copy.name}”: ${count === 1 ? '1 change' : `${count} changes`}`
  const remembered = rowTo(ours, 'merged', copy.id, copy)
  return changeOf(label, [...rows.filter(({ table, id }) => table !== 'merged' || id !== copy.id), remembered])
}
