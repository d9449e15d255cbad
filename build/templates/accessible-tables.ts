/**
 * The tables to publish, as the government Analysis Function asks for in "Releasing statistics in spreadsheets" and its
 * checklist: a cover with the contents, the notes, then one marked-up table a sheet. Nothing is merged, frozen or told by
 * colour; a cell without a value says why: [x] not available, [z] not applicable. Example: Table_2 is the budget line by line.
 */
import type ExcelJS from 'exceljs'

const FONT = { name: 'Arial', size: 12 }
const RULE = { style: 'thin' as const, color: { argb: 'FF808080' } }
const BORDER = { top: RULE, bottom: RULE, left: RULE, right: RULE }

type Kind = 'text' | 'number' | 'money' | 'percent'
const FORMATS: Record<Kind, string> = { text: '@', number: '0', money: '#,##0', percent: '0.0%' }

interface Column {
  heading: string
  width: number
  kind: Kind
}

const text = (heading: string, width = 24): Column => ({ heading, width, kind: 'text' })
const money = (heading: string, width = 19): Column => ({ heading: `${heading} (£)`, width, kind: 'money' })

interface Table {
  /** Of its sheet. */
  sheet: string
  /** As the table is marked up. */
  name: string
  title: string
  /** Sentences below the title, before the table. */
  says: string[]
  columns: Column[]
  /** From the first row below the headings. */
  rows: string[][]
}

const ONE = 'This sheet contains one table.'
const SHORTHAND =
  'Some cells hold shorthand in place of a value: [x] means not available or not known, [z] means not applicable.'
const SOURCE = 'Source: {{plan.title}}, {{today}}.'
const GROSS = 'Amounts are gross and in pounds; spending is positive.'

/** A row of as many cells as the table has, the first given and the others not applicable. */
const fallback = ({ length }: readonly unknown[], condition: string, words: string) => [
  `{{#if ${condition}}}${words}`,
  ...Array.from({ length: length - 1 }, () => '[z]'),
]

const or = (placeholder: string, shorthand: 'x' | 'z' = 'x') => `{{${placeholder} or "[${shorthand}]"}}`
/** Pounds, whatever else an export counts in: the headings say so. */
const pounds = (placeholder: string) => or(`${placeholder} in £`)

const byPriority: Column[] = [
  text('Priority', 44),
  { heading: 'Budget lines', width: 16, kind: 'number' },
  money('{{plan.year Y-1}} budget'),
  money('{{plan.year Y}} budget'),
  money('Change'),
  { heading: 'Change (%)', width: 14, kind: 'percent' },
]
const sums = (of: string) => [
  `{{${of}.lines}}`,
  ...['budget Y-1', 'budget Y', 'change Y'].map((field) => pounds(`${of}.${field}`)),
  or(`${of}.change Y %`, 'z'),
]

const byLine: Column[] = [
  ...[text('Priority'), text('Service', 36), text('Provider', 28), text('How it is commissioned'), text('Area', 18)],
  ...[money('{{plan.year Y-1}} budget'), money('{{plan.year Y}} budget'), money('Change')],
]
const funding: Column[] = [
  ...[text('Source', 36), text('Kind', 18), text('Unspent money may be kept', 20)],
  ...['Y-1', 'Y', 'Y+1'].map((year) => money(`{{plan.year ${year}}} available`)),
  ...[money('{{plan.year Y}} allocated'), money('{{plan.year Y}} not allocated')],
]
const reserves: Column[] = [
  ...[text('Reserve', 36), text('Purpose', 36), text('Financial year', 16)],
  ...['Opening', 'In', 'Out', 'Closing'].map((heading) => money(heading)),
]
const grants: Column[] = [
  ...[text('Recipient', 30), text('Grant', 36), text('Purpose', 44), text('Conditions', 28), text('Priority')],
  money('{{plan.year Y}} budget'),
]
const contracts: Column[] = [
  ...[text('Provider', 30), text('Contract', 36), text('Purpose', 44), text('How it is commissioned')],
  ...[text('Start', 20), text('End', 20), text('Latest end with options', 20), money('{{plan.year Y}} budget')],
]
const checks: Column[] = [text('Severity', 14), text('Check', 26), text('Where', 36), text('What was found', 80)]

const GRANTS = 'line where award=grant and budget Y > 0'
const CONTRACTS = 'line where award=contract and budget Y > 0'
const reserveRow = (year: string, condition = '') => [
  `${condition}{{reserve.name}}`,
  or('reserve.purpose'),
  `{{plan.year ${year}}}`,
  ...['opening', 'in', 'out', 'closing'].map((field) => pounds(`reserve.${field} ${year}`)),
]

const tables: Table[] = [
  {
    ...{ sheet: 'Table_1', name: 'Budget_by_priority', columns: byPriority },
    title: 'Table 1: budget by priority, {{plan.year Y-1}} and {{plan.year Y}}',
    says: [ONE, SHORTHAND, `${GROSS} ${SOURCE}`],
    rows: [
      ['{{priority.path}}', ...sums('subtotal')],
      fallback(byPriority, 'not line', 'No budget lines'),
      ['Total', ...sums('total')],
    ],
  },
  {
    ...{ sheet: 'Table_2', name: 'Budget_by_line', columns: byLine },
    title: 'Table 2: budget by priority and line, {{plan.year Y-1}} and {{plan.year Y}}',
    says: [
      ONE,
      `${SHORTHAND} Notes are in square brackets after the service; the sheet Notes lists them.`,
      `${GROSS} ${SOURCE}`,
    ],
    rows: [
      [
        ...[or('line.priority path', 'z'), '{{line.service}} {{line.marks "[note 1]"}}', or('line.provider')],
        ...[or('line.route'), or('line.geography')],
        ...['budget Y-1', 'budget Y', 'change Y'].map((field) => pounds(`line.${field}`)),
      ],
      fallback(byLine, 'not line', 'No budget lines'),
      [
        'Total',
        '[z]',
        '[z]',
        '[z]',
        '[z]',
        ...['budget Y-1', 'budget Y', 'change Y'].map((field) => pounds(`total.${field}`)),
      ],
    ],
  },
  {
    ...{ sheet: 'Table_3', name: 'Funding_by_source', columns: funding },
    title: 'Table 3: funding by source, {{plan.year Y-1}} to {{plan.year Y+1}}',
    says: [ONE, SHORTHAND, `Amounts are in pounds. ${SOURCE}`],
    rows: [
      [
        ...['{{source.name}}', '{{source.kind}}', '{{source.carry}}'],
        ...['Y-1', 'Y', 'Y+1'].map((year) => pounds(`source.available ${year}`)),
        ...[pounds('source.allocated Y'), pounds('source.unallocated Y')],
      ],
      fallback(funding, 'not source', 'No sources of funding'),
      [
        ...['Total', '[z]', '[z]'],
        ...['available Y-1', 'available Y', 'available Y+1', 'allocated Y', 'unallocated Y'].map((field) =>
          pounds(`total.${field}`),
        ),
      ],
    ],
  },
  {
    ...{ sheet: 'Table_4', name: 'Earmarked_reserves', columns: reserves },
    title: 'Table 4: earmarked reserves, {{plan.year Y-1}} to {{plan.year Y+1}}',
    says: [
      ONE,
      SHORTHAND,
      `Amounts are in pounds; closing is opening with what goes in and without what goes out. ${SOURCE}`,
    ],
    rows: [
      reserveRow('Y-1', '{{#if reserve.change Y-1}}'),
      reserveRow('Y'),
      reserveRow('Y+1', '{{#if reserve.change Y+1}}'),
      fallback(reserves, 'not reserve', 'No earmarked reserves'),
    ],
  },
  {
    ...{ sheet: 'Table_5', name: 'Grants_awarded', columns: grants },
    title: 'Table 5: grants, {{plan.year Y}}',
    says: [ONE, SHORTHAND, `${GROSS} ${SOURCE}`],
    rows: [
      [
        or(GRANTS.replace('line', 'line.provider')),
        '{{line.service}} {{line.marks "[note 1]"}}',
        ...[or('line.description'), or('line.conditions'), or('line.priority path', 'z'), pounds('line.budget Y')],
      ],
      fallback(grants, `not ${GRANTS}`, 'No grants'),
      ['Total', '[z]', '[z]', '[z]', '[z]', pounds('total.budget Y')],
    ],
  },
  {
    ...{ sheet: 'Table_6', name: 'Contracts_held', columns: contracts },
    title: 'Table 6: contracts, {{plan.year Y}}',
    says: [ONE, SHORTHAND, `${GROSS} ${SOURCE}`],
    rows: [
      [
        or(CONTRACTS.replace('line', 'line.provider')),
        '{{line.service}} {{line.marks "[note 1]"}}',
        ...[or('line.description'), or('line.route')],
        ...['start', 'end', 'last'].map((day) => or(`line.contract ${day}`)),
        pounds('line.budget Y'),
      ],
      fallback(contracts, `not ${CONTRACTS}`, 'No contracts'),
      ['Total', '[z]', '[z]', '[z]', '[z]', '[z]', '[z]', pounds('total.budget Y')],
    ],
  },
  {
    ...{ sheet: 'Table_7', name: 'Checks_made', columns: checks },
    title: 'Table 7: checks of the plan',
    says: [
      ONE,
      'Each row is something that a check of the plan found. Some cells hold shorthand: [z] means not applicable.',
      SOURCE,
    ],
    rows: [
      ['{{check.severity}}', '{{check.kind}}', '{{check.where}}', '{{check.message}}'],
      fallback(checks, 'not check', 'Nothing found'),
    ],
  },
]

const notes: Table = {
  sheet: 'Notes',
  name: 'Notes_list',
  title: 'Notes',
  says: [
    ONE,
    'Each note stands in square brackets where it applies. Some cells hold shorthand: [z] means not applicable.',
  ],
  columns: [text('Note', 14), text('What it says', 90), text('Services it is about', 50)],
  rows: [
    ['{{note.marker "[note 1]"}}', '{{note.text}}', '{{note.lines}}'],
    fallback([1, 2, 3], 'not note', 'No notes'),
  ],
}

const contents: Table = {
  sheet: 'Cover',
  name: 'Contents',
  title: '{{plan.title}}',
  says: [
    '{{#if plan.organisation}}{{plan.organisation}}',
    'Tables of the commissioning budget of {{plan.year Y}}, made on {{today}}',
    '{{#if plan.marking}}Marking: {{plan.marking}}',
    `This sheet contains one table, the contents. It is followed by the notes and ${tables.length} tables, one on each sheet.`,
    `${GROSS} The financial year runs from 1 April to 31 March.`,
    SHORTHAND,
    'A note such as [note 1] is explained on the sheet Notes.',
  ],
  columns: [text('Sheet', 16), text('What it holds', 100)],
  rows: [notes, ...tables].map(({ sheet, title }) => [sheet, title]),
}

export function accessibleTables(book: ExcelJS.Workbook): void {
  book.title = 'Budget tables: {{plan.title}}, {{plan.year Y}}'
  book.subject = 'Commissioning budget {{plan.year Y}}'
  book.creator = '{{plan.organisation or "Commissioning Planner"}}'
  Object.assign(book, { language: 'en-GB' })
  const cover = sheetOf(book, contents)
  for (const table of [notes, ...tables]) sheetOf(book, table)
  const first = contents.says.length + 3
  for (const [place, { sheet }] of [notes, ...tables].entries()) {
    const cell = cover.getCell(first + place, 1)
    cell.value = { text: sheet, hyperlink: `#${sheet}!A1` }
    cell.font = { ...FONT, underline: true, color: { argb: 'FF0B3D91' } }
  }
}

/** In points: room between what is said and the table, in place of an empty row. */
const TITLE_HEIGHT = 30
const LAST_HEIGHT = 30

function sheetOf(
  book: ExcelJS.Workbook,
  { sheet: name, name: mark, title, says, columns, rows }: Table,
): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(name, {
    views: [{ showGridLines: true }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  sheet.columns = columns.map(({ width }) => ({ width, style: { font: FONT } }))
  for (const [place, words] of [title, ...says].entries()) {
    const cell = sheet.getCell(place + 1, 1)
    cell.value = words
    cell.font = place === 0 ? { ...FONT, size: 16, bold: true } : FONT
    cell.alignment = { vertical: 'top' }
  }
  sheet.getRow(1).height = TITLE_HEIGHT
  sheet.getRow(says.length + 1).height = LAST_HEIGHT
  const top = says.length + 2
  sheet.addTable({
    ...{ name: mark, displayName: mark, ref: `A${top}`, headerRow: true, totalsRow: false },
    style: { theme: 'TableStyleLight15', showRowStripes: false },
    columns: columns.map(({ heading }) => ({ name: heading, filterButton: false })),
    rows: rows.map((cells) => cells.map((cell) => cell)),
  })
  for (let row = top; row <= top + rows.length; row++)
    for (const [place, { kind }] of columns.entries()) {
      const cell = sheet.getCell(row, place + 1)
      cell.font = row === top || rows[row - top - 1]![0] === 'Total' ? { ...FONT, bold: true } : FONT
      cell.alignment = { wrapText: true, vertical: 'top', horizontal: kind === 'text' ? 'left' : 'right' }
      cell.numFmt = row === top ? '@' : FORMATS[kind]
      cell.border = BORDER
    }
  sheet.pageSetup.printTitlesRow = `${top}:${top}`
  showPence(sheet, columns, top + 1, top + rows.length)
  return sheet
}

/** Shows pence in the cells that have some. */
function showPence(sheet: ExcelJS.Worksheet, columns: readonly Column[], first: number, last: number): void {
  for (const [place, { kind }] of columns.entries()) {
    if (kind !== 'money') continue
    const letters = sheet.getColumn(place + 1).letter
    const cell = letters + first
    sheet.addConditionalFormatting({
      ref: `${cell}:${letters}${last}`,
      rules: [
        {
          type: 'expression',
          priority: place + 1,
          formulae: [`ROUND(${cell},2)<>ROUND(${cell},0)`],
          style: { numFmt: '#,##0.00' },
        },
      ],
    })
  }
}
