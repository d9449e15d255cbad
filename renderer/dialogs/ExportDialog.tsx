/**
 * Export: which paper, of which year and option, in what; what would come out, and what each placeholder of the template gives;
 * then where to. Example: "Commissioning framework" for 2021/22 in £000, with its accessible edition beside it.
 */
import { useEffect, useRef, useState } from 'react'
import type { ExportChoice } from '../../shared/exporting/choice.ts'
import type { Exported, ExportState, MadeTemplate, OwnTemplate } from '../../shared/ipc.ts'
import { optionsInOrder } from '../../shared/options.ts'
import { yearsOf } from '../../shared/plan.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { call } from '../api.ts'
import { ACCESSIBLE, firstChoice, listValue, nameOf, units, withValue } from '../exporting/choosing.ts'
import { ExportedPanel } from '../exporting/ExportedPanel.tsx'
import { Findings } from '../exporting/Findings.tsx'
import { MadeTemplatePanel } from '../exporting/MadeTemplatePanel.tsx'
import { TemplateList } from '../exporting/TemplateList.tsx'
import { usePreview } from '../exporting/usePreview.ts'
import { planner, useLedger } from '../instance.ts'
import { PLAN } from '../options/under.ts'
import { Choice } from '../parts/Choice.tsx'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'

/** The value that stands for the plan's own year; no year is empty. */
const OWN_YEAR = ''

export function ExportDialog() {
  const ledger = useLedger()
  const [state, setState] = useState<ExportState | null>(null)
  const [choice, setChoice] = useState<ExportChoice | null>(null)
  const [round, setRound] = useState(0)
  const [fault, setFault] = useState<string | null>(null)
  const [made, setMade] = useState<MadeTemplate | null>(null)
  const [isWriting, setWriting] = useState(false)
  const exportButton = useRef<HTMLButtonElement>(null)
  const [exported, setExported] = useState<Exported | null>(null)
  const previewed = usePreview(exported || isWriting ? null : choice, round)
  useEffect(() => {
    const begin = async () => {
      const found = await call('exportState')
      setState(found)
      const { looking, optionId } = planner.state
      const first = firstChoice(found, yearsOf(ledger.plan), optionId)
      setChoice(looking ? { ...first, step: looking.step } : first)
    }
    begin().catch((error) => setFault(sentenceOf(error)))
    // What is being made when the dialog is closed is not wanted any more.
    return () => void call('cancelExport').catch(() => {})
  }, [ledger])

  const close = () => planner.show(null)
  const change = (next: ExportChoice) => {
    setFault(null)
    setChoice(next)
  }
  const attempt = async (work: () => Promise<void>) => {
    setFault(null)
    try {
      await work()
    } catch (error) {
      setFault(sentenceOf(error))
    }
  }
  /** Takes up a workbook of the officer's own, unless the picker was cancelled. */
  const take = (found: { id: string; own: OwnTemplate[] } | null) => {
    if (!found || !state || !choice) return
    setState({ ...state, own: found.own })
    change(withValue(choice, found.id))
  }
  const makeTemplate = async () => {
    const found = await call('makeTemplate')
    if (found) setMade(found)
    take(found)
  }
  const forget = (id: string) =>
    attempt(async () => {
      const own = await call('forgetTemplate', id)
      setState({ ...state!, own })
      if (choice!.template === id) change({ ...choice!, template: state!.builtin[0]?.name ?? '' })
    })

  const { preview } = previewed
  const wrong = preview?.placeholders.filter(({ problem }) => problem !== null).length ?? 0
  const canWrite = choice !== null && !isWriting && wrong === 0 && previewed.fault === null
  const write = async () => {
    if (!canWrite) return
    setWriting(true)
    await attempt(async () => setExported(await planner.papers.exportPaper(choice)))
    setWriting(false)
  }
  if (exported)
    return <ExportedPanel exported={exported} as={choice!.as} onClose={close} onAnother={() => setExported(null)} />
  const told = fault ?? (isWriting ? null : previewed.fault)
  return (
    <Modal
      size="import"
      title="Export the panel paper"
      onClose={close}
      onSubmit={() => void write()}
      initialFocus={exportButton}
      buttons={
        <>
          <div className="modal-foot-note" role="status">
            {isWriting ? (
              <span className="export-progress">
                Making “{nameOf(state!, choice!)}”…
                <progress className="progress" aria-label="Making the paper" />
              </span>
            ) : (
              wrong > 0 && `${wrong === 1 ? 'One placeholder' : `${wrong} placeholders`} must be put right first.`
            )}
          </div>
          <button
            type="button"
            className="button"
            onClick={() => (isWriting ? void attempt(async () => void (await call('cancelExport'))) : close())}
          >
            {isWriting ? 'Stop' : 'Cancel'}
          </button>
          <button ref={exportButton} type="submit" className="button primary" aria-disabled={!canWrite}>
            Export…
          </button>
        </>
      }
    >
      {told && (
        <p className="error-box" role="alert">
          {told}
        </p>
      )}
      {state && choice && (
        <div className="export-columns" inert={isWriting}>
          <div className="export-choices">
            <div className="template-lists">
              <TemplateList
                state={state}
                value={listValue(choice)}
                onChange={(value) => change(withValue(choice, value))}
                onChoose={() => void attempt(async () => take(await call('chooseTemplate')))}
                onMake={() => void attempt(makeTemplate)}
                onForget={(id) => void forget(id)}
              />
              {made && made.id === choice.template && <MadeTemplatePanel made={made} />}
            </div>
            <Settings state={state} choice={choice} onChange={change} />
            {choice.as === 'workbook' && state.builtin.some(({ name }) => name === choice.template) && (
              <button
                type="button"
                className="button template-add"
                onClick={() => void attempt(async () => take(await call('copyTemplate', choice.template)))}
              >
                Make a copy to change in Excel…
              </button>
            )}
          </div>
          {preview ? (
            <Findings choice={choice} preview={preview} isBusy={previewed.isBusy} onAgain={() => setRound(round + 1)} />
          ) : (
            <p className="quiet" role="status">
              {previewed.isBusy ? 'Making the preview…' : ''}
            </p>
          )}
        </div>
      )}
    </Modal>
  )
}

interface SettingsProps {
  state: ExportState
  choice: ExportChoice
  onChange: (choice: ExportChoice) => void
}

/** Of which year and option, in what, and with what beside it. */
function Settings({ state: { builtin }, choice, onChange }: SettingsProps) {
  const ledger = useLedger()
  const { base, planYear } = ledger
  const options = optionsInOrder(base)
  const years = yearsOf(ledger.plan).filter((year) => year !== planYear)
  const hasAccessible =
    choice.as === 'workbook' && choice.template !== ACCESSIBLE && builtin.some(({ name }) => name === ACCESSIBLE)
  if (choice.as === 'lines' && options.length === 0) return null
  return (
    <fieldset className="export-settings">
      <legend>What it shows</legend>
      {choice.as !== 'lines' && (
        <div className="field-pair">
          <Choice
            stacked
            label="Year"
            items={[
              { value: OWN_YEAR, label: planYear ? `${planYear} (plan)` : 'The plan year' },
              ...years.map((year) => ({ value: year as string, label: year as string })),
            ]}
            value={choice.year ?? OWN_YEAR}
            onChange={(year) => onChange({ ...choice, year: year === OWN_YEAR ? null : (year as FinancialYear) })}
          />
          {choice.as !== 'publication' && (
            <Choice
              stacked
              label="Amounts in"
              items={units}
              value={String(choice.unit) as (typeof units)[number]['value']}
              onChange={(unit) => onChange({ ...choice, unit: Number(unit) as ExportChoice['unit'] })}
            />
          )}
        </div>
      )}
      {options.length > 0 && (
        <Choice
          stacked
          label="Option"
          items={[
            { value: PLAN, label: 'The plan itself' },
            ...options.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={choice.optionId ?? PLAN}
          onChange={(id) => onChange({ ...choice, optionId: id === PLAN ? null : id })}
        />
      )}
      {hasAccessible && (
        <label className="check">
          <input
            type="checkbox"
            checked={choice.accessible}
            onChange={({ target }) => onChange({ ...choice, accessible: target.checked })}
          />
          Its accessible edition beside it
        </label>
      )}
    </fieldset>
  )
}
