/**
 * The notes that stand in a list below a table. Example: "* subject to evaluation" and "† ends in March" become one row,
 * `{{note.marker "[1]"}} {{note.text}}`.
 */
import type { FilledValue } from '../filling.ts'
import { type Sheets, text } from './sheets.ts'
import { counted, lettersOf, type Table } from './tables.ts'

type Cells = Record<string, FilledValue>

/** Makes a list of the notes below a table. @param after the last row of its lines */
export function makeNotes(sheets: Sheets, { kinds, rows: held, sheet }: Table, after: number): void {
  const rows = [...kinds]
    .filter(([row, kind]) => kind === 'note' && row > after)
    .map(([row]) => row)
    .sort((a, b) => a - b)
  const [first] = rows
  if (first === undefined) return
  const isListed = sheets
    .of(sheet.name)
    .blocks.some(({ rows: made }) =>
      made.some(({ cells }) =>
        Object.values(cells).some((value) => value.kind === 'text' && value.text.includes('{{note.')),
      ),
    )
  const columns = [...(held.get(first)?.keys() ?? [])].map(lettersOf)
  const cells: Cells = {}
  if (columns.length > 1) {
    cells[columns[0]!] = text('{{note.marker "[1]"}}')
    cells[columns[1]!] = text('{{note.text}}')
  } else cells[columns[0]!] = text('{{note.marker "[1]"}} {{note.text}}')
  for (let at = 0; at < rows.length; ) {
    let end = at
    while (rows[end + 1] === rows[end]! + 1) end++
    sheets.block(sheet.name, {
      first: rows[at]!,
      last: rows[end]!,
      rows: at === 0 && !isListed ? [{ from: first, cells }] : [],
    })
    at = end + 1
  }
  sheets.replaced(
    { sheet: sheet.name, row: first },
    `${counted(rows.length, 'note')} below the table: a list now, numbered [1], [2] as they appear`,
  )
}
