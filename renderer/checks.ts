/**
 * The checks of the open plan, worked out once for each Change however many places show them, and after the figures are
 * painted. Example: the rail counts the errors and warnings that ChecksView lists.
 */
import { useDeferredValue } from 'react'
import { type Check, checksOf } from '../shared/checks.ts'
import type { Plan } from '../shared/plan.ts'
import { useLedger, usePlanner } from './instance.ts'

let latest: { plan: Plan; version: number; checks: Check[] } | null = null

/** Errors, warnings and notes of the open plan. Only within screens of an open plan. */
export function useChecks(): Check[] {
  const { plan } = useLedger()
  const version = useDeferredValue(usePlanner((state) => state.version))
  if (latest?.plan !== plan || latest.version !== version) latest = { plan, version, checks: checksOf(plan) }
  return latest.checks
}
