/**
 * After all end-to-end tests: no session of them may have asked anything of the network. Chromium keeps a log of every request,
 * address looked up and connection made, its own included, and each session wrote one beside its settings.
 * Example: a spelling dictionary that Chromium fetches by itself fails the run, with its address.
 */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FullConfig } from '@playwright/test'

/**
 * What a log of Chromium's network service holds of requests: addresses, hosts and connections.
 * @param text the log, also one that was cut short
 */
export function networkUse(text: string): string[] {
  const [, events = ''] = text.split('"events": [\n')
  const used = new Set<string>()
  for (const line of events.split('\n')) {
    // The last line also closes the log, with what the service held when it ended.
    const event = /^\{.*?\}(?=,?$|\],)/.exec(line)?.[0]
    const found = event?.matchAll(/"(?:url|host|address)":"([^"]+)"/g) ?? []
    for (const [, where] of found) used.add(where!)
  }
  return [...used].filter((where) => !where.startsWith('planner://'))
}

export default function checkSessions(config: FullConfig): void {
  const folders = new Set(config.projects.map(({ outputDir }) => outputDir))
  const logs = [...folders].flatMap((folder) =>
    globSync('**/network.json', { cwd: folder }).map((name) => path.join(folder, name)),
  )
  if (logs.length === 0) throw new Error('No session left a log of what it asked of the network.')
  const used = logs.flatMap((log) => networkUse(readFileSync(log, 'utf8')).map((where) => `${where}, in ${log}`))
  if (used.length > 0) throw new Error(`The program used the network:\n${used.join('\n')}`)
  console.log(`${logs.length} sessions asked nothing of the network.`)
}
