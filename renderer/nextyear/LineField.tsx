/**
 * A budget line chosen by typing part of its name. Example: `<LineField label="From" value={id} onChange={setId} />`.
 */
import { useMemo, useState } from 'react'
import type { Line } from '../../shared/model.ts'
import { linesInOrder, type Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { useLedger } from '../instance.ts'
import { Field, type FieldProps } from '../parts/Field.tsx'

/** So many names are offered at a time. */
const OFFERED = 50

/** Each line by a name that no other has: its label, with a number where several share one. */
export function namesOf(plan: Plan): Map<string, Line> {
  const names = new Map<string, Line>()
  for (const line of linesInOrder(plan)) {
    const label = lineLabel(plan, line)
    let name = label
    for (let number = 2; names.has(name); number++) name = `${label}, ${number}`
    names.set(name, line)
  }
  return names
}

export interface LineFieldProps extends Pick<FieldProps, 'label' | 'hint' | 'autoFocus'> {
  /** The line's id; null while what is typed is none. */
  value: string | null
  onChange: (lineId: string | null) => void
}

export function LineField({ label, hint, autoFocus = false, value, onChange }: LineFieldProps) {
  const { plan } = useLedger()
  const names = useMemo(() => namesOf(plan), [plan])
  const [typed, setTyped] = useState(() => [...names].find(([, line]) => line.id === value)?.[0] ?? '')
  const wanted = typed.trim().toLowerCase()
  const offered: string[] = []
  for (const name of names.keys()) {
    if (name.toLowerCase().includes(wanted)) offered.push(name)
    if (offered.length === OFFERED) break
  }
  const choose = (text: string) => {
    setTyped(text)
    const sought = text.trim().toLowerCase()
    const found = names.get(text.trim()) ?? [...names].find(([name]) => name.toLowerCase() === sought)?.[1]
    onChange(found?.id ?? null)
  }
  return (
    <Field
      label={label}
      value={typed}
      onChange={choose}
      list={offered}
      autoFocus={autoFocus}
      hint={wanted !== '' && value === null ? 'Choose one of the plan’s lines.' : hint}
    />
  )
}
