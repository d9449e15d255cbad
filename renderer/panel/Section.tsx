/**
 * A part of the line's panel, which can be folded away; the panel remembers which are, on this computer.
 * Example: `<Section label="Funding">…</Section>`.
 */

import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useSyncExternalStore } from 'react'
import { formatCount } from '../../shared/money.ts'

const PLACE = 'panel sections'

/** Which sections were opened or folded, where that is otherwise than at first; null until a section asks. */
let chosen: Record<string, boolean> | null = null
const listeners = new Set<() => void>()

function read(): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === 'boolean'))
  } catch {
    return {}
  }
}

/** Read only once the panel is shown: to read it holds the window up until the main process has time. */
function sections(): Record<string, boolean> {
  chosen ??= read()
  return chosen
}

function keep(name: string, open: boolean): void {
  chosen = { ...sections(), [name]: open }
  for (const listener of listeners) listener()
  try {
    localStorage.setItem(PLACE, JSON.stringify(chosen))
  } catch {
    // Without room to keep it, the sections begin as they are at first.
  }
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Is a section open? It is read only where it is, since some of them have to be worked out. */
export function useOpen(name: string, atFirst = true): boolean {
  return useSyncExternalStore(listen, () => sections()[name] ?? atFirst)
}

export interface SectionProps {
  /** What it is called, for screen readers too; and what it is remembered by. */
  label: string
  /** Its heading, where that is otherwise. */
  title?: string
  /** How many things are in it. */
  count?: number
  /** Folded away until it is opened. */
  folded?: boolean
  children: ReactNode
}

export function Section({ label, title = label, count, folded = false, children }: SectionProps) {
  const id = useId()
  const open = useOpen(label, !folded)
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <section aria-label={label} className="panel-section">
      <h3>
        <button
          type="button"
          className="panel-toggle"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => keep(label, !open)}
        >
          <Icon size={14} aria-hidden />
          {title}
          {count !== undefined && count > 0 && <span className="panel-count">{formatCount(count)}</span>}
        </button>
      </h3>
      {open && (
        <div id={id} className="panel-content">
          {children}
        </div>
      )}
    </section>
  )
}
