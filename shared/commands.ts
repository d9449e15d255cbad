/**
 * Every command of the program, once: its name, its keys, its place in the menu and what it needs. The native menu, the
 * keyboard, the tooltips, the list of commands (Ctrl+K) and the help's table of shortcuts are all made of this list, in
 * its order. Adding a command is a row here and a row in renderer/actions/; the compiler names the second when it is missing.
 * Example: `roll: { name: 'Roll forward…', key: '$mod+Shift+R', menu: 'plan', needs: 'editing' }`.
 */

/** The menus, from left to right, by their names; `&` stands before the letter that Alt opens it with. */
export const menus = {
  file: '&File',
  edit: '&Edit',
  line: '&Line',
  plan: '&Plan',
  view: '&View',
  go: '&Go to',
  help: '&Help',
} as const
export type Menu = keyof typeof menus

/** What Electron does by itself in the focused window. */
export const nativeDeeds = ['cut', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'quit'] as const
export type NativeDeed = (typeof nativeDeeds)[number]

export interface Command {
  /** As the menu has it; with `…` where something is asked first. */
  name: string
  /** In tinykeys' notation: `$mod` is Ctrl, and Cmd on a Mac. */
  key?: string
  /** Where a Mac's differs. */
  mac?: string
  /** Further keys that do the same. */
  also?: readonly string[]
  menu: Menu
  /** Begins a new part of its menu. */
  parted?: true
  /** `plan`: an open one; `editing`: an open one that may be changed. Nothing when absent. */
  needs?: 'plan' | 'editing'
  /** In a text field the key is the field's own. */
  field?: true
  /** It can be on or off, and the menu shows which. */
  toggle?: true
  /** The menu item is Electron's own, keys included; the window can ask for it too. */
  native?: NativeDeed
  /** Other words by which it may be looked for. */
  words?: string
}

// biome-ignore format: one row, one command
const list = {
  new: { name: 'New plan…', key: '$mod+n', menu: 'file', words: 'create start' },
  open: { name: 'Open a plan…', key: '$mod+o', menu: 'file', words: 'file load' },
  example: { name: 'Open the example plan', menu: 'file', words: 'sample demo try' },
  import: { name: 'Import a workbook…', key: '$mod+i', menu: 'file', parted: true, words: 'excel spreadsheet xlsx csv' },
  pasteTable: { name: 'Paste a table…', key: '$mod+Shift+V', menu: 'file', words: 'import clipboard excel' },
  export: { name: 'Export the panel paper…', key: '$mod+e', menu: 'file', needs: 'plan', words: 'excel template report' },
  details: { name: 'Plan details…', menu: 'file', parted: true, needs: 'editing', words: 'title organisation marking' },
  password: { name: 'Password…', menu: 'file', needs: 'editing', words: 'protect encrypt cipher secret' },
  saveCopy: { name: 'Save a copy…', menu: 'file', needs: 'plan', words: 'save as colleague take away share' },
  compareCopy: { name: 'Compare with a colleague’s copy…', menu: 'file', needs: 'plan', words: 'merge difference take in together' },
  restore: { name: 'Restore an earlier version…', menu: 'file', needs: 'editing', words: 'backup recover go back damaged' },
  close: { name: 'Close the plan', key: '$mod+w', menu: 'file', needs: 'plan' },
  quit: { name: 'Quit', key: '$mod+q', menu: 'file', parted: true, native: 'quit', words: 'exit leave' },

  undo: { name: 'Undo', key: '$mod+z', menu: 'edit', needs: 'editing', field: true, words: 'take back' },
  redo: { name: 'Redo', key: '$mod+y', mac: '$mod+Shift+Z', also: ['$mod+Shift+Z'], menu: 'edit', needs: 'editing', field: true },
  cut: { name: 'Cut', key: '$mod+x', menu: 'edit', parted: true, native: 'cut' },
  copy: { name: 'Copy', key: '$mod+c', menu: 'edit', native: 'copy' },
  copyForWord: { name: 'Copy for Word', key: '$mod+Shift+C', menu: 'edit', needs: 'plan', field: true, words: 'table report' },
  paste: { name: 'Paste', key: '$mod+v', menu: 'edit', native: 'paste' },
  selectAll: { name: 'Select all', key: '$mod+a', menu: 'edit', native: 'selectAll' },
  fillDown: { name: 'Fill down', key: '$mod+d', menu: 'edit', parted: true, needs: 'editing', field: true, words: 'copy below' },
  fillRight: { name: 'Fill to the right', key: '$mod+r', menu: 'edit', needs: 'editing', field: true, words: 'copy beside' },
  clearCells: { name: 'Clear the cells', menu: 'edit', needs: 'editing', words: 'delete empty blank' },
  find: { name: 'Find a line', key: '$mod+f', menu: 'edit', parted: true, needs: 'plan', words: 'search filter' },
  goTo: { name: 'Go to a line…', key: '$mod+g', also: ['F5'], menu: 'edit', needs: 'plan', words: 'name box jump code' },
  replace: { name: 'Find and replace…', key: '$mod+h', mac: '$mod+Alt+F', menu: 'edit', needs: 'plan', words: 'substitute text change' },
  formulaBar: { name: 'Go to the formula bar', key: '$mod+F2', menu: 'edit', needs: 'plan', words: 'arithmetic fx edit cell' },

  addLine: { name: 'Add a line', key: '$mod+Enter', menu: 'line', needs: 'editing', words: 'insert new service' },
  insertAbove: { name: 'Insert a line above', key: '$mod+Shift+Enter', menu: 'line', needs: 'editing', field: true, words: 'add new service' },
  duplicateLines: { name: 'Duplicate', key: '$mod+Shift+D', menu: 'line', needs: 'editing', field: true, words: 'copy lines' },
  deleteLine: { name: 'Delete the line', key: '$mod+Delete', menu: 'line', needs: 'editing', field: true, words: 'remove' },
  moveUp: { name: 'Move up', key: 'Alt+Shift+ArrowUp', menu: 'line', parted: true, needs: 'editing', field: true, words: 'order drag priority' },
  moveDown: { name: 'Move down', key: 'Alt+Shift+ArrowDown', menu: 'line', needs: 'editing', field: true, words: 'order drag priority' },
  editLines: { name: 'Change the selected lines…', key: '$mod+Shift+E', menu: 'line', needs: 'editing', words: 'bulk edit priority route provider owner raise percent' },
  setAside: { name: 'Set aside underspend…', key: '$mod+Shift+U', menu: 'line', parted: true, needs: 'editing', words: 'carry forward reserve' },
  note: { name: 'Add a note…', menu: 'line', needs: 'editing', words: 'comment footnote' },
  condition: { name: 'Add a condition…', menu: 'line', needs: 'editing', words: 'subject to evaluation note' },
  adjustment: { name: 'Add an adjustment…', menu: 'line', needs: 'editing', words: 'growth savings one-off full-year effect' },
  drawdown: { name: 'Draw down…', menu: 'line', needs: 'editing', words: 'pot contingency spend' },

  roll: { name: 'Roll forward…', key: '$mod+Shift+R', menu: 'plan', needs: 'editing', words: 'next year' },
  uplift: { name: 'Uplift…', menu: 'plan', needs: 'editing', words: 'inflation percent increase' },
  virement: { name: 'Move budget between lines…', menu: 'plan', needs: 'editing', words: 'virement transfer' },
  indicative: { name: 'Add indicative years…', menu: 'plan', needs: 'editing', words: 'later years medium term' },
  forecast: { name: 'Forecast from actuals…', menu: 'plan', needs: 'editing', words: 'outturn spend' },
  source: { name: 'Add a funding source…', menu: 'plan', parted: true, needs: 'editing', words: 'grant core partner' },
  payRests: { name: 'Pay the rest of every line…', menu: 'plan', needs: 'editing', words: 'funding split gap' },
  reserve: { name: 'Add an earmarked reserve…', menu: 'plan', needs: 'editing' },
  bid: { name: 'Add an external funding bid…', menu: 'plan', needs: 'editing', words: 'grant application' },
  option: { name: 'Add an option…', menu: 'plan', parted: true, needs: 'editing', words: 'what if scenario' },
  backToPlan: { name: 'Back to the plan from the option', menu: 'plan', needs: 'plan', words: 'what if switch off' },
  decision: { name: 'Add a decision…', menu: 'plan', parted: true, needs: 'editing', words: 'record notice panel' },
  statement: { name: 'Add a statement to check…', menu: 'plan', needs: 'editing', words: 'quote figure' },
  nameDraft: { name: 'Name the plan as a draft…', menu: 'plan', parted: true, needs: 'editing', words: 'version panel history' },
  changes: { name: 'What has changed since a draft', menu: 'plan', needs: 'plan', words: 'compare difference report sentences' },
  backToPresent: { name: 'Back to the present', menu: 'plan', needs: 'plan', words: 'past history look' },

  showForecast: { name: 'Forecast outturn column', menu: 'view', needs: 'plan', toggle: true },
  panel: { name: 'Line’s panel', key: 'F4', menu: 'view', needs: 'plan', toggle: true, words: 'details notes side' },
  columnMenu: { name: 'Menu of the column…', key: 'Alt+ArrowDown', menu: 'view', parted: true, needs: 'plan', field: true, words: 'sort filter hide freeze move fit width' },
  showAllLines: { name: 'Show all lines', menu: 'view', needs: 'plan', words: 'clear filter find' },
  paperOrder: { name: 'The paper’s own order', menu: 'view', needs: 'plan', words: 'sort unsort' },
  collapseAll: { name: 'Collapse all groups', menu: 'view', needs: 'plan', words: 'fold outline subtotals only' },
  expandAll: { name: 'Expand all groups', menu: 'view', needs: 'plan', words: 'unfold outline' },
  inPounds: { name: 'Figures in £', menu: 'view', parted: true, needs: 'plan', toggle: true, words: 'unit pounds pence' },
  inThousands: { name: 'Figures in £000', menu: 'view', needs: 'plan', toggle: true, words: 'unit thousands rounded' },
  inMillions: { name: 'Figures in £m', menu: 'view', needs: 'plan', toggle: true, words: 'unit millions rounded' },
  saveView: { name: 'Save this view…', menu: 'view', needs: 'editing', words: 'layout columns filters bookmark' },
  zoomIn: { name: 'Larger', key: '$mod+=', also: ['$mod+Shift++', '$mod++'], menu: 'view', parted: true, words: 'zoom in' },
  zoomOut: { name: 'Smaller', key: '$mod+-', menu: 'view', words: 'zoom out' },
  resetZoom: { name: 'Usual size', key: '$mod+0', menu: 'view', words: 'zoom 100%' },
  togglefullscreen: { name: 'Full screen', key: 'F11', mac: '$mod+Control+f', menu: 'view', native: 'togglefullscreen' },

  'go.budget': { name: 'Go to Budget', key: '$mod+1', menu: 'go', needs: 'plan', words: 'grid ledger lines' },
  'go.nextYear': { name: 'Go to Next year', key: '$mod+2', menu: 'go', needs: 'plan', words: 'bridge virements indicative' },
  'go.funding': { name: 'Go to Funding', key: '$mod+3', menu: 'go', needs: 'plan', words: 'gap sources grants' },
  'go.underspend': { name: 'Go to Underspend', key: '$mod+4', menu: 'go', needs: 'plan', words: 'outturn carry forward' },
  'go.reserves': { name: 'Go to Reserves', key: '$mod+5', menu: 'go', needs: 'plan', words: 'earmarked balances' },
  'go.pots': { name: 'Go to Pots', key: '$mod+6', menu: 'go', needs: 'plan', words: 'drawdowns' },
  'go.options': { name: 'Go to Options', key: '$mod+7', menu: 'go', needs: 'plan', words: 'what if' },
  'go.contracts': { name: 'Go to Contracts', key: '$mod+8', menu: 'go', needs: 'plan', words: 'calendar dates' },
  'go.bids': { name: 'Go to External funding', key: '$mod+9', menu: 'go', needs: 'plan', words: 'bids' },
  'go.decisions': { name: 'Go to Decisions', menu: 'go', needs: 'plan', words: 'records notices' },
  'go.charts': { name: 'Go to Charts', menu: 'go', needs: 'plan', words: 'pictures graphs image' },
  'go.checks': { name: 'Go to Checks', menu: 'go', needs: 'plan', words: 'errors warnings' },
  'go.history': { name: 'Go to History', key: '$mod+Shift+H', menu: 'go', needs: 'plan', words: 'steps undo who' },
  previousView: { name: 'Previous view', key: '$mod+PageUp', menu: 'go', parted: true, needs: 'plan' },
  nextView: { name: 'Next view', key: '$mod+PageDown', menu: 'go', needs: 'plan' },

  help: { name: 'Help', key: 'F1', menu: 'help', words: 'how to' },
  shortcuts: { name: 'Keyboard shortcuts', key: '$mod+/', menu: 'help', words: 'keys help' },
  commands: { name: 'Find a command…', key: '$mod+k', menu: 'help', words: 'palette list' },
  diagnostics: { name: 'Copy diagnostics', menu: 'help', parted: true, words: 'help desk support log fault' },
  about: { name: 'About Commissioning Planner', menu: 'help', words: 'version licences libraries' },
} as const satisfies Record<string, Command>

export type CommandId = keyof typeof list

/** Every command by its id, in the order of the menus. */
export const commands: Readonly<Record<CommandId, Command>> = list

/** Every id, in the order of the menus. */
export const commandIds = Object.keys(list) as [CommandId, ...CommandId[]]

/** A command's name in a sentence or on a button that asks nothing. @example plainName('roll') // 'Roll forward' */
export function plainName(id: CommandId): string {
  return commands[id].name.replace('…', '')
}

/** A command's own key, if it has one. */
export function keyOf(id: CommandId, isMac: boolean): string | null {
  const { key, mac } = commands[id]
  return (isMac ? mac : undefined) ?? key ?? null
}

const arrows = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }
const onMac: Record<string, string> = {
  ...arrows,
  $mod: '⌘',
  Control: '⌃',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Delete: '⌦',
}
const elsewhere: Record<string, string> = { ...arrows, $mod: 'Ctrl', Control: 'Ctrl', PageUp: 'PgUp', PageDown: 'PgDn' }

/** The parts of a key; the last is the key itself. @example partsOf('$mod++') // ['$mod', '+'] */
function partsOf(key: string): string[] {
  return key.split(/\b\+/)
}

/** A key as people read it. @example shownKey('$mod+Shift+R', false) // 'Ctrl+Shift+R' */
export function shownKey(key: string, isMac: boolean): string {
  const shown = partsOf(key).map((part) => {
    const word = (isMac ? onMac : elsewhere)[part] ?? part
    return word.length === 1 ? word.toUpperCase() : word
  })
  return shown.join(isMac ? '' : '+')
}

/** A key as Electron's menus write it. @example accelerator('$mod+=') // 'CmdOrCtrl+=' */
export function accelerator(key: string): string {
  return partsOf(key)
    .map((part) =>
      part === '$mod'
        ? 'CmdOrCtrl'
        : part === '+'
          ? 'Plus'
          : part.length === 1
            ? part.toUpperCase()
            : part.replace(/^Arrow/, ''),
    )
    .join('+')
}

/** What the native menu must know of the window: what can be done now, and what is on. */
export interface MenuState {
  can: CommandId[]
  on: CommandId[]
}
