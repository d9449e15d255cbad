/**
 * What is being typed into a cell: why it cannot be taken, before the editor is left; what was refused after all, so that it
 * is there again; and the text as it grows, for the formula bar to show. Example: “=1+” is refused, and the editor stays open.
 */
import { Misread } from '../../shared/arithmetic/tokens.ts'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { planner } from '../instance.ts'
import type { Column } from './columns.ts'

/** A refusal of what was typed; `at` is where it cannot be read, where that is known. */
export interface Refused {
  sentence: string
  at: number | null
}

/** Why a line's cell cannot become what was typed; null when it can. */
export function refusalOf({ edit }: Column, lineId: string, typed: string): Refused | null {
  return edit ? refusalBy((plan) => edit.change(plan, lineId, typed)) : null
}

/** Why an intent is refused; null when it is not. */
export function refusalBy(intent: (plan: Plan) => unknown): Refused | null {
  const plan = planner.state.open?.ledger.plan
  if (!plan) return null
  try {
    intent(plan)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { sentence: error.message, at: error instanceof Misread ? error.at : null }
  }
}

/** Where to mend it: at what cannot be read, else at the end. */
export function placeOf({ at }: Refused, text: string): number {
  return Math.min(at ?? text.length, text.length)
}

interface Kept {
  rowId: string
  columnId: string
  text: string
  at: number
}

let kept: Kept | null = null

/** Keeps what was typed and refused, for the next editor of that cell. */
export function keepTyping(rowId: string, columnId: string, text: string, refused: Refused): void {
  kept = { rowId, columnId, text, at: placeOf(refused, text) }
}

/** What was kept for this cell, once; what was kept for another is kept no longer. */
export function keptTyping(rowId: string, columnId: string): { text: string; at: number } | null {
  const found = kept?.rowId === rowId && kept.columnId === columnId ? kept : null
  kept = null
  return found
}

let guard: ((event: KeyboardEvent) => boolean) | null = null

/** Asks the cell's editor about keys before the grid hears them; null once it is closed. */
export function guardEditor(keeps: typeof guard): void {
  guard = keeps
}

/** Does the cell's editor keep a key for itself? */
export function editorKeeps(event: KeyboardEvent): boolean {
  return guard?.(event) ?? false
}

let shown: string | null = null
const listeners = new Set<() => void>()

/** Tells what the cell's editor holds; null once it is closed. */
export function showTyping(text: string | null): void {
  if (shown === text) return
  shown = text
  for (const listener of listeners) listener()
}

export const typingNow = (): string | null => shown

/** @returns what stops listening */
export function onTyping(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
