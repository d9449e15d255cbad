/**
 * Which copied row goes to which row of the ledger, so that figures stay on the right lines. Headings and subtotals of the
 * ledger are passed over, as rows that are hidden are when pasting into visible rows; so are headings and sums among the copied
 * rows, which the ledger works out itself. Lines then meet lines, in turn.
 *
 * Whether a copied row is such a heading or sum is known where the rows were copied in this program. Of others it is taken to
 * be one where it says so ("Victims subtotal", a heading by the ledger's own name), or where all of them lie just so: each
 * copied row that would fall on a subtotal is blank or adds up what stands above it, each on a heading is blank. Where that
 * holds of some sums only, nothing is certain, and nothing is pasted. One blank cell by itself, or a figure equal to a
 * single one above it, is not enough to be taken for one.
 *
 * Rows with service names that run past their section's last line are new lines of that section.
 * Example: three copied figures, pasted at a section's last line but one, go to its last two lines and, past its subtotal and
 * the next heading, to the first line of the next section.
 */
import { isSubtotal, isTotal, sameText } from '../importing/labels.ts'
import { formatCount, readAmount } from '../money.ts'
import { Refusal } from '../refusal.ts'
import type { GroupKey } from '../totals.ts'
import { figureOf, type PastedBlock, type PastedRow, type RowKind } from './reading.ts'

/** A row of the ledger from the one on, at which is pasted. `name` is a heading's or a subtotal's. */
export interface TargetRow {
  kind: RowKind
  group: GroupKey
  name?: string
}

export interface Alignment {
  /** Copied rows with the ledger's rows that take them, both counted from 0. A row that is repeated stands several times. */
  pairs: [from: number, to: number][]
  /** Copied rows that become lines of a section, in order. */
  added: { group: GroupKey; rows: number[] } | null
  /** How many headings and subtotals of the ledger were passed over. */
  passedOver: number
  /** How many copied headings and sums were left out. */
  leftOut: number
}

export interface AlignOptions {
  /** Does the block bring service names, so that rows can be new lines? */
  namesLines: boolean
  /** How many of the ledger's rows are selected: a single copied row, or several that fit, fill more of them. */
  selected: number
  /** May the block be repeated? */
  repeats: boolean
}

const KEPT = 'so nothing was pasted'

/**
 * @param targets the ledger's rows as shown, from the one on at which is pasted
 * @throws {Refusal} when it is not certain which row goes where, or there is no room
 */
export function align(
  block: PastedBlock,
  targets: readonly TargetRow[],
  { namesLines, selected, repeats }: AlignOptions,
): Alignment {
  const kept = keptRows(block, targets)
  const leftOut = block.length - kept.length
  const lines = targets.flatMap(({ kind }, at) => (kind === 'line' ? [at] : []))
  const inSelection = lines.filter((at) => at < selected)
  if (repeats && inSelection.length > kept.length && inSelection.length % kept.length === 0)
    return {
      pairs: inSelection.map((at, index) => [kept[index % kept.length]!, at]),
      added: null,
      passedOver: selected - inSelection.length,
      leftOut,
    }
  const start = targets[0]
  if (start?.kind === 'subtotal' && (namesLines || leftOut === 0)) {
    if (namesLines) return { pairs: [], added: { group: start.group, rows: kept }, passedOver: 0, leftOut }
    throw new Refusal(
      `The subtotal ${start.name ? `of ${start.name} ` : ''}is worked out, ${KEPT}; select a line’s cell and paste again.`,
    )
  }
  // A block with headings and sums of its own says where its sections end; another ends with the section.
  const ends = namesLines && leftOut === 0
  // Of headings one above the other, the last is that of the section.
  const first = targets.findIndex(({ kind }, at) => kind !== 'heading' || targets[at + 1]?.kind !== 'heading')
  const group = targets[first]?.group
  const room = ends ? lines.filter((at) => targets[at]!.group === group) : lines
  const pairs = kept.slice(0, room.length).map((from, index): [number, number] => [from, room[index]!])
  const rest = kept.slice(room.length)
  const reached = pairs.at(-1)?.[1] ?? -1
  const passedOver = targets.slice(0, reached + 1).filter(({ kind }) => kind !== 'line').length
  if (rest.length === 0) return { pairs, added: null, passedOver, leftOut }
  const end = ends ? group : targets[lines.at(-1) ?? 0]?.group
  if (!namesLines || end === undefined) {
    const many = rest.length === 1 ? 'its last row' : `its last ${formatCount(rest.length)} rows`
    throw new Refusal(
      `Below there are no lines for ${many}, ${KEPT}; start further up, or copy the service names with them and paste at a service to add lines.`,
    )
  }
  return { pairs, added: { group: end, rows: rest }, passedOver, leftOut }
}

/** The copied rows that are lines. Where there is none, as in a copied subtotal, its values are meant. */
function keptRows(block: PastedBlock, targets: readonly TargetRow[]): number[] {
  const all = block.map((_, index) => index)
  const known = block.some(({ kind }) => kind !== null)
  const lines = all.filter((index) => (known ? block[index]!.kind === 'line' : !saysSo(block[index]!, targets)))
  if (lines.length === 0) return all
  if (known || lines.length < all.length) return lines
  return rowsByPlace(block, targets) ?? all
}

/** Does a row say that it is a sum, or a heading of the ledger? */
function saysSo({ cells }: PastedRow, targets: readonly TargetRow[]): boolean {
  const texts = cells.map(({ text }) => text.trim()).filter((text) => text !== '')
  const label = texts.find((text) => readAmount(text).kind === 'malformed')
  if (label === undefined) return false
  if (isSubtotal(label) || isTotal(label)) return true
  return texts.length === 1 && targets.some(({ kind, name }) => kind === 'heading' && name && sameText(name, label))
}

/**
 * The rows left where the copied headings and sums lie just where the ledger has its own; null where they do not.
 * @throws {Refusal} when some do and some do not
 */
function rowsByPlace(block: PastedBlock, targets: readonly TargetRow[]): number[] | null {
  const places = targets.slice(0, block.length).flatMap(({ kind }, at) => (kind === 'line' ? [] : [at]))
  if (places.length === 0 || places.length === block.length) return null
  let since = 0
  const found = places.map((at) => {
    const above = block.slice(since, at)
    since = at + 1
    if (isBlank(block[at]!)) return 'blank'
    return targets[at]!.kind === 'subtotal' ? sumOf(block[at]!, above) : 'neither'
  })
  const wrong = found.indexOf('neither')
  const certain = found.includes('sum')
  if (wrong < 0 && (certain || (found.includes('blank') && (found.length > 1 || block[0]!.cells.length > 1))))
    return block.map((_, index) => index).filter((index) => !places.includes(index))
  if (!certain) return null
  const name = targets[places[wrong]!]!.name
  throw new Refusal(
    `Some of the copied rows look like subtotals, but not the one at ${name ? `“${name}”` : `row ${places[wrong]! + 1}`}, ${KEPT}; paste one section at a time.`,
  )
}

const penceOf = (cell: PastedRow['cells'][number]): number | null => {
  const read = figureOf(cell)
  if (!('typed' in read) || read.typed === '') return null
  const reading = readAmount(read.typed)
  return reading.kind === 'amount' ? reading.pence : null
}

const isBlank = ({ cells }: PastedRow) => cells.every(({ text }) => text.trim() === '')

/**
 * Is every figure of a row the sum of its column above? Of a single row above it may as well be a line of the same figures,
 * unless it has none of the texts that the other has.
 */
function sumOf({ cells }: PastedRow, above: readonly PastedRow[]): 'sum' | 'perhaps' | 'neither' {
  let sums = 0
  let texts = above.length > 1
  for (const [column, cell] of cells.entries()) {
    const stated = penceOf(cell)
    const held = above.map((row) => row.cells[column]!)
    if (stated === null) {
      if (cell.text.trim() === '' && held.some(({ text }) => text.trim() !== '' && !/\d/.test(text))) texts = true
      continue
    }
    const figures = held.flatMap((one) => penceOf(one) ?? [])
    if (figures.length === 0 || figures.reduce((sum, figure) => sum + figure, 0) !== stated) return 'neither'
    sums++
  }
  if (sums === 0) return 'neither'
  return texts ? 'sum' : 'perhaps'
}
