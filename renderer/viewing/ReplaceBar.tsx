/**
 * Finding and replacing in the texts of the lines, one by one or all at once; it says before what will change. It looks
 * through the lines in sight, also those of collapsed groups. Example: “Catch 22” is in 7 cells of 5 lines.
 */

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { type Match, matchesOf, replaced, replaceTexts, type Sought } from '../../shared/edits/replacing.ts'
import { type TextField, textFields } from '../../shared/edits.ts'
import { formatCount } from '../../shared/money.ts'
import { type GridRow, keyOf } from '../grid/rows.ts'
import { activeSession } from '../grid/session.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { toggleGroup } from './acting.ts'
import { NAMES } from './arranging.ts'

const EVERY = 'every'
const fieldItems: readonly { value: TextField | typeof EVERY; label: string }[] = [
  { value: EVERY, label: 'all texts' },
  ...textFields.map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) })),
]
const countOf = (matches: readonly Match[]) => new Set(matches.map(({ lineId }) => lineId)).size
const many = (count: number, one: string, more: string) => `${formatCount(count)} ${count === 1 ? one : more}`

export function ReplaceBar({ rows }: { rows: readonly GridRow[] }) {
  const ledger = useLedger()
  const version = usePlanner((state) => state.version)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [sought, setSought] = useState<Sought>({ text: '', matchCase: false, wholeCell: false, field: null })
  const [by, setBy] = useState('')
  const [at, setAt] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const wanted = useDeferredValue(sought)
  const { plan } = ledger
  const lineIds = useMemo(() => [...new Set(rows.flatMap((row) => (row.kind === 'line' ? [row.lineId] : [])))], [rows])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when texts change
  const matches = useMemo(() => matchesOf(plan, wanted, lineIds), [plan, wanted, lineIds, version])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when texts change
  const elsewhere = useMemo(
    () => (lineIds.length === plan.line.size ? 0 : matchesOf(plan, wanted, plan.line.keys()).length - matches.length),
    [plan, wanted, lineIds, matches, version],
  )
  const current = matches[Math.min(at, matches.length - 1)] ?? null

  const look = (part: Partial<Sought>) => {
    setSought({ ...sought, ...part })
    setAt(-1)
  }
  const go = (place: number) => {
    if (matches.length === 0) return
    const to = (place + matches.length) % matches.length
    setAt(to)
    show(matches[to]!, rows, input.current)
  }
  const replaceOne = async () => {
    if (!current) return go(0)
    const change = await planner.edit((held) => replaceTexts(held, sought, by, [current]))
    // The next match has taken its place, unless the text still holds what is looked for.
    const left = matchesOf(ledger.plan, sought, lineIds)
    if (!change || left.length === 0) return
    const next = left.length === matches.length ? at + 1 : at
    setAt(next % left.length)
    show(left[next % left.length]!, rows, input.current)
  }
  const replaceAll = async () => {
    const change = await planner.edit((held) => replaceTexts(held, sought, by, matchesOf(held, sought, lineIds)))
    if (!change) return
    setAt(-1)
    planner.notify({
      kind: 'done',
      sentence: `Done: ${change.label}`,
      action: { label: 'Undo', perform: () => void planner.undo() },
    })
    input.current?.focus()
  }
  const close = () => {
    planner.set({ replacing: false })
    const session = activeSession()
    const cell = session?.focused()
    if (session && cell) session.go(cell)
  }
  const line = current && plan.line.get(current.lineId)
  return (
    <search
      className="replace-bar"
      aria-label="Find and replace"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <div className="replace-row">
        <label className="replace-field">
          <span>Find</span>
          <input
            id="replace-find"
            ref={input}
            className="input"
            value={sought.text}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: it was just asked for
            autoFocus
            onChange={(event) => look({ text: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              go(event.shiftKey ? Math.max(0, at) - 1 : at + 1)
            }}
          />
        </label>
        <button
          type="button"
          className="button icon-only"
          aria-label="Previous"
          title="Previous (Shift+Enter)"
          disabled={matches.length === 0}
          onClick={() => go(Math.max(0, at) - 1)}
        >
          <ChevronUp size={15} aria-hidden />
        </button>
        <button
          type="button"
          className="button icon-only"
          aria-label="Next"
          title="Next (Enter)"
          disabled={matches.length === 0}
          onClick={() => go(at + 1)}
        >
          <ChevronDown size={15} aria-hidden />
        </button>
        <Choice<TextField | typeof EVERY>
          label="in"
          items={fieldItems}
          value={sought.field ?? EVERY}
          onChange={(field) => look({ field: field === EVERY ? null : field })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={sought.matchCase}
            onChange={(event) => look({ matchCase: event.target.checked })}
          />
          Match case
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={sought.wholeCell}
            onChange={(event) => look({ wholeCell: event.target.checked })}
          />
          Whole cell
        </label>
        <span className="tools-gap" />
        <button
          type="button"
          className="icon-button"
          aria-label="Close find and replace"
          title="Close (Esc)"
          onClick={close}
        >
          <X size={15} aria-hidden />
        </button>
      </div>
      {!readOnly && (
        <div className="replace-row">
          <label className="replace-field">
            <span>Replace by</span>
            <input
              className="input"
              value={by}
              autoComplete="off"
              onChange={(event) => setBy(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                void replaceOne()
              }}
            />
          </label>
          <button type="button" className="button" disabled={matches.length === 0} onClick={() => void replaceOne()}>
            {current ? 'Replace' : 'Find first'}
          </button>
          <button type="button" className="button" disabled={matches.length === 0} onClick={() => void replaceAll()}>
            Replace all{matches.length > 0 && ` ${formatCount(matches.length)}`}
          </button>
          <p className="replace-preview">
            {line && current && (
              <>
                {current.field === 'service'
                  ? 'Service'
                  : `${current.field[0]!.toUpperCase()}${current.field.slice(1)} of ${line.service}`}
                : <del>{current.text}</del> <ins>{replaced(current.text, sought, by) || 'blank'}</ins>
              </>
            )}
          </p>
        </div>
      )}
      <p className="replace-count" role="status" data-testid="replace-count">
        {sought.text === ''
          ? 'Looks through the texts of the lines in sight; figures are left alone.'
          : matches.length === 0
            ? 'Not found'
            : `${current ? `${Math.min(at, matches.length - 1) + 1} of ` : ''}${many(matches.length, 'cell', 'cells')} in ${many(countOf(matches), 'line', 'lines')}`}
        {elsewhere > 0 && `; ${many(elsewhere, 'cell', 'cells')} more in lines that are filtered out stay as they are`}
      </p>
    </search>
  )
}

/** Takes the grid to a match, out of its collapsed group; the focus stays where the next one is asked for. */
function show(match: Match, rows: readonly GridRow[], input: HTMLInputElement | null): void {
  const row = rows.find((one) => one.kind === 'line' && one.lineId === match.lineId)
  if (row?.kind !== 'line') return
  toggleGroup(row.group, true)
  toggleGroup(keyOf(row), true)
  const typing = document.activeElement instanceof HTMLElement ? document.activeElement : input
  setTimeout(() => {
    const session = activeSession()
    if (!session) return
    session.go({ rowId: row.id, columnId: session.column(match.field) ? match.field : NAMES })
    typing?.focus()
  })
}
