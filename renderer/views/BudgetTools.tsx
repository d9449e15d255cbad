/**
 * The budget's tools: grouping, the forecast's column, find, and what can be done. Example: Group by Route.
 */
import { Download, FileSpreadsheet, PanelRight, Plus, Search, Trash2, TrendingUp } from 'lucide-react'
import { type Below, type Grouping, groupingNames, groupings, hasSubPriorities } from '../../shared/totals.ts'
import { standsBelow } from '../../shared/views.ts'
import { perform, tip } from '../actions.ts'
import { planner, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { ColumnsMenu } from '../viewing/ColumnsMenu.tsx'
import type { Offered } from '../viewing/morecolumns.ts'
import { ViewMenu } from '../viewing/ViewMenu.tsx'
import { OptionChoice } from './OptionChoice.tsx'

const items = groupings.map((value) => ({ value, label: groupingNames[value].name }))

/** What can stand below: the sub-priorities, or any other grouping; OWN is nothing. */
const OWN = 'nothing'
const belowItems: readonly { value: Below | typeof OWN; label: string }[] = [
  { value: OWN, label: 'nothing' },
  { value: 'sub-priority', label: 'Sub-priority' },
  ...items,
]

export function BudgetTools({ offered }: { offered: readonly Offered[] }) {
  const by = usePlanner((state) => state.by)
  const below = usePlanner((state) => state.below)
  const nested = usePlanner(({ open }) => open !== null && hasSubPriorities(open.ledger.plan))
  const find = usePlanner((state) => state.find)
  const panelOpen = usePlanner((state) => state.panelOpen)
  const selected = usePlanner((state) => state.selection?.lineId != null)
  const showForecast = usePlanner((state) => state.showForecast)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  return (
    <div className="tools budget-tools" role="toolbar" aria-label="Budget">
      <Choice<Grouping> label="Group by" items={items} value={by} onChange={(chosen) => planner.group(chosen)} />
      <Choice<Below | typeof OWN>
        label="then by"
        items={belowItems.filter(
          ({ value }) => value === OWN || (standsBelow(by, value) && (value !== 'sub-priority' || nested)),
        )}
        value={below ?? OWN}
        onChange={(chosen) => planner.group(by, chosen === OWN ? null : chosen)}
      />
      <OptionChoice />
      <label className="check">
        <input
          type="checkbox"
          checked={showForecast}
          onChange={(event) => planner.set({ showForecast: event.target.checked, shape: planner.state.shape + 1 })}
        />
        Forecast outturn
      </label>
      <div className="find">
        <Search size={14} aria-hidden />
        <input
          id="find"
          type="search"
          aria-label="Find a line"
          placeholder="Find a line"
          value={find}
          onChange={(event) => planner.set({ find: event.target.value })}
        />
      </div>
      <ColumnsMenu offered={offered} />
      <ViewMenu />
      <span className="tools-gap" />
      {!readOnly && (
        <>
          <button type="button" className="button worded" onClick={() => perform('addLine')} title={tip('addLine')}>
            <Plus size={15} aria-hidden /> <span className="button-word">Add line</span>
          </button>
          <button
            type="button"
            className="button icon-only"
            disabled={!selected}
            onClick={() => perform('deleteLine')}
            aria-label="Delete line"
            title={tip('deleteLine', 'Delete the selected line')}
          >
            <Trash2 size={15} aria-hidden />
          </button>
          <span className="tools-rule" aria-hidden />
          <button type="button" className="button worded" onClick={() => perform('import')} title={tip('import')}>
            <FileSpreadsheet size={15} aria-hidden /> <span className="button-word">Import</span>
          </button>
          <button
            type="button"
            className="button worded"
            onClick={() => perform('roll')}
            title={tip('roll', 'Roll forward to the next year')}
          >
            <TrendingUp size={15} aria-hidden /> <span className="button-word">Roll forward</span>
          </button>
        </>
      )}
      <button type="button" className="button worded" onClick={() => perform('export')} title={tip('export')}>
        <Download size={15} aria-hidden /> <span className="button-word">Export</span>
      </button>
      <button
        type="button"
        className="button icon-only"
        aria-pressed={panelOpen}
        aria-label="Line panel"
        title={tip('panel', 'Show or hide the line’s panel')}
        onClick={() => planner.set({ panelOpen: !panelOpen })}
      >
        <PanelRight size={15} aria-hidden />
      </button>
    </div>
  )
}
