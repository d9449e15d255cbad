/**
 * What a template's tables can be grouped by: what papers are divided by, and the service, so that a service which several
 * areas share is one row. Example: `{{service.name}}` beside `{{subtotal.budget Y where geography=Torbay}}`.
 */
import type { Tables } from '../model.ts'
import { linesInOrder, type Plan } from '../plan.ts'
import { type Group, groupingNames, groupsOf, NOT_FUNDED } from '../totals.ts'
import { type Env, type Places, plain } from './figures.ts'

export const heads = ['priority', 'route', 'source', 'geography', 'provider', 'owner', 'service'] as const
export type Head = (typeof heads)[number]

export const isHead = (band: string): band is Head => (heads as readonly string[]).includes(band)

/** The groups in the order of the paper, each with its lines. */
export function groupsBy(plan: Plan, by: Head): Group[] {
  if (by !== 'service') return groupsOf(plan, by)
  const groups = new Map<string, Group>()
  for (const line of linesInOrder(plan)) {
    const key = plain(line.service)
    const held = groups.get(key)
    if (held) held.lines.push(line)
    else groups.set(key, { key, name: line.service, lines: [line] })
  }
  return [...groups.values()]
}

/** Which group is the first, the second and so on; lines without one have no place. */
export function placesOf({ plan, places }: Pick<Env, 'plan' | 'places'>, by: Head): Places {
  const held = places.get(by)
  if (held) return held
  const made: Places = { names: [], of: new Map() }
  for (const { name, lines } of groupsBy(plan, by)) {
    if (name === null || lines.length === 0) continue
    made.names.push(name)
    for (const { id } of lines) made.of.set(id, made.names.length)
  }
  places.set(by, made)
  return made
}

/** The name of a group, for its heading. */
export function groupName(by: Head, { name }: Pick<Group, 'name'>): string {
  return name ?? (by === 'service' ? 'Service not given' : groupingNames[by].without)
}

/** A priority's name after those it stands under. @example 'Victims – Young victims' */
export function pathOf(plan: Plan, priorityId: string): string {
  const names: string[] = []
  const seen = new Set<string>()
  let priority: Tables['priority'] | undefined = plan.priority.get(priorityId)
  while (priority && !seen.has(priority.id)) {
    seen.add(priority.id)
    names.unshift(priority.name)
    priority = plan.priority.get(priority.parentId ?? '')
  }
  return names.join(' – ')
}

/** The full name of a group. @example 'Victims – Young victims' */
export function groupPath(plan: Plan, by: Head, group: Group): string {
  return by === 'priority' && group.key !== NOT_FUNDED ? pathOf(plan, group.key) : groupName(by, group)
}
