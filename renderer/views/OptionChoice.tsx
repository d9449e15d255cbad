/**
 * Which option is shown: the plan, or the plan under one of its options. Only there once the plan has an option.
 * Example: "Option [5% cut to grants ▾]".
 */
import { optionsInOrder } from '../../shared/options.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'

/** The value that stands for the plan itself; no option has an empty id. */
const PLAN = ''

export function OptionChoice() {
  const { base, option } = useLedger()
  const options = optionsInOrder(base)
  if (options.length === 0) return null
  const items = [{ value: PLAN, label: 'Plan' }, ...options.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <div className={option ? 'option-choice option-shown' : 'option-choice'}>
      <Choice
        label="Option"
        items={items}
        value={option?.id ?? PLAN}
        onChange={(chosen) => void planner.switchTo(chosen === PLAN ? null : chosen)}
      />
    </div>
  )
}
