/**
 * The help's pages: the ten things an officer does, each in a few steps. `[[roll]]` stands for a command, shown by its name and
 * key, so that the help never says another key than the menu. Example: "Choose [[import]]." reads "Choose Import a workbook… (Ctrl+I)."
 */
import type { CommandId } from '../../shared/commands.ts'

export interface HelpPage {
  id: string
  title: string
  /** What it is for, in a sentence or two. */
  about: string
  steps: readonly string[]
  /** Good to know, after the steps. */
  notes?: readonly string[]
  /** "Do it now". */
  command: CommandId
  /** Other words by which it may be looked for. */
  words: string
}

export const helpPages: readonly HelpPage[] = [
  {
    id: 'import',
    title: 'Import last year’s workbook',
    about:
      'The spreadsheet is taken as it is, however it is laid out. Nothing is guessed silently, and its totals are checked.',
    steps: [
      'Choose [[import]] and the workbook (.xlsx, .xlsm, .csv). Cells that you copied in Excel come in with [[pasteTable]].',
      'Look at the lines that were found, and at the sheet, where every cell says what became of it.',
      'Go through the problems: an amount such as “£3,0000” is left empty until you say what it is.',
      'See under Reconciled which stated subtotals and totals agree with their lines, and which do not.',
      'Press Import. It is one step, and [[undo]] takes it all back.',
    ],
    notes: [
      'Hidden sheets are left out, and it says so. Tick them to take them in.',
      'The columns that you confirm are remembered, so that the same layout comes in by itself next time.',
    ],
    command: 'import',
    words: 'excel spreadsheet csv open last year take in totals reconcile',
  },
  {
    id: 'roll',
    title: 'Roll forward to next year',
    about:
      'Each line’s budget becomes its budget of the next financial year, less one-off money, with an uplift if you like.',
    steps: [
      'Choose [[roll]].',
      'Type an uplift in per cent, or leave it empty for flat budgets, and see what the total comes to.',
      'Press Roll forward. The new year has its own column, beside the years before it.',
      'Growth, savings and one-off money with their reasons: [[adjustment]]. They stand in [[go.nextYear]], as a bridge from one year to the next.',
    ],
    notes: [
      'A line whose basis is one-off stays behind, and a blank amount stays blank.',
      'Later years: [[indicative]]. Budget from one line to another, the total as it is: [[virement]].',
    ],
    command: 'roll',
    words: 'next year uplift inflation growth savings bridge indicative virement',
  },
  {
    id: 'grid',
    title: 'Edit in the grid, as in Excel',
    about: 'Subtotals, totals, the gap and the checks follow every figure that you type. Every edit is saved at once.',
    steps: [
      'Go to a cell with the arrow keys, Tab and Enter, and type. F2 edits what is there; Esc leaves it as it was.',
      'Write amounts as you would: 569,488 or £0.57m or (1,200). A blank is blank; 0 or a dash is nil.',
      'Write arithmetic: =558322*1.02, or =[2020/21]+12000 with another year’s figure of the same line, which it then follows. “[” offers the years, and a click on the figure puts its year in.',
      'Change what stands there: +2% or -3%, *1.02 or /2, +=5000 or -=5000. It is kept as =558322*(1+2%), so that it explains itself.',
      'Select several cells with Shift and the arrow keys, or by dragging. The bar at the foot shows their sum.',
      'Copy to and from Excel with [[copy]] and [[paste]]: headings and subtotals are passed over, and rows pasted below a section’s last line become lines. For a report, [[copyForWord]].',
      'Fill what is selected with [[fillDown]] or [[fillRight]], or drag the square at its corner. A right click, or Shift+F10, shows what else can be done.',
      'A new line: [[addLine]], or above with [[insertAbove]]. Move lines by the dots at their left, or with [[moveUp]] and [[moveDown]]; change several at once with [[editLines]]. Away with them: [[deleteLine]].',
      'Take a step back with [[undo]], and again with [[redo]].',
    ],
    notes: [
      'What cannot be read is refused with a sentence, the old figure stands, and what you typed stays in the cell to be mended.',
      'As in Excel, -5000 is the amount minus £5,000, and so is (5000). To take £5,000 off, type -=5000.',
      'SUM, AVERAGE, MIN, MAX and ROUND work as in Excel: =SUM([2019/20];[2020/21])/2. A forecast outturn is [2020/21 forecast].',
      'The bar over the grid shows how the cell was typed, by whom and when. Arithmetic that gives no amount says why, and is a check.',
      'Look for a line with [[find]], or go to one with [[goTo]]. [[replace]] changes words in many lines at once.',
    ],
    command: 'go.budget',
    words: 'type cell arithmetic formula copy paste fill keyboard undo amount',
  },
  {
    id: 'funding',
    title: 'Say where the money comes from, and close the gap',
    about:
      'The funding gap is what the budgets come to, less what the sources have. It stands in the bar at the foot, always in sight.',
    steps: [
      'Add each source with [[source]]: core budget, grant, partner’s contribution or reserve, with what it has in each year.',
      'Say what a ring-fenced source may pay for, and whether its unspent money may be carried forward.',
      'In [[go.funding]], under Lines and sources, type how much of each line each source pays.',
      'Let one source pay what is left: [[payRests]].',
      'Watch the gap: positive is a shortfall. The checks say where a ring-fence is broken or a source pays more than it has.',
    ],
    command: 'go.funding',
    words: 'source grant core partner ring-fence split shortfall gap',
  },
  {
    id: 'underspend',
    title: 'Decide what becomes of an underspend',
    about: 'An underspend is never carried forward by itself: somebody decides, and the decision is kept with it.',
    steps: [
      'In [[go.underspend]], type each line’s forecast outturn, or work it out from what was spent: [[forecast]].',
      'Stand on a line with an underspend and choose [[setAside]].',
      'Say how much and where to: an earmarked reserve, the same line next year, back to the funder, or general balances.',
      'Say whether it is requested or approved, and cite the decision.',
      'See in [[go.reserves]] how each reserve opens, what goes in and out, and when it runs out.',
    ],
    notes: [
      'More than may be carried is refused: ring-fenced grant that may not be kept can only go back.',
      'A new reserve: [[reserve]]. An opening balance that is not known stays unknown; it is not nil.',
    ],
    command: 'go.underspend',
    words: 'outturn variance carry forward reserve clawback return funder',
  },
  {
    id: 'options',
    title: 'Try an option without touching the plan',
    about:
      'What if grants were cut by 5%, or the pilot was not extended? An option is such a set of differences from the plan.',
    steps: [
      'Choose [[option]] and give it a name.',
      'Switch it on, and type as usual. A bar at the top says that an option is shown; the plan stays as it is.',
      'Put it beside the plan in [[go.options]]: what each line, each priority and the gap come to under each.',
      'Adopt it, which makes its differences the plan’s in one step, or drop it.',
      'Go back with [[backToPlan]].',
    ],
    command: 'go.options',
    words: 'what if scenario compare adopt cut',
  },
  {
    id: 'decisions',
    title: 'Record decisions',
    about: 'Each decision has its record: what was decided, why, by whom and when, and what in the plan rests on it.',
    steps: [
      'Choose [[decision]] and fill in what you know; the rest can follow.',
      'Cite its reference wherever money moves: when an underspend is set aside, a pot drawn down, budget moved, a reserve used.',
      'In [[go.decisions]], see what cites it. A reference that has no record is a check.',
      'Write the record as a paper to be signed: Export record.',
    ],
    command: 'decision',
    words: 'record notice reference sign panel commissioner cite',
  },
  {
    id: 'checks',
    title: 'See what does not add up',
    about: 'The checks are worked out anew after every change: errors first, then warnings, then what is good to know.',
    steps: [
      'Open [[go.checks]]. The bar at the foot says how many there are.',
      'Press Show to go to the line, source or reserve that a check is about.',
      'Put it right, or accept it with a reason; an accepted check comes back when its figure changes.',
      'Hold a figure that the paper quotes in its text against the plan from now on: [[statement]].',
    ],
    command: 'go.checks',
    words: 'error warning reconcile stated total differs accept',
  },
  {
    id: 'export',
    title: 'Export to your own template',
    about:
      'The panel paper is an Excel workbook with live formulas: one of the program’s templates, or your council’s own workbook.',
    steps: [
      'Choose [[export]].',
      'Take one of the templates, or make one of last year’s paper: Template from last year’s workbook…',
      'Look at the sheets that come out, and at what each placeholder gives, before anything is written.',
      'Say where to. Everything in the template that is not filled stays as it is: logo, styles, charts, other sheets.',
      'Open the paper, or the folder it is in.',
    ],
    notes: ['The lines also come as .csv, the budget as a PDF, and an accessible edition beside the paper.'],
    command: 'export',
    words: 'excel paper panel template placeholder pdf csv accessible report',
  },
  {
    id: 'drafts',
    title: 'Drafts, what changed, and a colleague’s copy',
    about:
      'The plan keeps every step: its name, who did it and when. Nothing is lost, and a draft can be named and looked at again.',
    steps: [
      'In [[go.history]], see every step, the latest first, and look at the plan as it was after any of them. [[undo]] and [[redo]] go back and forth.',
      'Name where the plan stands now with [[nameDraft]], such as “Draft 3”, with the day of its panel.',
      'See [[changes]]: as a list, as marks in the grid, and in sentences for the covering report, copied for Word with the table.',
      'A plan is one file (.cplan). A colleague can take a copy away, work on it, and bring it back: [[compareCopy]].',
      'What does not clash comes over; what clashes is shown side by side, and you choose. It is one step, which can be undone.',
    ],
    notes: [
      'Come back from looking at the plan as it was with [[backToPresent]].',
      'A plan can have a password: [[password]].',
    ],
    command: 'go.history',
    words: 'password history version compare merge copy share colleague covering report',
  },
]

const plain = (text: string) => text.toLowerCase()

/** The pages that hold every word typed, those that have it in their title first. */
export function findPages(typed: string, textOf: (page: HelpPage) => string): readonly HelpPage[] {
  const words = plain(typed).match(/[\p{L}\p{N}%]+/gu) ?? []
  const inTitle = (page: HelpPage) => words.filter((word) => plain(page.title).includes(word)).length
  return helpPages
    .filter((page) => words.every((word) => plain(textOf(page)).includes(word)))
    .toSorted((a, b) => inTitle(b) - inTitle(a))
}
