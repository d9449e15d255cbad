/**
 * The sheets and what their tables' columns were read as: a picture of the sheet beside the columns, which the officer
 * can change. Example: row 3 of Appendix A is its heading row, column E the budget of 2018/19.
 */
import { useState } from 'react'
import type { TableMapping } from '../../shared/importing/index.ts'
import type { OpenedWorkbook } from '../../shared/ipc.ts'
import { columnLetters } from '../../shared/sheet.ts'
import { type FinancialYear, yearFrom } from '../../shared/years.ts'
import { Choice } from '../parts/Choice.tsx'
import type { ImportClient } from './client.ts'
import { type FateKind, fateNames } from './fates.ts'
import { yearsAround } from './mapping.ts'
import { SheetPicture, type Spot } from './SheetPicture.tsx'
import { TableColumns } from './TableColumns.tsx'
import { useAnswer } from './useAnswer.ts'
import { useRows } from './useRows.ts'
import type { ReadingView } from './view.ts'

export interface SheetTabProps {
  workbook: OpenedWorkbook
  reading: ReadingView
  /** Knows the cells and what became of each. */
  client: ImportClient
  /** The sheet that is shown, and its cell. */
  shown: { sheet: string } & Spot
  onShow: (shown: { sheet: string } & Spot) => void
  planYear: FinancialYear | null
  /** What the officer said of the sheet that is shown, if anything. */
  own: readonly TableMapping[] | undefined
  onMap: (sheet: string, own: TableMapping[] | null) => void
}

export function SheetTab({ workbook, reading, client, shown, onShow, planYear, own, onMap }: SheetTabProps) {
  const sheet = workbook.sheets.find(({ name }) => name === shown.sheet) ?? workbook.sheets[0]!
  const [rows, setRows] = useState({ from: 1, to: 100 })
  const size = useAnswer(client, 'size', sheet.name)
  const inSight = useRows(client, reading, sheet.name, rows)
  const tables = reading.tables.filter((table) => table.sheet === sheet.name)
  /** The table that a row stands in, or the first one below it. */
  const tableAt = (row: number) => tables.findLast(({ headerRows }) => headerRows[0]! <= row) ?? tables[0]
  const readAs = (column: number) => {
    const letters = columnLetters(column)
    const table = tables.filter((one) => one.columns[letters] !== undefined)
    const own = table.find((one) => one === tableAt(shown.row)) ?? table[0]
    return own?.columns[letters]?.replace(/^extra: .*/, 'kept') ?? ''
  }
  const known = [...reading.tables.flatMap((table) => table.years), ...(planYear ? [planYear] : [])]
  const years = yearsAround(known, yearFrom(new Date().getFullYear()))
  return (
    <div className="sheet-tab">
      <div className="sheet-tab-head">
        {workbook.sheets.length > 1 && (
          <Choice
            label="Show"
            items={workbook.sheets.map(({ name }) => ({ value: name, label: name }))}
            value={sheet.name}
            onChange={(name) => onShow({ sheet: name, row: 1, column: 1 })}
          />
        )}
        <Legend />
      </div>
      {size && (
        <SheetPicture
          key={sheet.name}
          name={sheet.name}
          size={size}
          rows={inSight}
          onRows={setRows}
          readAs={readAs}
          spot={shown}
          onSpot={(spot) => onShow({ sheet: sheet.name, ...spot })}
        />
      )}
      <TableColumns
        key={`columns of ${sheet.name}`}
        sheet={sheet.name}
        client={client}
        tables={reading.tables}
        own={own}
        years={years}
        isUnitDoubtful={reading.unitDoubts.includes(sheet.name)}
        row={shown.row}
        hasCells={inSight.cells.has(shown.row)}
        onChange={(mappings) => onMap(sheet.name, mappings)}
        onShowRow={(row) => onShow({ sheet: sheet.name, row, column: shown.column })}
      />
      <p className="quiet sheet-account">{reading.account}. Every cell that is not empty is accounted for.</p>
    </div>
  )
}

function Legend() {
  return (
    <ul className="legend" aria-label="What the letters mean">
      {(Object.keys(fateNames) as FateKind[]).map((kind) => (
        <li key={kind}>
          <b className={`fate-${kind}`}>{fateNames[kind].letter}</b> {fateNames[kind].name}
        </li>
      ))}
    </ul>
  )
}
