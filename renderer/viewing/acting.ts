/**
 * What an officer does with the budget's layout: hide, move, freeze, sort, filter, collapse, choose a unit, switch to a saved
 * view. None of it changes the plan; saving a view does, as one step. Example: `sortBy('budget 2021/22', true)`.
 */
import { sameRow } from '../../shared/change.ts'
import { overwriteView, removeView } from '../../shared/edits/views.ts'
import type { Filter } from '../../shared/filters.ts'
import { type GroupKey, partKey, sectionsOf } from '../../shared/totals.ts'
import { plainSettings, readSettings, type SavedView, type Unit, type ViewSettings } from '../../shared/views.ts'
import { takeAway } from '../dialogs/perform.ts'
import { planner } from '../instance.ts'
import { openingLevels } from '../planner.ts'
import { type DialogState, plainLayout, type State } from '../state.ts'
import { isShown, type Layout, NAMES } from './arranging.ts'
import type { Offered } from './morecolumns.ts'

/** In ms; a menu gives the focus back after its next frame. */
const MENU_CLOSES = 60

function lay(part: Partial<Layout>): void {
  planner.set({ layout: { ...planner.state.layout, ...part } })
}

/** Shows or hides a column. One that is hidden keeps its place and its filter. */
export function showColumn(one: Offered, on: boolean): void {
  const { id } = one.column
  if (id === NAMES || isShown(one, planner.state.layout) === on) return
  const { shown, hidden } = planner.state.layout
  const without = (ids: readonly string[]) => ids.filter((held) => held !== id)
  lay({
    hidden: !on && one.usual ? [...without(hidden), id] : without(hidden),
    shown: on && !one.usual ? [...without(shown), id] : without(shown),
  })
}

/** The columns that the budget opens with, and no others. */
export function showUsualColumns(): void {
  const { order, shown, hidden, widths, frozen } = plainLayout()
  lay({ order, shown, hidden, widths, frozen })
}

/** Takes up the order that columns were put in. */
export function orderColumns(ids: readonly string[]): void {
  lay({ order: [...ids] })
}

/** Moves a column by one place. @param ids the columns shown, left to right */
export function moveColumn(ids: readonly string[], id: string, by: -1 | 1): void {
  const from = ids.indexOf(id)
  const to = from + by
  if (from < 1 || to < 1 || to >= ids.length) return
  const order = [...ids]
  order.splice(from, 1)
  order.splice(to, 0, id)
  orderColumns(order)
}

export function widenColumn(id: string, width: number): void {
  lay({ widths: { ...planner.state.layout.widths, [id]: Math.round(Math.min(2_000, Math.max(40, width))) } })
}

/** Keeps the columns up to this one in sight; with null only the names. */
export function freezeUpTo(id: string | null): void {
  lay({ frozen: id === NAMES ? null : id })
}

/** Opens a dialog out of a menu, once the menu has given the focus back to where the dialog is to give it back, too. */
export function askAfterMenu(dialog: DialogState): void {
  setTimeout(() => planner.show(dialog), MENU_CLOSES)
}

/** The lines' order within their group; with null that of the paper. Positions stay as they are. */
export function sortBy(column: string | null, descending = false): void {
  lay({ sort: column === null ? null : { column, descending } })
}

export function setFilter(column: string, filter: Filter | null): void {
  const { [column]: _, ...others } = planner.state.layout.filters
  lay({ filters: filter === null ? others : { ...others, [column]: filter } })
}

/** Shows all lines. */
export function showAllLines(): void {
  planner.set({ find: '', layout: { ...planner.state.layout, filters: {} } })
  planner.say('All lines are shown')
}

export function setUnit(unit: Unit): void {
  planner.set({ unit })
}

/** Collapses a group or expands it. @param open what it is to be; the other way round than it is when absent */
export function toggleGroup(key: GroupKey, open = planner.state.folded.has(key)): void {
  const folded = new Set(planner.state.folded)
  if (open === !folded.has(key)) return
  if (open) folded.delete(key)
  else folded.add(key)
  planner.set({ folded })
}

/** Collapses every group, of both levels; headings and subtotals stay in sight. */
export function collapseAll(): void {
  const { open, by, below } = planner.state
  const sections = sectionsOf(open!.ledger.plan, { by, below })
  const keys = sections.flatMap(({ key, parts }) => [key, ...parts.map((part) => partKey(key, part.key))])
  planner.set({ folded: new Set(keys), view: 'budget' })
  planner.say('All groups are collapsed')
}

export function expandAll(): void {
  planner.set({ folded: new Set() })
  planner.say('All groups are expanded')
}

/** How the budget is laid out now. */
export function settingsNow({ by, below, layout, unit }: State = planner.state): ViewSettings {
  return { by, below, ...layout, unit }
}

/** The program's own layout of a plan. */
export function ownSettings(): ViewSettings {
  return plainSettings(openingLevels([...planner.state.open!.ledger.plan.priority.values()]))
}

function take({ by, below, unit, ...layout }: ViewSettings, savedViewId: string | null): void {
  planner.set({ layout, unit, savedViewId, find: '' })
  planner.group(by, below)
}

/** What a saved view says, where it says anything that can be read. */
export function settingsOf(view: SavedView): ViewSettings {
  return readSettings(view.settings, ownSettings())
}

/** Lays the budget out as a saved view says, or with null as the program does by itself. */
export function switchView(view: SavedView | null): void {
  take(view ? settingsOf(view) : ownSettings(), view?.id ?? null)
  planner.say(view ? `The view ${view.name} is shown` : 'The paper’s own layout is shown')
}

/** Is the layout another than the saved view's, or with null than the program's own? */
export function isChanged(view: SavedView | null, state: State = planner.state): boolean {
  return !sameRow(settingsNow(state), view ? settingsOf(view) : ownSettings())
}

/** Keeps the present layout under the name of a view that is there already. */
export function overwrite(view: SavedView): void {
  void planner.editBase((plan) => overwriteView(plan, view.id, settingsNow()))
}

export function remove(view: SavedView): void {
  if (planner.state.savedViewId === view.id) planner.set({ savedViewId: null })
  void takeAway((plan) => removeView(plan, view.id), 'editBase')
}
