/**
 * A line, chosen by typing part of its name. Of many lines only the first that fit are offered, so that ten thousand stay
 * quick. Example: `<LineField label="Into which line" value={text} onChange={setText} />`, then `lineNamed(plan, text)`.
 */
import type { Line } from '../../shared/model.ts'
import { linesInOrder, type Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { useLedger } from '../instance.ts'
import { Field, type FieldProps } from '../parts/Field.tsx'

const OFFERED = 50

/** The line whose label was typed; null when nothing was. @throws Refusal when there is none */
export function lineNamed(plan: Plan, typed: string): Line | null {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return null
  for (const line of linesInOrder(plan)) if (lineLabel(plan, line).toLowerCase() === wanted) return line
  throw new Refusal(`There is no budget line “${typed.trim()}”, so nothing was changed; choose one of those offered.`)
}

export function LineField(props: Omit<FieldProps, 'list'>) {
  const { plan } = useLedger()
  const wanted = props.value.trim().toLowerCase()
  const offered: string[] = []
  for (const line of linesInOrder(plan)) {
    if (offered.length === OFFERED) break
    const label = lineLabel(plan, line)
    if (label.toLowerCase().includes(wanted)) offered.push(label)
  }
  return <Field {...props} list={offered} />
}
