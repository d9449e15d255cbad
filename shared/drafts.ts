/**
 * Named drafts: names for the plan as it was at a point of its history, such as "Draft 3", for the panel of 14 January. A draft
 * is a row of the plan like any other, so naming one can be undone. It stands for the plan as it was when its row was made, or
 * for the plan after an earlier step, which then stands in its id.
 * Example: `nameDraft(plan, {name: 'Draft 3', date: '2021-01-14', step: null}, newId)`.
 */
import { type Change, rowTo } from './change.ts'
import { dayText } from './days.ts'
import { changeOf, type NewId } from './edits.ts'
import type { Tables } from './model.ts'
import type { Plan } from './plan.ts'
import { Refusal } from './refusal.ts'

export type Draft = Tables['draft']

/** The drafts in the order in which they were named. */
export function draftsInOrder(plan: Plan): Draft[] {
  return [...plan.draft.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** The step that a draft's id says it stands for; null where that is the step that made it. */
export function stepInId(id: string): number | null {
  const found = /^step (\d{1,12}) /.exec(id)
  return found ? Number(found[1]) : null
}

/** A draft with the day of its panel. @example draftText(draft) // 'Draft 3, panel of 14 January 2021' */
export function draftText({ name, date }: Pick<Draft, 'name' | 'date'>): string {
  return date === null ? name : `${name}, panel of ${dayText(date)}`
}

/** The draft of this id. @throws Refusal when it is no longer there */
function draftOf(plan: Plan, id: string): Draft {
  const draft = plan.draft.get(id)
  if (!draft) throw new Refusal('That draft is no longer in the plan; nothing was changed, so choose another.')
  return draft
}

/** A name that no other draft has. @throws Refusal when there is one, or none was given */
function freeName(plan: Plan, name: string, own: string | null): string {
  const trimmed = name.trim()
  if (trimmed === '') throw new Refusal('A draft needs a name, so nothing was changed; type one, such as Draft 3.')
  if (trimmed.length > 200)
    throw new Refusal('That name is longer than 200 characters, so nothing was changed; shorten it.')
  if (/^\d+$/.test(trimmed))
    throw new Refusal(
      `“${trimmed}” would be taken for the number of a step, so nothing was changed; choose a name such as Draft ${trimmed}.`,
    )
  for (const draft of plan.draft.values())
    if (draft.id !== own && draft.name.toLowerCase() === trimmed.toLowerCase())
      throw new Refusal(`There is already a draft “${draft.name}”, so nothing was changed; choose another name.`)
  return trimmed
}

/**
 * Names a draft.
 * @param step the step after which the plan was what the draft stands for; null for the plan as it is now
 */
export function nameDraft(
  plan: Plan,
  { name, date, step }: { name: string; date: string | null; step: number | null },
  newId: NewId,
): Change {
  const free = freeName(plan, name, null)
  const id = step === null ? newId() : `step ${step} ${newId()}`
  const position = Math.max(0, ...[...plan.draft.values()].map((draft) => draft.position)) + 1
  return changeOf(`name the draft ${free}`, [rowTo(plan, 'draft', id, { id, name: free, date, position })])
}

/** Gives a draft another name or day. */
export function renameDraft(
  plan: Plan,
  { draftId, name, date }: { draftId: string; name: string; date: string | null },
): Change {
  const draft = draftOf(plan, draftId)
  const free = freeName(plan, name, draftId)
  return changeOf(`rename the draft ${draft.name}${draft.name === free ? '' : ` to ${free}`}`, [
    rowTo(plan, 'draft', draftId, { ...draft, name: free, date }),
  ])
}

/** Takes a draft's name away; the history keeps the plan as it was. */
export function removeDraft(plan: Plan, draftId: string): Change {
  return changeOf(`remove the draft ${draftOf(plan, draftId).name}`, [rowTo(plan, 'draft', draftId, null)])
}
