/**
 * What the window shows, apart from the plan's own rows (those are the ledger's). `version` rises with every Change
 * applied, `shape` when rows or columns must be laid out anew. Example: the title bar reads `saved` and `history`.
 */
import type { Check } from '../shared/checks.ts'
import type { Backup, ComparedCopy, HistoryHead, OpenedWorkbook, RecentPlan } from '../shared/ipc.ts'
import type { Below, Grouping, GroupKey } from '../shared/totals.ts'
import { plainSettings, type ViewSettings } from '../shared/views.ts'
import type { FinancialYear } from '../shared/years.ts'
import type { PasteRequest } from './grid/clipboard.ts'
import type { Ledger } from './ledger.ts'

/** The screens of an open plan. */
export const views = [
  'budget',
  'nextYear',
  'funding',
  'underspend',
  'reserves',
  'pots',
  'options',
  'contracts',
  'bids',
  'decisions',
  'charts',
  'checks',
  'history',
] as const
export type View = (typeof views)[number]

/** Has everything reached the plan file? `sentence` says why the last change did not. */
export type Saved = { kind: 'saved' } | { kind: 'saving' } | { kind: 'refused'; sentence: string }

/** A sentence for the officer, with at most one thing to do about it. */
export interface Notice {
  kind: 'error' | 'done'
  sentence: string
  action?: { label: string; perform: () => void }
}

/** The dialog that is open. An import is first `reading`, until its workbook is there. */
export type DialogState =
  | { kind: 'commands' }
  | { kind: 'new' }
  | { kind: 'details' }
  | { kind: 'reading' }
  | { kind: 'paste' }
  | { kind: 'pasteLines'; request: PasteRequest }
  | { kind: 'lines'; lineIds: readonly string[] }
  | { kind: 'import'; workbook: OpenedWorkbook }
  /** To open a plan, or to compare a copy with the one that is open. */
  | { kind: 'password'; of: 'plan' | 'copy'; name: string; wrong: boolean }
  | { kind: 'setPassword' }
  | { kind: 'about' }
  | { kind: 'merge'; found: ComparedCopy }
  | { kind: 'restore'; backups: Backup[] }
  | { kind: 'damaged'; name: string; sentence: string; backups: Backup[] }
  | { kind: 'locked'; name: string; holder: string }
  | { kind: 'roll' }
  | { kind: 'export' }
  | { kind: 'uplift'; year: FinancialYear }
  | { kind: 'adjustment'; lineId: string | null; year: FinancialYear; id: string | null }
  | { kind: 'virement'; year: FinancialYear }
  | { kind: 'indicative' }
  | { kind: 'setAside'; lineId: string; year: FinancialYear }
  | { kind: 'forecast'; year: FinancialYear }
  | { kind: 'reserve'; reserveId: string | null }
  | { kind: 'transfer'; reserveId: string; transferId: string | null }
  | { kind: 'drawdown'; lineId: string | null; year: FinancialYear; drawdownId: string | null }
  | { kind: 'bid'; bidId: string | null }
  | { kind: 'award'; bidId: string }
  | { kind: 'decision'; decisionId: string | null; reference?: string }
  | { kind: 'statement' }
  | { kind: 'source'; sourceId: string | null }
  | { kind: 'removeSource'; sourceId: string }
  | { kind: 'payRests'; year: FinancialYear }
  | { kind: 'accept'; check: Check }
  | { kind: 'addOption'; copyOf: string | null }
  | { kind: 'describeOption'; optionId: string }
  | { kind: 'removeOption'; optionId: string }
  | { kind: 'adoptOption'; optionId: string }
  | { kind: 'cutBudgets'; optionId: string }
  | { kind: 'differences'; optionId: string }
  | { kind: 'filter'; columnId: string }
  | { kind: 'nameView'; viewId: string | null }
  | { kind: 'draft'; draftId: string | null; step: number | null }
  | { kind: 'note'; lineId: string; noteId: string | null; condition: boolean }

/** What the grid's cursor stands on. */
export interface Selection {
  rowId: string
  lineId: string | null
  /** Where a new line goes: the priority's id, when it is known. */
  priorityId: string | null
  columnId: string | null
}

/** An open plan's names; its rows are in `ledger`. */
export interface OpenPlan {
  name: string
  folder: string
  readOnly: boolean
  /** Has it a password? */
  isProtected: boolean
  ledger: Ledger
}

/** A point of the history that is looked at in place of the plan. */
export interface Looking {
  /** After which step. */
  step: number
  /** How it is called: "Draft 2, panel of 14 January 2021", "step 12". */
  name: string
  /** When that was, in UTC; null before the first step. */
  at: string | null
}

/** What the budget's cells are held against: the plan as it was. */
export interface Since {
  step: number
  name: string
  ledger: Ledger
}

export const historyTabs = ['steps', 'drafts', 'changes'] as const
export type HistoryTab = (typeof historyTabs)[number]

/** What the history shows. A point is `now`, `draft ID` or `step NUMBER`; null for whatever is there to compare. */
export interface HistoryShown {
  tab: HistoryTab
  from: string | null
  to: string
}

export interface State {
  stage: 'loading' | 'start' | 'plan'
  programVersion: string
  recent: RecentPlan[]
  /** What the start screen could not do, in a sentence. */
  startError: string | null
  open: OpenPlan | null
  version: number
  shape: number
  history: HistoryHead
  saved: Saved
  view: View
  by: Grouping
  /** The second level of the grouping; null where there is one. */
  below: Below | null
  /** How the budget's columns are laid out, filtered, sorted and in what unit. */
  layout: Omit<ViewSettings, 'by' | 'below' | 'unit'>
  /** In what the budget's figures are shown; what is typed is always pounds. */
  unit: ViewSettings['unit']
  /** The saved view that was chosen last; null for none. */
  savedViewId: string | null
  /** The groups that are collapsed in the budget, by key. */
  folded: ReadonlySet<GroupKey>
  /** Is the bar for finding and replacing open? */
  replacing: boolean
  /** The option that is switched on; null when the plan itself is shown. */
  optionId: string | null
  find: string
  /** Show the forecast outturn's column even when it is empty. */
  showForecast: boolean
  underspendYear: FinancialYear | null
  /** The past that is shown instead of the plan as it is; null when that is. */
  looking: Looking | null
  /** What is marked in the budget: what has changed since then. */
  since: Since | null
  historyShown: HistoryShown
  /** The decision record in view; the first when it is null or has gone. */
  decisionId: string | null
  selection: Selection | null
  panelOpen: boolean
  dialog: DialogState | null
  /** The help beside the plan, and which page of it; null for its contents. */
  help: { page: string | null } | null
  notice: Notice | null
  /** For screen readers: what was just done. */
  announcement: string
  /** A line to bring into sight, and whether to start editing its name. */
  reveal: { lineId: string; edit: boolean } | null
}

/** The paper's own columns in the paper's own order, all lines. */
export function plainLayout(): State['layout'] {
  const { by: _, below: __, unit: ___, ...layout } = plainSettings({ by: 'priority', below: null })
  return layout
}

/** As the window opens. @param wide whether there is room for the line's panel */
export function initialState(wide: boolean): State {
  return {
    stage: 'loading',
    programVersion: '',
    recent: [],
    startError: null,
    open: null,
    version: 0,
    shape: 0,
    history: { undo: null, redo: null },
    saved: { kind: 'saved' },
    view: 'budget',
    by: 'priority',
    below: null,
    layout: plainLayout(),
    unit: 'pounds',
    savedViewId: null,
    folded: new Set(),
    replacing: false,
    optionId: null,
    looking: null,
    since: null,
    historyShown: { tab: 'steps', from: null, to: 'now' },
    find: '',
    showForecast: false,
    underspendYear: null,
    decisionId: null,
    selection: null,
    panelOpen: wide,
    dialog: null,
    help: null,
    notice: null,
    announcement: '',
    reveal: null,
  }
}
