/**
 * The options of the plan: what each differs in, what it comes to, and what can be done with it. Example: "5% cut to grants ·
 * 12 differences · £4,350,000 · (£45,961)".
 */
import { Copy, Eye, EyeOff, Pencil, Percent, Stamp, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { compared } from '../../shared/comparison.ts'
import type { Pence } from '../../shared/money.ts'
import { type Option, optionsInOrder } from '../../shared/options.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { changeText, moneyText, percentText } from '../grid/cells.ts'
import { count } from '../importing/summary.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import type { DialogState } from '../state.ts'
import { budgetUnder, leftOutText, PLAN, underOf } from './under.ts'

export function OptionList({ year }: { year: FinancialYear | null }) {
  const ledger = useLedger()
  const plan = year && budgetUnder(ledger, PLAN, year)
  return (
    <table className="plain-table options-table">
      <thead>
        <tr>
          <th scope="col">Option</th>
          <th scope="col">Differs in</th>
          <th scope="col" className="money">
            {year} total
          </th>
          <th scope="col" className="money">
            Difference from the plan
          </th>
          <th scope="col">
            <span className="announcer">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr aria-current={ledger.option === null ? 'true' : undefined}>
          <th scope="row">The plan</th>
          <td className="quiet">as it is saved</td>
          <td className="money">{moneyText(plan)}</td>
          <td className="money" />
          <td className="options-acts">
            {ledger.option && (
              <Act
                icon={<EyeOff size={14} aria-hidden />}
                word="Back to the plan"
                perform={() => void planner.switchTo(null)}
              />
            )}
          </td>
        </tr>
        {optionsInOrder(ledger.base).map((option) => (
          <OptionRow key={option.id} option={option} year={year} plan={plan} />
        ))}
      </tbody>
    </table>
  )
}

function OptionRow({ option, year, plan }: { option: Option; year: FinancialYear | null; plan: Pence | null }) {
  const ledger = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const { id, name, description } = option
  const on = ledger.option?.id === id
  const { leftOut } = underOf(ledger, id)
  const total = year && budgetUnder(ledger, id, year)
  const { difference, share } = compared(plan, total)
  const differences = count(ledger.base.difference.count('optionId', id), 'row')
  const show = (dialog: DialogState) => () => planner.show(dialog)
  return (
    <tr aria-current={on ? 'true' : undefined} className={on ? 'options-on' : undefined}>
      <th scope="row">
        {name}
        {on && <span className="options-mark">shown</span>}
        {description && <small>{description}</small>}
      </th>
      <td>
        <button
          type="button"
          className="link"
          aria-label={`${differences}, what ${name} changes`}
          onClick={show({ kind: 'differences', optionId: id })}
        >
          {differences}
        </button>
        {leftOut.length > 0 && <small className="options-left-out">{leftOutText(leftOut)}</small>}
      </td>
      <td className="money">{moneyText(total)}</td>
      <td className="money">
        {difference === 0 ? (
          <span className="quiet">the same</span>
        ) : (
          <>
            {changeText(difference)}
            {share !== null && <small>{percentText(share)}</small>}
          </>
        )}
      </td>
      <td className="options-acts">
        {!on && (
          <Act
            icon={<Eye size={14} aria-hidden />}
            word="Switch on"
            of={name}
            perform={() => void planner.switchTo(id)}
          />
        )}
        {!readOnly && (
          <>
            <Act
              icon={<Percent size={14} aria-hidden />}
              word="Cut by rule…"
              of={name}
              perform={show({ kind: 'cutBudgets', optionId: id })}
            />
            <Act
              icon={<Stamp size={14} aria-hidden />}
              word="Adopt…"
              of={name}
              perform={show({ kind: 'adoptOption', optionId: id })}
            />
            <Act
              icon={<Pencil size={14} aria-hidden />}
              word="Rename…"
              of={name}
              perform={show({ kind: 'describeOption', optionId: id })}
              quiet
            />
            <Act
              icon={<Copy size={14} aria-hidden />}
              word="Copy…"
              of={name}
              perform={show({ kind: 'addOption', copyOf: id })}
              quiet
            />
            <Act
              icon={<Trash2 size={14} aria-hidden />}
              word="Remove…"
              of={name}
              perform={show({ kind: 'removeOption', optionId: id })}
              quiet
            />
          </>
        )}
      </td>
    </tr>
  )
}

/** A button; a quiet one shows only its icon. */
function Act({
  icon,
  word,
  of,
  perform,
  quiet = false,
}: {
  icon: ReactNode
  word: string
  of?: string
  perform: () => void
  quiet?: boolean
}) {
  return (
    <button
      type="button"
      className={quiet ? 'button quiet-button icon-only' : 'button'}
      aria-label={of ? `${word} ${of}` : word}
      title={word}
      onClick={perform}
    >
      {icon}
      {!quiet && <span>{word}</span>}
    </button>
  )
}
