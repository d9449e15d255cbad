/**
 * A labelled text field. `DraftField` keeps what is typed to itself until it is left or Enter is pressed; Esc takes it back.
 * Example: `<DraftField label="Provider" value={line.provider ?? ''} onCommit={save} />`.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { planner } from '../instance.ts'

export interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  error?: string | null
  money?: boolean
  list?: readonly string[]
  required?: boolean
  autoFocus?: boolean
  /** What is typed is not shown. */
  secret?: boolean
}

export function Field({ label, value, onChange, hint, error, money, list, required, autoFocus, secret }: FieldProps) {
  const id = useId()
  const told = error ?? hint
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type={secret ? 'password' : 'text'}
        className={money ? 'input money' : 'input'}
        value={value}
        required={required}
        // biome-ignore lint/a11y/noAutofocus: the first field of a dialog that was just asked for
        autoFocus={autoFocus}
        autoComplete="off"
        list={list ? `${id}-list` : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={told ? `${id}-told` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((item) => (
            <option key={item} value={item} />
          ))}
        </datalist>
      )}
      {told && (
        <p id={`${id}-told`} className={error ? 'field-error' : 'field-hint'} role={error ? 'alert' : undefined}>
          {told}
        </p>
      )}
    </div>
  )
}

export interface DraftFieldProps {
  label: string
  value: string
  onCommit: (value: string) => void
  readOnly?: boolean
  money?: boolean
  /** What stands there while it is not being edited, such as "12,500" for 12500. */
  shown?: string
  rows?: number
  /** Hide the label, where a table's heading says it. */
  bare?: boolean
  placeholder?: string
  /** Why what was typed cannot be taken, and where to mend it; with it, Enter does not leave what it says no to. */
  refusal?: (typed: string) => { sentence: string; at: number } | null
}

export function DraftField({
  label,
  value,
  onCommit,
  readOnly = false,
  money = false,
  shown = value,
  rows,
  bare = false,
  placeholder,
  refusal,
}: DraftFieldProps) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const [focused, setFocused] = useState(false)
  const latest = useRef({ draft, value, onCommit })
  latest.current = { draft, value, onCommit }

  const commit = () => {
    const { draft: typed, value: held, onCommit: save } = latest.current
    if (typed === null) return false
    latest.current.draft = null
    setDraft(null)
    if (typed === held) return false
    save(typed)
    return true
  }
  const commitLatest = useRef(commit)
  commitLatest.current = commit
  // The figure changes its form as it is entered, which would lose the selection that Tab makes; typing replaces it.
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (focused && money) input.current?.select()
  }, [focused, money])
  // What was typed is kept too when the plan is closed or another line is shown.
  useEffect(() => planner.onFlush(() => commitLatest.current()), [])
  useEffect(() => () => void commitLatest.current(), [])

  const shared = {
    id,
    className: money ? 'input money' : 'input',
    value: draft ?? (focused ? value : shown),
    readOnly,
    placeholder,
    autoComplete: 'off',
    ...(bare ? { 'aria-label': label } : {}),
    onFocus: () => setFocused(true),
    onBlur: () => {
      setFocused(false)
      commit()
    },
    onChange: (event: { target: { value: string } }) => setDraft(event.target.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape' && draft !== null) {
        event.stopPropagation()
        setDraft(null)
      } else if (event.key === 'Enter' && !(rows && event.shiftKey)) {
        event.preventDefault()
        const refused = draft === null || draft === value ? null : refusal?.(draft)
        if (!refused) {
          commit()
          return
        }
        planner.notify({ kind: 'error', sentence: refused.sentence })
        input.current?.setSelectionRange(refused.at, refused.at)
      }
    },
  }
  return (
    <div className={bare ? 'field bare' : 'field'}>
      {!bare && (
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
      )}
      {rows ? <textarea {...shared} rows={rows} /> : <input ref={input} {...shared} />}
    </div>
  )
}
