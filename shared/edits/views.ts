/**
 * Intents about saved views: keep the present layout under a name, rename, overwrite, remove. Each is one step of the history.
 * Example: `saveView(plan, {name: 'Panel', settings}, newId)` gives the Change "save the view Panel".
 */
import { type Change, rowTo } from '../change.ts'
import { changeOf, type NewId } from '../edits.ts'
import type { Plan } from '../plan.ts'
import { Refusal } from '../refusal.ts'
import { type SavedView, type ViewSettings, viewsInOrder } from '../views.ts'

/** The longest name of a view that can still be read in a list. */
const LONGEST_NAME = 100

/** @throws Refusal when it is blank, too long, or another view's */
function nameFor(plan: Plan, name: string, own: string | null): string {
  const trimmed = name.trim().replace(/\s+/g, ' ')
  if (trimmed === '') throw new Refusal('A view needs a name, so nothing was saved; type one.')
  if (trimmed.length > LONGEST_NAME)
    throw new Refusal(`That name is longer than ${LONGEST_NAME} characters, so nothing was saved; shorten it.`)
  const same = viewsInOrder(plan).find(
    ({ id, name: held }) => id !== own && held.toLowerCase() === trimmed.toLowerCase(),
  )
  if (same)
    throw new Refusal(
      `There is already a view “${same.name}”, so nothing was saved; choose another name, or overwrite it.`,
    )
  return trimmed
}

function viewOf(plan: Plan, id: string): SavedView {
  const view = plan.savedView.get(id)
  if (!view) throw new Refusal('That view is no longer in the plan; nothing was changed, so choose another.')
  return view
}

/** Saves settings as a new view, after the others. @throws Refusal when the name is blank or taken */
export function saveView(
  plan: Plan,
  { name, settings }: { name: string; settings: ViewSettings },
  newId: NewId,
): Change {
  const called = nameFor(plan, name, null)
  const id = newId()
  const position = Math.max(0, ...viewsInOrder(plan).map((view) => view.position)) + 1
  return changeOf(`save the view ${called}`, [
    rowTo(plan, 'savedView', id, { id, name: called, settings: { ...settings }, position }),
  ])
}

/** Gives a view other settings. @throws Refusal when it is gone */
export function overwriteView(plan: Plan, id: string, settings: ViewSettings): Change {
  const view = viewOf(plan, id)
  return changeOf(`save the view ${view.name} anew`, [
    rowTo(plan, 'savedView', id, { ...view, settings: { ...settings } }),
  ])
}

/** @throws Refusal when it is gone, or the name is blank or taken */
export function renameView(plan: Plan, id: string, name: string): Change {
  const view = viewOf(plan, id)
  const called = nameFor(plan, name, id)
  return changeOf(`rename the view ${view.name} to ${called}`, [
    rowTo(plan, 'savedView', id, { ...view, name: called }),
  ])
}

/** @throws Refusal when it is gone */
export function removeView(plan: Plan, id: string): Change {
  const view = viewOf(plan, id)
  return changeOf(`remove the view ${view.name}`, [rowTo(plan, 'savedView', id, null)])
}
