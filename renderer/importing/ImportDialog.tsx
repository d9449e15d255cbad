/**
 * What is in a workbook, before any of it is taken: the lines, the sheets as they stand with what their columns were read as,
 * what does not add up, what could not be read. All of it can be changed here. Import is one undoable Change.
 * Example: Leicestershire's 16 stated figures all agree, so that Import can be pressed at once.
 */
import { Tabs } from '@base-ui/react/tabs'
import { CircleAlert, CircleCheck, History } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { chosenLines } from '../../shared/importing/comparing.ts'
import { type ImportPlan, type Place, planImport, type Reading } from '../../shared/importing/index.ts'
import type { Workbook } from '../../shared/sheet.ts'
import { call } from '../api.ts'
import { planner, usePlanner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { Changes } from './Changes.tsx'
import { type Draft, toRemember, useDraft } from './draft.ts'
import { spotOf } from './fates.ts'
import { Preview } from './Preview.tsx'
import { Problems } from './Problems.tsx'
import { Reconciled } from './Reconciled.tsx'
import { SheetChoice } from './SheetChoice.tsx'
import type { Spot } from './SheetPicture.tsx'
import { SheetTab } from './SheetTab.tsx'
import { Skipped } from './Skipped.tsx'
import { count, differs, summaryOf } from './summary.ts'

export function ImportDialog({ workbook }: { workbook: Workbook }) {
  const open = usePlanner((state) => state.open)
  const draft = useDraft(workbook, open?.ledger.plan ?? null, { call, newId: planner.newId })
  const { reading, comparison, planned, error, sheets, left } = draft
  const [tab, setTab] = useState(reading && reading.lines.length > 0 ? 'preview' : 'sheet')
  const [shown, setShown] = useState<{ sheet: string } & Spot>({ sheet: sheets[0] ?? '', row: 1, column: 1 })
  const importButton = useRef<HTMLButtonElement>(null)
  const show = (at: Place) => {
    setShown({ sheet: at.sheet, ...spotOf(at) })
    setTab('sheet')
  }

  const close = () => planner.show(null)
  const nothingNew = planned !== null && planned.change.rows.length === 0
  const take = () => {
    if (!planned || !reading || nothingNew) return
    // They are kept for next time; that they could not be kept hinders no import.
    for (const mapping of toRemember(workbook, sheets, draft.mappings)) call('rememberMapping', mapping).catch(() => {})
    close()
    if (!open) void planner.createPlan(workbook.file.replace(/\.[a-z]+$/i, ''), planned.change)
    else {
      const chosen = comparison && left.size > 0 ? chosenLines(comparison, left) : undefined
      void planner.edit((plan) => planImport(plan, reading, planner.newId, chosen).change)
    }
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
      {reading && <Summary reading={reading} />}
      <Remembered draft={draft} />
      {error && (
        <p className="error-box" role="alert">
          {faultOf(draft, error)}
        </p>
      )}
      <div className="import-columns">
        <SheetChoice workbook={workbook} chosen={sheets} onChange={draft.chooseSheets} />
        {reading && (
          <Findings
            tab={tab}
            onTab={setTab}
            reading={reading}
            panels={{
              preview: comparison ? (
                <Changes comparison={comparison} left={left} onTick={draft.tick} onShow={show} />
              ) : (
                <Preview reading={reading} />
              ),
              sheet: (
                <SheetTab
                  workbook={workbook}
                  reading={reading}
                  planYear={open?.ledger.planYear ?? null}
                  shown={shown}
                  onShow={setShown}
                  own={draft.mappings[shown.sheet]}
                  onMap={draft.map}
                />
              ),
              skipped: <Skipped reading={reading} onShow={show} />,
              stated: <Reconciled reading={reading} onShow={show} />,
              problems: (
                <Problems
                  workbook={workbook}
                  reading={reading}
                  corrections={draft.corrections}
                  onCorrect={draft.correct}
                  onTakeBack={draft.takeBack}
                  onShow={show}
                />
              ),
            }}
          />
        )}
      </div>
    </Modal>
  )
}

/** Why nothing can be imported yet, and what to do here. */
function faultOf({ reading, left }: Draft, error: string): string {
  if (reading?.lines.length === 0)
    return `No budget line was found in “${reading.file}” and nothing has been imported; say under “Sheet and columns” where its headings are, or choose another workbook.`
  return left.size > 0 ? 'Nothing is ticked, so there is nothing to import; tick what is to be taken.' : error
}

/** Says where confirmed columns of an earlier import were used, and lets the officer do without. */
function Remembered({ draft: { used, map } }: { draft: Draft }) {
  return Object.entries(used).map(([sheet, remembered]) => (
    <p key={sheet} className="import-remembered" role="status">
      <History size={16} aria-hidden />
      <span>
        The columns you confirmed for this kind of table were used on “{sheet}”.
        {remembered.some(({ yearsAsThen }) => yearsAsThen) &&
          ' Its headings name no year, so the years are those of that time: check them.'}
      </span>
      <button type="button" className="link" onClick={() => map(sheet, null)}>
        Start afresh
      </button>
    </p>
  ))
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
  panels: Record<'preview' | 'sheet' | 'skipped' | 'stated' | 'problems', ReactNode>
}

function Findings({ reading, tab, onTab, panels }: FindingsProps) {
  const wrong = reading.stated.filter(differs).length
  const unread = reading.problems.length
  const tabs = [
    { value: 'preview', label: 'Preview', number: null },
    { value: 'sheet', label: 'Sheet and columns', number: null },
    { value: 'problems', label: 'Problems', number: unread, alert: unread > 0 },
    {
      value: 'stated',
      label: wrong > 0 ? 'Does not add up' : 'Reconciled',
      number: wrong > 0 ? wrong : reading.stated.length,
      alert: wrong > 0,
    },
    { value: 'skipped', label: 'Skipped', number: reading.skipped.length },
  ] as const
  return (
    <Tabs.Root value={tab} onValueChange={(value) => onTab(String(value))} className="tabs">
      <Tabs.List className="tab-list" aria-label="What the workbook holds">
        {tabs.map((one) => (
          <Tabs.Tab key={one.value} value={one.value} className="tab">
            {one.label}
            {one.number !== null && (
              <span className={'alert' in one && one.alert ? 'tab-number tab-number-alert' : 'tab-number'}>
                {one.number}
              </span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value }) => (
        <Tabs.Panel key={value} value={value} className="tab-panel" tabIndex={0}>
          {panels[value]}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}
