/**
 * What is in a workbook, before any of it is taken: the lines, the sheets as they stand with what their columns were read as,
 * what does not add up, what could not be read. All of it can be changed here. Import is one undoable Change.
 * Example: Leicestershire's 16 stated figures all agree, so that Import can be pressed at once.
 */

import { Tabs } from '@base-ui/react/tabs'
import { CircleAlert, CircleCheck, History } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { Change } from '../../shared/change.ts'
import type { Place } from '../../shared/importing/index.ts'
import type { OpenedWorkbook } from '../../shared/ipc.ts'
import { formatCount } from '../../shared/money.ts'
import { Json } from '../../shared/parcel.ts'
import { call } from '../api.ts'
import { planner, usePlanner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { sentenceOf } from '../planner.ts'
import { Changes } from './Changes.tsx'
import { type Draft, useDraft } from './draft.ts'
import { spotOf } from './fates.ts'
import type { Effect as EffectOf } from './messages.ts'
import { Preview } from './Preview.tsx'
import { Problems } from './Problems.tsx'
import { Reconciled } from './Reconciled.tsx'
import { SheetChoice } from './SheetChoice.tsx'
import type { Spot } from './SheetPicture.tsx'
import { SheetTab } from './SheetTab.tsx'
import { Skipped } from './Skipped.tsx'
import { count } from './summary.ts'
import type { List, ReadingView } from './view.ts'

export function ImportDialog({ workbook }: { workbook: OpenedWorkbook }) {
  const open = usePlanner((state) => state.open)
  const version = usePlanner((state) => state.version)
  const draft = useDraft(workbook, open?.ledger.plan ?? null, version, call)
  const { view, isBusy, client, sheets, turn } = draft
  const reading = view?.reading ?? null
  const effect = view?.effect ?? null
  const [chosenTab, setTab] = useState<string | null>(null)
  // What is shown at first depends on what was found at first.
  if (chosenTab === null && reading) setTab(reading.lines > 0 ? 'preview' : 'sheet')
  const tab = chosenTab ?? 'preview'
  const [shown, setShown] = useState<{ sheet: string } & Spot>({ sheet: sheets[0] ?? '', row: 1, column: 1 })
  const [taking, setTaking] = useState<{ fault: string | null } | null>(null)
  const importButton = useRef<HTMLButtonElement>(null)
  const show = (at: Place) => {
    setShown({ sheet: at.sheet, ...spotOf(at) })
    setTab('sheet')
  }

  const close = () => planner.show(null)
  const isTaking = taking !== null && taking.fault === null
  const canTake = !isBusy && !isTaking && effect !== null && !effect.isNothing
  const take = async () => {
    if (!canTake) return
    setTaking({ fault: null })
    try {
      const { text, confirmed } = await draft.change()
      const change = new Json<Change>(text)
      // They are kept for next time; that they could not be kept hinders no import.
      for (const mapping of confirmed) call('rememberMapping', mapping).catch(() => {})
      close()
      if (open) void planner.take(change)
      else void planner.createPlan(workbook.file.replace(/\.[a-z]+$/i, ''), change)
    } catch (error) {
      setTaking({ fault: sentenceOf(error) })
    }
  }
  const fault = taking?.fault ?? view?.error
  const turnOf = (list: List) => (page: number) => turn(list, page)
  return (
    <Modal
      size="import"
      title={`Import ${workbook.file}`}
      onClose={close}
      onSubmit={() => void take()}
      initialFocus={importButton}
      buttons={
        <>
          <p className="modal-foot-note" role="status">
            {isTaking ? 'Importing…' : effect && open && !isBusy && <Effect effect={effect} />}
          </p>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button ref={importButton} type="submit" className="button primary" aria-disabled={!canTake}>
            Import
          </button>
        </>
      }
    >
      {reading ? (
        <Summary reading={reading} isBusy={isBusy} />
      ) : (
        isBusy && (
          <p className="import-summary import-summary-waiting" role="status">
            Finding the tables…
          </p>
        )
      )}
      <Remembered draft={draft} />
      {fault && (
        <p className="error-box" role="alert">
          {fault}
        </p>
      )}
      <div className="import-columns">
        <SheetChoice workbook={workbook} chosen={sheets} onChange={draft.chooseSheets} />
        {reading && client && (
          <Findings
            tab={tab}
            onTab={setTab}
            reading={reading}
            isBusy={isBusy}
            panels={{
              preview: reading.changes ? (
                <Changes
                  changes={reading.changes}
                  ticks={draft.ticks}
                  onTick={draft.tick}
                  onTickAll={draft.tickAll}
                  onTurn={turn}
                  onShow={show}
                />
              ) : (
                reading.preview && <Preview preview={reading.preview} onTurn={turnOf('preview')} />
              ),
              sheet: (
                <SheetTab
                  workbook={workbook}
                  reading={reading}
                  client={client}
                  planYear={open?.ledger.planYear ?? null}
                  shown={shown}
                  onShow={setShown}
                  own={draft.mappings[shown.sheet]}
                  onMap={draft.map}
                />
              ),
              skipped: <Skipped skipped={reading.skipped} onTurn={turnOf('skipped')} onShow={show} />,
              stated: <Reconciled stated={reading.stated} onTurn={turnOf('stated')} onShow={show} />,
              problems: (
                <Problems
                  problems={reading.problems}
                  corrections={draft.corrections}
                  originals={reading.mended}
                  onCorrect={draft.correct}
                  onTakeBack={draft.takeBack}
                  onTurn={turnOf('problems')}
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

function Summary({ reading: { isClean, summary }, isBusy }: { reading: ReadingView; isBusy: boolean }) {
  const Icon = isClean ? CircleCheck : CircleAlert
  return (
    <div className={isClean ? 'import-summary' : 'import-summary import-summary-warning'}>
      <Icon size={16} aria-hidden />
      <p data-testid="import-summary">{summary}</p>
      <p className="import-again" role="status">
        {isBusy && <span>Reading again…</span>}
      </p>
    </div>
  )
}

function Effect({ effect: { added, matched, changed, removed, isNothing } }: { effect: EffectOf }) {
  if (isNothing) return <>The plan already holds all of it.</>
  const parts = [`${count(added, 'line')} new`, `${formatCount(matched)} already in the plan`]
  if (changed > 0) parts.push(`${count(changed, 'figure')} will change`)
  if (removed > 0) parts.push(`${count(removed, 'line')} will be removed`)
  return <>{parts.join(', ')}</>
}

interface FindingsProps {
  reading: ReadingView
  isBusy: boolean
  tab: string
  onTab: (tab: string) => void
  panels: Record<'preview' | 'sheet' | 'skipped' | 'stated' | 'problems', ReactNode>
}

function Findings({ reading, isBusy, tab, onTab, panels }: FindingsProps) {
  const { wrong } = reading
  const unread = reading.problems.all
  const tabs = [
    { value: 'preview', label: 'Preview', number: null },
    { value: 'sheet', label: 'Sheet and columns', number: null },
    { value: 'problems', label: 'Problems', number: unread, alert: unread > 0 },
    {
      value: 'stated',
      label: wrong > 0 ? 'Does not add up' : 'Reconciled',
      number: wrong > 0 ? wrong : reading.stated.all,
      alert: wrong > 0,
    },
    { value: 'skipped', label: 'Skipped', number: reading.skipped.all },
  ] as const
  return (
    <Tabs.Root value={tab} onValueChange={(value) => onTab(String(value))} className="tabs">
      <Tabs.List className="tab-list" aria-label="What the workbook holds">
        {tabs.map((one) => (
          <Tabs.Tab key={one.value} value={one.value} className="tab">
            {one.label}
            {one.number !== null && (
              <span className={'alert' in one && one.alert ? 'tab-number tab-number-alert' : 'tab-number'}>
                {formatCount(one.number)}
              </span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ value }) => (
        <Tabs.Panel key={value} value={value} className="tab-panel" tabIndex={0} aria-busy={isBusy}>
          {panels[value]}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}
