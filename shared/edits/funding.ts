/**
 * Intents about who pays: sources, what they have in a year, what they are tied to, and their shares of the lines. Example:
 * `setSplit(plan, {lineId, sourceId, year, pence: 'rest'})` lets the core budget pay what the others leave of a line.
 */
import { type Change, type RowChange, rowTo } from '../change.ts'
import { changeOf, lineOf, type NewId } from '../edits.ts'
import { availabilityOf, fundingOf, mayFund } from '../funding.ts'
import { pairId, type Source, splitId, type Tables } from '../model.ts'
import { formatMoney, type Pence, toPence } from '../money.ts'
import { amountOf, detailsOf, type Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { lineLabel } from '../reserves.ts'
import type { Table } from '../table.ts'
import type { FinancialYear } from '../years.ts'

type Status = Tables['availability']['status']

/** What can be said about a source. */
export interface SourceDetails {
  name: string
  kind: Source['kind']
  /** May its unspent money be carried forward? By default yes for core and reserves, with consent for the others. */
  carry: Source['carry']
  conditions: string | null
  /** The priorities it is ring-fenced to; none lets it pay for any line. */
  priorityIds: readonly string[]
  /** Of kind `reserve`: the earmarked reserve's name, else the source's own. One that there is not yet is made. */
  reserve: string | null
}

/** The carry-forward rule of a source about which nothing is said: other people's money only with their consent. */
export const usualCarry: Record<Source['kind'], Source['carry']> = {
  core: 'yes',
  grant: 'consent',
  partner: 'consent',
  reserve: 'yes',
}

/** The source that an intent is about. @throws Refusal when it is no longer there */
export function sourceOf(plan: Plan, id: string): Source {
  const source = plan.source.get(id)
  if (!source)
    throw new Refusal('That source of funding is no longer in the plan; nothing was changed, so choose another.')
  return source
}

/** Finds a source by its name, whatever the capitals. */
export function sourceNamed(plan: Plan, name: string): Source | null {
  const wanted = name.trim().toLowerCase()
  for (const source of plan.source.values()) if (source.name.toLowerCase() === wanted) return source
  return null
}

function nameFor(plan: Plan, typed: string, held: Source | null): string {
  const name = typed.trim()
  if (name === '')
    throw new Refusal(
      held
        ? `A source of funding needs a name, so “${held.name}” was kept; type one.`
        : 'A source of funding needs a name, so none was added; type one, such as “Core budget”.',
    )
  if (name.length > 500)
    throw new Refusal('That name is longer than 500 characters, so nothing was changed; shorten it.')
  const other = sourceNamed(plan, name)
  if (other && other.id !== held?.id)
    throw new Refusal(`There is already a source “${other.name}”, so nothing was changed; choose another name.`)
  return name
}

function conditionsFor(typed: string | null): string | null {
  const text = typed?.trim() || null
  if ((text?.length ?? 0) > 32_767)
    throw new Refusal('Those conditions are longer than 32,767 characters, so nothing was changed; shorten them.')
  return text
}

/** The reserve of that name, or the rows that make it with an opening balance that is not known. */
function reserveFor(plan: Plan, name: string, newId: NewId): { id: string; rows: RowChange[] } {
  const wanted = name.trim()
  for (const reserve of plan.reserve.values())
    if (reserve.name.toLowerCase() === wanted.toLowerCase()) return { id: reserve.id, rows: [] }
  const id = newId()
  const made = {
    id,
    name: wanted,
    purpose: null,
    openingYear: null,
    openingPence: null,
    minimumPence: null,
    position: Math.max(0, ...[...plan.reserve.values()].map(({ position }) => position)) + 1,
    category: null,
  }
  return { id, rows: [rowTo(plan, 'reserve', id, made)] }
}

/** The rows that make a source's ring-fence these priorities and no others. */
function fenceRows(plan: Plan, sourceId: string, priorityIds: readonly string[]): RowChange[] {
  const wanted = new Set(priorityIds)
  const rows: RowChange[] = []
  for (const { id, priorityId } of plan.ringFence.by('sourceId', sourceId))
    if (!wanted.has(priorityId)) rows.push(rowTo(plan, 'ringFence', id, null))
  for (const priorityId of wanted) {
    if (!plan.priority.has(priorityId))
      throw new Refusal('A priority of that ring-fence is no longer in the plan; nothing was changed, so choose again.')
    const id = pairId(sourceId, priorityId)
    rows.push(rowTo(plan, 'ringFence', id, { id, sourceId, priorityId }))
  }
  return rows
}

/** What a source has in a year, as it is entered. */
export interface Available {
  year: FinancialYear
  /** Null clears it: nothing is then known of that year. */
  pence: Pence | null
  /** As it was, or confirmed, when not given. */
  status?: Status | undefined
  note?: string | null | undefined
}

function availabilityRow(plan: Plan, source: Pick<Source, 'id' | 'name'>, available: Available): RowChange {
  const { year, pence } = available
  const id = pairId(source.id, year)
  if (pence === null) return rowTo(plan, 'availability', id, null)
  if (pence < 0)
    throw new Refusal(
      `“${source.name}” cannot have less than £0 in ${year}, so nothing was changed; type what it has, or clear it.`,
    )
  const held = availabilityOf(plan, source.id, year)
  const note = available.note === undefined ? (held?.note ?? null) : available.note?.trim() || null
  const status = available.status ?? held?.status ?? 'confirmed'
  return rowTo(plan, 'availability', id, { id, sourceId: source.id, year, pence: toPence(pence), status, note })
}

/**
 * Adds a source at the end, with what it has in some years. One of kind `reserve` draws on the earmarked reserve of its
 * name, which the same Change makes where there is none. Its id is the first that `newId` gives.
 */
export function addSource(
  plan: Plan,
  given: Pick<SourceDetails, 'name' | 'kind'> & Partial<SourceDetails> & { available?: readonly Available[] },
  newId: NewId,
): Change {
  const { kind, carry = usualCarry[kind], conditions = null, priorityIds = [], reserve = null, available = [] } = given
  const name = nameFor(plan, given.name, null)
  const id = newId()
  const drawn = kind === 'reserve' ? reserveFor(plan, reserve?.trim() || name, newId) : null
  const position = Math.max(0, ...[...plan.source.values()].map((held) => held.position)) + 1
  const reserveId = drawn?.id ?? null
  const row = { id, name, kind, carry, reserveId, conditions: conditionsFor(conditions), position }
  return changeOf(`add the source ${name}`, [
    ...(drawn?.rows ?? []),
    rowTo(plan, 'source', id, row),
    ...fenceRows(plan, id, priorityIds),
    ...available.map((one) => availabilityRow(plan, row, one)),
  ])
}

/** Changes what is said about a source, and what it has in some years; what is not given is kept. */
export function setSource(
  plan: Plan,
  sourceId: string,
  given: Partial<SourceDetails> & { available?: readonly Available[] },
  newId: NewId,
): Change {
  const held = sourceOf(plan, sourceId)
  const name = given.name === undefined ? held.name : nameFor(plan, given.name, held)
  const kind = given.kind ?? held.kind
  const keeps = kind === held.kind && (given.reserve === undefined || given.reserve === null)
  const drawn = kind === 'reserve' && !keeps ? reserveFor(plan, given.reserve?.trim() || name, newId) : null
  const row = {
    ...held,
    name,
    kind,
    carry: given.carry ?? held.carry,
    conditions: given.conditions === undefined ? held.conditions : conditionsFor(given.conditions),
    reserveId: kind === 'reserve' ? (drawn?.id ?? held.reserveId) : null,
  }
  return changeOf(`change the source ${name}`, [
    ...(drawn?.rows ?? []),
    rowTo(plan, 'source', sourceId, row),
    ...(given.priorityIds === undefined ? [] : fenceRows(plan, sourceId, given.priorityIds)),
    ...(given.available ?? []).map((one) => availabilityRow(plan, row, one)),
  ])
}

/** Sets, or with null clears, what a source has in a year; of a reserve, what is drawn from it. */
export function setAvailable(plan: Plan, { sourceId, ...available }: Available & { sourceId: string }): Change {
  const source = sourceOf(plan, sourceId)
  const label = `${available.pence === null ? 'clear' : 'set'} what ${source.name} has in ${available.year}`
  return changeOf(label, [availabilityRow(plan, source, available)])
}

/** Says whether what a source has in a year is confirmed. */
export function setConfirmed(
  plan: Plan,
  { sourceId, year, status }: { sourceId: string; year: FinancialYear; status: Status },
): Change {
  const source = sourceOf(plan, sourceId)
  const held = availabilityOf(plan, sourceId, year)
  if (!held)
    throw new Refusal(
      `Nothing is entered of what “${source.name}” has in ${year}, so nothing was changed; type the amount first.`,
    )
  return changeOf(`mark ${source.name} ${year} as ${status}`, [
    rowTo(plan, 'availability', held.id, { ...held, status }),
  ])
}

/**
 * Removes a source with its ring-fence, what it has, and its shares of lines; bids that became it are kept without it.
 * @throws Refusal when an option counts on it, or when it has drawn on a reserve in a year before the plan year
 */
export function removeSource(plan: Plan, sourceId: string): Change {
  const source = sourceOf(plan, sourceId)
  for (const { optionId, table, rowId, row } of plan.difference.values()) {
    if (row?.sourceId !== sourceId && !(table === 'source' && rowId === sourceId)) continue
    throw new Refusal(
      `The option “${plan.option.get(optionId)?.name ?? optionId}” counts on “${source.name}”, so it was kept; change the option first.`,
    )
  }
  const { planYear } = detailsOf(plan)
  if (source.kind === 'reserve' && planYear !== null) {
    const years = new Set<FinancialYear>()
    for (const { year, pence } of plan.availability.by('sourceId', sourceId)) if (pence > 0) years.add(year)
    for (const { year } of plan.split.by('sourceId', sourceId)) years.add(year)
    const drawn = [...years].filter((year) => year < planYear).sort()
    if (drawn.length > 0)
      throw new Refusal(
        `“${source.name}” was drawn on in ${drawn.join(', ')}, and its reserve would seem to hold that money again, so it was kept; clear those years first.`,
      )
  }
  const rows: RowChange[] = []
  for (const table of ['split', 'availability', 'ringFence'] as const) {
    const held = plan[table] as unknown as Table<{ id: string; sourceId: string }>
    for (const { id } of held.by('sourceId', sourceId)) rows.push(rowTo(plan, table, id, null))
  }
  for (const bid of plan.bid.by('sourceId', sourceId)) rows.push(rowTo(plan, 'bid', bid.id, { ...bid, sourceId: null }))
  rows.push(rowTo(plan, 'source', sourceId, null))
  return changeOf(`remove the source ${source.name}`, rows)
}

/** Who else pays the rest of a line. */
function restOf(plan: Plan, lineId: string, year: FinancialYear, but: string): Source | null {
  for (const { year: of, pence, sourceId } of plan.split.by('lineId', lineId))
    if (of === year && pence === null && sourceId !== but) return plan.source.get(sourceId) ?? null
  return null
}

/**
 * Sets a source's share of a line in a year: an amount, `'rest'` (what the others leave of it), or null for none. A share
 * outside the source's ring-fence is kept: see {@link outsideSentence}.
 * @throws Refusal when another source pays the rest already, or the share is below £0 of a line that is not
 */
export function setSplit(
  plan: Plan,
  {
    lineId,
    sourceId,
    year,
    pence,
  }: { lineId: string; sourceId: string; year: FinancialYear; pence: Pence | 'rest' | null },
): Change {
  const line = lineOf(plan, lineId)
  const source = sourceOf(plan, sourceId)
  const name = lineLabel(plan, line)
  const id = splitId(lineId, sourceId, year)
  if (pence === null)
    return changeOf(`no longer fund ${name} ${year} from ${source.name}`, [rowTo(plan, 'split', id, null)])
  if (pence === 'rest') {
    const other = restOf(plan, lineId, year, sourceId)
    if (other)
      throw new Refusal(
        `“${other.name}” already pays the rest of “${name}” in ${year}, so nothing was changed; give it an amount first, or clear it.`,
      )
  } else if (pence < 0 && (amountOf(plan, lineId, year, 'budget') ?? 0) >= 0)
    throw new Refusal(
      `A source cannot pay less than £0 of “${name}”, so nothing was changed; type an amount, or “rest”.`,
    )
  const what = pence === 'rest' ? `the rest of ${name} ${year}` : `${formatMoney(pence)} of ${name} ${year}`
  const after = { id, lineId, sourceId, year, pence: pence === 'rest' ? null : toPence(pence) }
  return changeOf(`fund ${what} from ${source.name}`, [rowTo(plan, 'split', id, after)])
}

/** Lets one source pay a line in full, whatever it comes to; no other pays for it any more in that year. */
export function payWhole(
  plan: Plan,
  { lineId, sourceId, year }: { lineId: string; sourceId: string; year: FinancialYear },
): Change {
  const line = lineOf(plan, lineId)
  const source = sourceOf(plan, sourceId)
  const rows: RowChange[] = []
  for (const split of plan.split.by('lineId', lineId))
    if (split.year === year && split.sourceId !== sourceId) rows.push(rowTo(plan, 'split', split.id, null))
  const id = splitId(lineId, sourceId, year)
  rows.push(rowTo(plan, 'split', id, { id, lineId, sourceId, year, pence: null }))
  return changeOf(`fund all of ${lineLabel(plan, line)} ${year} from ${source.name}`, rows)
}

/** The lines of a year that something is still missing for, that no source pays the rest of, and that this one may fund. */
export function linesLacking(plan: Plan, sourceId: string, year: FinancialYear): string[] {
  const lacking: string[] = []
  for (const line of plan.line.values()) {
    if (fundingOf(plan, line.id, year).unfunded <= 0) continue
    if (restOf(plan, line.id, year, '') === null && mayFund(plan, sourceId, line)) lacking.push(line.id)
  }
  return lacking
}

/**
 * Lets a source pay the rest of every line that something is missing for, within its ring-fence. What it already pays of
 * such a line becomes part of the rest.
 * @throws Refusal when there is no such line
 */
export function payRests(plan: Plan, { sourceId, year }: { sourceId: string; year: FinancialYear }): Change {
  const source = sourceOf(plan, sourceId)
  const lacking = linesLacking(plan, sourceId, year)
  if (lacking.length === 0)
    throw new Refusal(`No line that “${source.name}” may pay for lacks money in ${year}, so nothing was changed.`)
  const rows = lacking.map((lineId) => {
    const id = splitId(lineId, sourceId, year)
    return rowTo(plan, 'split', id, { id, lineId, sourceId, year, pence: null })
  })
  return changeOf(
    `fund the rest of ${rows.length === 1 ? '1 line' : `${rows.length} lines`} ${year} from ${source.name}`,
    rows,
  )
}

/**
 * Copies the shares of a year to another, for all lines or those given. Amounts stay amounts and rests stay rests; lines
 * that have no budget there, or shares already, are passed over.
 * @throws Refusal when nothing is left to copy
 */
export function copySplits(
  plan: Plan,
  { from, to, lineIds }: { from: FinancialYear; to: FinancialYear; lineIds?: readonly string[] },
): Change {
  const rows: RowChange[] = []
  let lines = 0
  for (const lineId of lineIds ?? plan.line.keys()) {
    const splits = [...plan.split.by('lineId', lineId)]
    if (amountOf(plan, lineId, to, 'budget') === null || splits.some(({ year }) => year === to)) continue
    const before = rows.length
    for (const split of splits) {
      if (split.year !== from) continue
      const id = splitId(lineId, split.sourceId, to)
      rows.push(rowTo(plan, 'split', id, { ...split, id, year: to }))
    }
    if (rows.length > before) lines++
  }
  if (lines === 0)
    throw new Refusal(
      `There are no shares of ${from} to copy to ${to}, so nothing was changed: a line needs shares in ${from}, a budget in ${to}, and no shares there yet.`,
    )
  return changeOf(`copy the funding of ${lines === 1 ? '1 line' : `${lines} lines`} from ${from} to ${to}`, rows)
}

/** Says that a source pays for a line outside its ring-fence; null where it may. */
export function outsideSentence(plan: Plan, sourceId: string, lineId: string): string | null {
  const [source, line] = [plan.source.get(sourceId), plan.line.get(lineId)]
  if (!source || !line || mayFund(plan, sourceId, line)) return null
  const names = fenceNames(plan, sourceId).map((name) => `“${name}”`)
  const fence = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('')
  const of = line.priorityId === null ? 'has no priority' : `stands under “${plan.priority.get(line.priorityId)?.name}”`
  return `“${source.name}” is ring-fenced to ${fence}, and “${lineLabel(plan, line)}” ${of}.`
}

/** The priorities that a source is ring-fenced to, by name in their order. */
export function fenceNames(plan: Plan, sourceId: string): string[] {
  return [...plan.ringFence.by('sourceId', sourceId)]
    .flatMap(({ priorityId }) => plan.priority.get(priorityId) ?? [])
    .sort((a, b) => a.position - b.position)
    .map(({ name }) => name)
}
