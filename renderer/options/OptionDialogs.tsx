/**
 * The dialogs about options: add, rename, remove, adopt, cut by rule, and what one changes. Example: "Adopt “5% cut to
 * grants”: 12 rows of the plan become others. One undo takes it all back."
 */
import { useMemo, useState } from 'react'
import type { Change } from '../../shared/change.ts'
import { addOption, adoptOption, describeOption, removeOption } from '../../shared/edits/options.ts'
import { formatCount, formatMoney } from '../../shared/money.ts'
import { changesOf, optionsInOrder } from '../../shared/options.ts'
import { Pager } from '../importing/Pager.tsx'
import { count } from '../importing/summary.ts'
import { PAGE } from '../importing/view.ts'
import { planner, useLedger } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import type { DialogState } from '../state.ts'
import { CutDialog } from './CutDialog.tsx'
import { describe } from './differences.ts'
import { budgetUnder, leftOutText, PLAN, underOf } from './under.ts'

const close = () => planner.show(null)

export function OptionDialogs({ dialog }: { dialog: DialogState }) {
  switch (dialog.kind) {
    case 'addOption':
      return <NamingDialog optionId={null} copyOf={dialog.copyOf} />
    case 'describeOption':
      return <NamingDialog optionId={dialog.optionId} copyOf={null} />
    case 'removeOption':
      return <RemoveDialog optionId={dialog.optionId} />
    case 'adoptOption':
      return <AdoptDialog optionId={dialog.optionId} />
    case 'cutBudgets':
      return <CutDialog optionId={dialog.optionId} />
    case 'differences':
      return <DifferencesDialog optionId={dialog.optionId} />
    default:
      return null
  }
}

function Buttons({ act }: { act: string }) {
  return (
    <>
      <button type="button" className="button" onClick={close}>
        Cancel
      </button>
      <button type="submit" className="button primary">
        {act}
      </button>
    </>
  )
}

function NamingDialog({ optionId, copyOf }: { optionId: string | null; copyOf: string | null }) {
  const { base } = useLedger()
  const held = optionId === null ? undefined : base.option.get(optionId)
  const [name, setName] = useState(held?.name ?? '')
  const [description, setDescription] = useState(held?.description ?? '')
  const [from, setFrom] = useState(copyOf ?? PLAN)
  const [error, setError] = useState<string | null>(null)
  const intent = (plan: typeof base): Change =>
    optionId === null
      ? addOption(plan, { name, description, copyOf: from === PLAN ? null : from }, planner.newId)
      : describeOption(plan, { optionId, name, description })
  const save = async () => {
    try {
      // Planned once here, so that a refusal is read beside the field.
      intent(base)
      close()
      await planner.editBase(intent)
    } catch (refusal) {
      setError(sentenceOf(refusal))
    }
  }
  const froms = [
    { value: PLAN, label: 'The plan as it is' },
    ...optionsInOrder(base).map((option) => ({ value: option.id, label: `A copy of “${option.name}”` })),
  ]
  return (
    <Modal
      title={optionId === null ? 'Add an option' : `Rename “${held?.name ?? 'option'}”`}
      description={
        optionId === null ? 'The plan stays as it is; what you change in the option is kept apart from it.' : undefined
      }
      onClose={close}
      onSubmit={() => void save()}
      buttons={<Buttons act={optionId === null ? 'Add' : 'Save'} />}
    >
      <Field label="Name" value={name} onChange={setName} autoFocus error={error} hint="Such as 5% cut to grants" />
      <Field label="Description" value={description} onChange={setDescription} />
      {optionId === null && <Choice stacked label="Start from" items={froms} value={from} onChange={setFrom} />}
    </Modal>
  )
}

function RemoveDialog({ optionId }: { optionId: string }) {
  const { base } = useLedger()
  const differences = base.difference.count('optionId', optionId)
  return (
    <Modal
      title={`Remove “${base.option.get(optionId)?.name ?? 'option'}”`}
      description={`Its ${count(differences, 'difference')} ${differences === 1 ? 'goes' : 'go'} with it. The plan stays as it is, and one undo brings the option back.`}
      onClose={close}
      onSubmit={() => {
        close()
        void planner.editBase((plan) => removeOption(plan, optionId))
      }}
      buttons={<Buttons act="Remove" />}
    />
  )
}

function AdoptDialog({ optionId }: { optionId: string }) {
  const ledger = useLedger()
  const { base, planYear } = ledger
  const name = base.option.get(optionId)?.name ?? 'option'
  const adoption = useMemo(() => (base.option.has(optionId) ? adoptOption(base, optionId) : null), [base, optionId])
  const before = planYear && budgetUnder(ledger, PLAN, planYear)
  const after = planYear && adoption && budgetUnder(ledger, optionId, planYear)
  return (
    <Modal
      title={`Adopt “${name}”`}
      description="The plan becomes what it is under this option, and the option is removed. One undo takes it all back."
      onClose={close}
      onSubmit={() => {
        close()
        void planner.editBase((plan) => adoptOption(plan, optionId).change)
      }}
      buttons={<Buttons act="Adopt" />}
    >
      {adoption && (
        <dl className="figures">
          <dt>Rows of the plan replaced</dt>
          <dd>{formatCount(adoption.replaced)}</dd>
          <dt>Rows added</dt>
          <dd>{formatCount(adoption.added)}</dd>
          <dt>Rows removed</dt>
          <dd>{formatCount(adoption.removed)}</dd>
          {planYear && (
            <>
              <dt>{planYear} total of the plan now</dt>
              <dd>{before === null ? 'blank' : formatMoney(before)}</dd>
              <dt>{planYear} total after adopting</dt>
              <dd>
                <strong>{after === null ? 'blank' : formatMoney(after)}</strong>
              </dd>
            </>
          )}
        </dl>
      )}
      {adoption && adoption.leftOut > 0 && (
        <p className="field-hint">{leftOutText(underOf(ledger, optionId).leftOut)}.</p>
      )}
      <p className="field-hint">Where the plan was changed since, the option’s figures take the place of those.</p>
    </Modal>
  )
}

function DifferencesDialog({ optionId }: { optionId: string }) {
  const ledger = useLedger()
  const { base } = ledger
  const under = underOf(ledger, optionId)
  const changes = useMemo(() => changesOf(base, optionId, under), [base, optionId, under])
  const [page, setPage] = useState(0)
  const from = page * PAGE
  const shown = { all: changes.length, from, items: changes.slice(from, from + PAGE) }
  return (
    <Modal
      title={`What “${base.option.get(optionId)?.name ?? 'option'}” changes`}
      description={under.leftOut.length > 0 ? `${leftOutText(under.leftOut)}.` : undefined}
      size="large"
      onClose={close}
      onSubmit={close}
      buttons={
        <button type="submit" className="button primary">
          Close
        </button>
      }
    >
      {changes.length === 0 ? (
        <p className="quiet">Nothing so far: switch the option on and type.</p>
      ) : (
        <table className="plain-table sticky-head">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">In the plan</th>
              <th scope="col">In the option</th>
            </tr>
          </thead>
          <tbody>
            {shown.items
              .map((change) => describe(base, under.plan, change))
              .map(({ key, what, before, after }) => (
                <tr key={key}>
                  <th scope="row">{what}</th>
                  <td>{before}</td>
                  <td>{after}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      <Pager page={shown} one="difference" onTurn={setPage} />
    </Modal>
  )
}
