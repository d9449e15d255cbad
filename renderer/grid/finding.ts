/**
 * Lines found by what one remembers of them: the beginning of the name or code first, then a word's beginning, then any part.
 * Example: "vic" finds "Victim First" before "Support for victims".
 */
import type { Line } from '../../shared/model.ts'

/** A line that was found; `beside` tells lines of one name apart. */
export interface Found {
  id: string
  service: string
  beside: string
}

const MOST = 12

/** The best lines for what was typed, at most twelve; those equally good in the order given. */
export function findLines(lines: readonly Line[], typed: string): Found[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return []
  const ranked: Line[][] = [[], [], [], []]
  for (const line of lines) ranked[rankOf(line, wanted)]?.push(line)
  return ranked
    .flat()
    .slice(0, MOST)
    .map(({ id, service, provider, code }) => ({ id, service, beside: [code, provider].filter(Boolean).join(' · ') }))
}

/** 0 is best; 4 is not found. */
function rankOf({ service, code, provider }: Line, wanted: string): number {
  const name = service.toLowerCase()
  const ref = (code ?? '').toLowerCase()
  if (name === wanted || ref === wanted) return 0
  if (name.startsWith(wanted) || ref.startsWith(wanted)) return 1
  if (name.includes(` ${wanted}`)) return 2
  return name.includes(wanted) || (provider ?? '').toLowerCase().includes(wanted) ? 3 : 4
}
