/**
 * Add a statement: a figure quoted in a paper's text, to be held against the plan from then on.
 * Example (Leicestershire): the total of 2020/21, "£4,385,961", in the framework's summary.
 */
import { useMemo, useState } from 'react'
import { namesOf } from '../../shared/checks.ts'
import { addStatement } from '../../shared/edits/statements.ts'
import type { Measure } from '../../shared/model.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { linesInOrder, prioritiesInOrder } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { readQuoted } from '../../shared/statements.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

const targets = [
  { value: 'total', label: 'The total' },
  { value: 'priority', label: 'A priority' },
  { value: 'line', label: 'A budget line' },
] as const
const measureItems: { value: Measure; label: string }[] = [
  { value: 'budget', label: 'Budget' },
  { value: 'forecast', label: 'Forecast outturn' },
  { value: 'actual', label: 'Actual' },
]

/** How a figure is understood. @example '£4,400,000, to the nearest £100,000' */
function understood(quoted: string): string {
  const figure = readQuoted(quoted)
  if (!figure) return 'As the paper has it, such as £4,385,961 or £4.4m.'
  const { pence, step } = figure
  return step === 0 ? formatMoney(pence) : `${formatMoney(pence)}, to the nearest ${formatMoney(step as Pence)}`
}

export function StatementDialog() {
  const { plan, planYear, years } = useLedger()
  const selected = usePlanner((state) => state.selection?.lineId ?? null)
  const lines = useMemo(() => {
    const all = linesInOrder(plan)
    const names = namesOf(all)
    return all.map((line) => ({ id: line.id, name: names(line) }))
  }, [plan])
  const priorities = prioritiesInOrder(plan).map(({ id, name }) => ({ value: id, label: name }))
  const [target, setTarget] = useState<(typeof targets)[number]['value']>('total')
  const [priorityId, setPriorityId] = useState(priorities[0]?.value ?? '')
  const [line, setLine] = useState(lines.find(({ id }) => id === selected)?.name ?? '')
  const [year, setYear] = useState(planYear ?? years.at(-1)!)
  const [measure, setMeasure] = useState<Measure>('budget')
  const [quoted, setQuoted] = useState('')
  const [text, setText] = useState('')
  const [source, setSource] = useState('')
  const [error, setError] = useState<string | null>(null)

  const changeQuoted = (typed: string) => {
    setQuoted(typed)
    setError(null)
  }
  const targetOf = (): string | null => {
    if (target !== 'line') return target === 'priority' ? priorityId : null
    const wanted = line.trim().toLowerCase()
    const found = lines.find(({ name }) => name.toLowerCase() === wanted)
    if (found) return found.id
    throw new Refusal(
      `There is no budget line “${line.trim()}” in the plan, so no statement was added; choose one of the list.`,
    )
  }
  const add = async () => {
    setError(null)
    try {
      const intent = { target, targetId: targetOf(), year, measure, quoted, text, source }
      // Planned once here, so that a refusal is read beside the fields.
      addStatement(plan, intent, planner.newId)
      planner.show(null)
      await planner.edit((current) => addStatement(current, intent, planner.newId))
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  return (
    <Modal
      title="Add a statement"
      description="A figure quoted in a paper’s text, held against the plan from now on."
      onClose={() => planner.show(null)}
      onSubmit={() => void add()}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Add
          </button>
        </>
      }
    >
      <Field label="Figure as quoted" value={quoted} onChange={changeQuoted} autoFocus hint={understood(quoted)} />
      <Choice
        stacked
        label="What it is about"
        items={priorities.length > 0 ? targets : targets.filter(({ value }) => value !== 'priority')}
        value={target}
        onChange={setTarget}
      />
      {target === 'priority' && (
        <Choice stacked label="Priority" items={priorities} value={priorityId} onChange={setPriorityId} />
      )}
      {target === 'line' && (
        <Field label="Budget line" value={line} onChange={setLine} list={lines.map(({ name }) => name)} />
      )}
      <div className="field-pair">
        <Choice
          stacked
          label="Year"
          items={years.map((value) => ({ value, label: value }))}
          value={year}
          onChange={setYear}
        />
        <Choice stacked label="Measure" items={measureItems} value={measure} onChange={setMeasure} />
      </div>
      <Field label="Wording" value={text} onChange={setText} hint="If it says more than the figure." />
      <Field
        label="Where it stands"
        value={source}
        onChange={setSource}
        hint="Such as: Decision record EXE0003/20, summary."
      />
      {error && (
        <p className="error-box" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
