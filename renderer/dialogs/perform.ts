/**
 * What a dialog's primary button does: the intent is planned once here, so that a refusal is read beside the fields; only
 * then does the dialog close and the edit go its way. Example: `const error = await carryOut((plan) => addReserve(plan, …))`.
 */
import { planner } from '../instance.ts'
import type { Intent } from '../ledger.ts'
import { sentenceOf } from '../planner.ts'

/** Carries an intent out and closes the dialog. @returns the sentence of a refusal, the dialog then staying open */
export async function carryOut(intent: Intent): Promise<string | null> {
  const { open } = planner.state
  if (!open) return null
  try {
    intent(open.ledger.plan)
  } catch (refusal) {
    return sentenceOf(refusal)
  }
  planner.show(null)
  await planner.edit(intent)
  return null
}

/** Carries an intent out that takes something away, and offers to take that back. @param of what an option cannot hold is done in the plan */
export async function takeAway(intent: Intent, of: 'edit' | 'editBase' = 'edit'): Promise<void> {
  const change = await planner[of](intent)
  if (!change) return
  planner.notify({
    kind: 'done',
    sentence: `Done: ${change.label}`,
    action: { label: 'Undo', perform: () => void planner.undo() },
  })
  // The button that was pressed has gone with its row.
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('.notice .link')?.focus()
  })
}
