/**
 * What is in a workbook, before any of it is taken: preview, what was found, what was skipped and why, what does not add
 * up, what could not be read. Import is one undoable Change. Example: Leicestershire's 15 stated figures all agree.
 */
import { Tabs } from '@base-ui/react/tabs'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { type ImportPlan, type Place, planImport, type Reading, readTables } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import type { Workbook } from '../../shared/sheet.ts'
import { planner, usePlanner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { spotOf } from './fates.ts'
import { Preview } from './Preview.tsx'
import { Problems } from './Problems.tsx'
import { Reconciled } from './Reconciled.tsx'
import { SheetChoice } from './SheetChoice.tsx'
import type { Spot } from './SheetPicture.tsx'
import { SheetTab } from './SheetTab.tsx'
import { Skipped } from './Skipped.tsx'
import { count, differs, summaryOf } from './summary.ts'

type Result = { reading: Reading; planned: ImportPlan | null; error: string | null } | { reading: null; error: string }

export function ImportDialog({ workbook }: { workbook: Workbook }) {
  const open = usePlanner((state) => state.open)
  const [sheets, setSheets] = useState(() => workbook.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name))
  const [tab, setTab] = useState('preview')
  const [shown, setShown] = useState<{ sheet: string } & Spot>({ sheet: sheets[0] ?? '', row: 1, column: 1 })
  const importButton = useRef<HTMLButtonElement>(null)
  const result = useMemo((): Result => {
    try {
      const reading = readTables(workbook, { sheets })
      try {
        const planned = planImport(open?.ledger.plan ?? planOf(), reading, planner.newId)
        return { reading, planned, error: null }
      } catch (error) {
        return { reading, planned: null, error: sentenceOf(error) }
      }
    } catch (error) {
      return { reading: null, error: sentenceOf(error) }
    }
  }, [workbook, sheets, open])

  const show = (at: Place) => {
    setShown({ sheet: at.sheet, ...spotOf(at) })
    setTab('sheet')
  }
  const close = () => planner.show(null)
  const planned = result.reading ? result.planned : null
  const nothingNew = planned !== null && planned.change.rows.length === 0
  const take = () => {
    if (!planned || nothingNew) return
    const { reading } = result
    close()
    if (open) void planner.edit((plan) => planImport(plan, reading!, planner.newId).change)
    else void planner.createPlan(workbook.file.replace(/\.[a-z]+$/i, ''), planned.change)
  }
  return (
    <Modal
      size="import"
      title={`Import ${workbook.file}`}
      onClose={close}
      onSubmit={take}
      initialFocus={importButton}
      buttons={
        <>
          <p className="modal-foot-note">{planned && open && <Effect planned={planned} />}</p>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button ref={importButton} type="submit" className="button primary" disabled={!planned || nothingNew}>
            Import
          </button>
        </>
      }
    >
      {result.reading && <Summary reading={result.reading} />}
      {result.error && (
        <p className="error-box" role="alert">
          {result.error}
        </p>
      )}
      <div className="import-columns">
        <SheetChoice workbook={workbook} chosen={sheets} onChange={setSheets} />
        {result.reading && (
          <Findings
            reading={result.reading}
            tab={tab}
            onTab={setTab}
            onShow={show}
            sheet={<SheetTab workbook={workbook} reading={result.reading} shown={shown} onShow={setShown} />}
          />
        )}
      </div>
    </Modal>
  )
}

function Summary({ reading }: { reading: Reading }) {
  const clean = reading.problems.length === 0 && !reading.stated.some(differs)
  const Icon = clean ? CircleCheck : CircleAlert
  return (
    <p className={clean ? 'import-summary' : 'import-summary import-summary-warning'} data-testid="import-summary">
      <Icon size={16} aria-hidden />
      {summaryOf(reading)}
    </p>
  )
}

function Effect({ planned: { change, lines, figures } }: { planned: ImportPlan }) {
  if (change.rows.length === 0) return <>The plan already holds all of it.</>
  const parts = [`${count(lines.added, 'line')} new`, `${lines.matched.toLocaleString('en-GB')} already in the plan`]
  if (figures.changed > 0) parts.push(`${count(figures.changed, 'figure')} will change`)
  return <>{parts.join(', ')}</>
}

interface FindingsProps {
  reading: Reading
  tab: string
  onTab: (tab: string) => void
  /** Shows a place of the workbook in the picture of its sheet. */
  onShow: (at: Place) => void
  sheet: ReactNode
}

function Findings({ reading, tab, onTab, onShow, sheet }: FindingsProps) {
  const wrong = reading.stated.filter(differs).length
  const tabs = [
    { value: 'preview', label: 'Preview', number: null, panel: <Preview reading={reading} /> },
    { value: 'sheet', label: 'Sheet and columns', number: null, panel: sheet },
    {
      value: 'skipped',
      label: 'Skipped',
      number: reading.skipped.length,
      panel: <Skipped reading={reading} onShow={onShow} />,
    },
    {
      value: 'stated',
      label: wrong > 0 ? 'Does not add up' : 'Reconciled',
      number: wrong > 0 ? wrong : reading.stated.length,
      alert: wrong > 0,
      panel: <Reconciled reading={reading} onShow={onShow} />,
    },
    {
      value: 'problems',
      label: 'Problems',
      number: reading.problems.length,
      alert: reading.problems.length > 0,
      panel: <Problems reading={reading} onShow={onShow} />,
    },
  ]
  return (
    <Tabs.Root value={tab} onValueChange={(value) => onTab(String(value))} className="tabs">
      <Tabs.List className="tab-list" aria-label="What the workbook holds">
        {tabs.map(({ value, label, number, alert }) => (
          <Tabs.Tab key={value} value={value} className="tab">
            {label}
            {number !== null && <span className={alert ? 'tab-number tab-number-alert' : 'tab-number'}>{number}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value, panel }) => (
        <Tabs.Panel key={value} value={value} className="tab-panel" tabIndex={0}>
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}
