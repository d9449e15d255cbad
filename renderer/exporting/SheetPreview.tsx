/**
 * The first rows of each sheet that would be written, as plain cells, a sheet at a time. Example: "Appendix A, sheet 1 of 2".
 */

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { memo, type ReactNode, useState } from 'react'
import { PREVIEW_COLUMNS, PREVIEW_ROWS, type PreviewCell, type PreviewSheet } from '../../shared/exporting/choice.ts'
import { formatCount } from '../../shared/money.ts'
import { columnLetters } from '../../shared/sheet.ts'
import { Choice } from '../parts/Choice.tsx'

export function SheetPreview({ sheets, note }: { sheets: readonly PreviewSheet[]; note: string }) {
  const [chosen, setChosen] = useState(0)
  const at = Math.min(chosen, sheets.length - 1)
  const sheet = sheets[at]
  if (!sheet) return <p className="quiet">There is no sheet to show.</p>
  return (
    <div className="sheet-preview">
      <div className="sheet-preview-head">
        {sheets.length > 1 && (
          <nav className="pager" aria-label="Sheets">
            <button
              type="button"
              className="icon-button"
              aria-label="Previous sheet"
              disabled={at === 0}
              onClick={() => setChosen(at - 1)}
            >
              <ChevronLeft size={16} aria-hidden />
            </button>
            <Choice
              label="Sheet"
              items={sheets.map(({ name }, index) => ({ value: String(index), label: name }))}
              value={String(at)}
              onChange={(value) => setChosen(Number(value))}
            />
            <span>
              {at + 1} of {sheets.length}
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label="Next sheet"
              disabled={at === sheets.length - 1}
              onClick={() => setChosen(at + 1)}
            >
              <ChevronRight size={16} aria-hidden />
            </button>
          </nav>
        )}
        <p className="quiet">
          {extent(sheet)} {note}
        </p>
      </div>
      <SheetTable key={sheet.name} sheet={sheet} />
    </div>
  )
}

/** How much of the sheet is in sight. */
function extent({ rows, columns }: PreviewSheet): string {
  const all = `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`
  const parts = rows > PREVIEW_ROWS ? [`The first ${PREVIEW_ROWS} of ${all}`] : [all]
  if (columns > PREVIEW_COLUMNS) parts.push(`the first ${PREVIEW_COLUMNS} of ${formatCount(columns)} columns`)
  return `${parts.join(', ')}.`
}

/** Drawn once for each sheet, whatever else changes around it. */
const SheetTable = memo(function SheetTable({
  sheet: { name, rows, columns, cells, merges },
}: {
  sheet: PreviewSheet
}) {
  const shownRows = Math.min(rows, PREVIEW_ROWS)
  const shownColumns = Math.min(columns, PREVIEW_COLUMNS)
  const at = new Map<number, PreviewCell>()
  for (const cell of cells) at.set(place(cell.row, cell.column), cell)
  const spans = new Map<number, { colSpan: number; rowSpan: number }>()
  const covered = new Set<number>()
  for (const { top, left, bottom, right } of merges) {
    const [lastRow, lastColumn] = [Math.min(bottom, shownRows), Math.min(right, shownColumns)]
    spans.set(place(top, left), { rowSpan: lastRow - top + 1, colSpan: lastColumn - left + 1 })
    for (let row = top; row <= lastRow; row++)
      for (let column = left; column <= lastColumn; column++)
        if (row !== top || column !== left) covered.add(place(row, column))
  }
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
  const drawn = (row: number, column: number): ReactNode => {
    const key = place(row, column)
    if (covered.has(key)) return null
    const cell = at.get(key)
    return (
      <td key={column} {...spans.get(key)} className={cell && look(cell)} title={cell && hint(cell)}>
        {cell?.text}
      </td>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by the keyboard
    <section className="sheet-preview-scroller" tabIndex={0} aria-label={`Cells of ${name}`}>
      <table className="sheet-preview-table">
        <thead>
          <tr>
            <td />
            {numbers(shownColumns).map((column) => (
              <th key={column} scope="col">
                {columnLetters(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers(shownRows).map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {numbers(shownColumns).map((column) => drawn(row, column))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
})

const place = (row: number, column: number) => row * 20_000 + column

function look({ figure, bold, filled, text, formula }: PreviewCell): string | undefined {
  const classes = [
    figure && 'preview-figure',
    bold && 'preview-bold',
    filled && 'preview-filled',
    text === `=${formula}` && 'preview-formula',
  ].filter(Boolean)
  return classes.length > 0 ? classes.join(' ') : undefined
}

const hint = ({ text, formula }: PreviewCell) => (formula === undefined ? text : `${text}  =${formula}`)
