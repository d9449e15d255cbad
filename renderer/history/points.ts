/**
 * Points of the history as they are chosen and named: now, a draft, a step. Example: the draft "Draft 2" stands after step 12,
 * and in a sentence it is "Draft 2, panel of 14 January 2021".
 */
import { useEffect, useState } from 'react'
import { type Draft, draftsInOrder, draftText } from '../../shared/drafts.ts'
import type { HistoryStep } from '../../shared/ipc.ts'
import type { Plan } from '../../shared/plan.ts'
import { planner, usePlanner } from '../instance.ts'
import { sentenceOf } from '../planner.ts'
import type { Looking } from '../state.ts'

/** A draft and the step after which the plan was what it stands for. */
export interface DraftPoint {
  draft: Draft
  step: number
}

/** The history, and the drafts of the plan as it is now, along it. */
export interface Known {
  /** The latest first. */
  steps: HistoryStep[]
  /** In the order of their steps. */
  drafts: DraftPoint[]
}

export const stepKey = (step: number) => `step ${step}`
export const draftKey = (id: string) => `draft ${id}`

/** A point that can be looked at or compared. @returns null when there is none of this key any more */
export function pointOf({ steps, drafts }: Known, key: string): Looking | null {
  const found = drafts.find(({ draft }) => draftKey(draft.id) === key)
  const step = found?.step ?? Number(/^step (\d+)$/.exec(key)?.[1] ?? Number.NaN)
  const made = steps.find(({ number }) => number === step)
  if (!found && made?.state !== 'done' && step !== 0) return null
  const name = found ? draftText(found.draft) : step === 0 ? 'the empty plan' : `the plan after step ${step}`
  return Number.isNaN(step) ? null : { step, name, at: made?.at ?? null }
}

/** The drafts of the plan, along the history. */
export function draftPoints(plan: Plan, steps: Readonly<Record<string, number>>): DraftPoint[] {
  return draftsInOrder(plan)
    .flatMap((draft) => (steps[draft.id] === undefined ? [] : [{ draft, step: steps[draft.id]! }]))
    .sort((a, b) => a.step - b.step)
}

/** The history and the drafts, asked for again after every Change; null until they are there. */
export function useKnown(): Known | null {
  const version = usePlanner((state) => state.version)
  const [known, setKnown] = useState<Known | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after every Change
  useEffect(() => {
    let wanted = true
    const ask = async () => {
      const steps = await planner.past.historySteps()
      const drafts = draftPoints(planner.past.present!.ledger.base, await planner.past.draftSteps())
      if (wanted) setKnown({ steps, drafts })
    }
    ask().catch((error) => planner.notify({ kind: 'error', sentence: sentenceOf(error) }))
    return () => {
      wanted = false
    }
  }, [version])
  return known
}
