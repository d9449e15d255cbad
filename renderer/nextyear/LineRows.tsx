/**
 * The lines behind a row of a table, by the page. Each leads to its line in the budget. Example: the lines with savings.
 */
import { useState } from 'react'
import type { Line } from '../../shared/model.ts'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'
import { showLine } from './go.ts'
import { MoneyCell } from './MoneyCell.tsx'

export interface LineRowsProps {
  /** `cells` are the texts of the columns after the name. */
  lines: readonly { line: Line; name: string; note: string; cells: readonly string[] }[]
  /** Of each column. */
  hasPence: readonly boolean[]
}

export function LineRows({ lines, hasPence }: LineRowsProps) {
  const [turned, setTurned] = useState(0)
  const from = Math.min(turned, Math.max(0, Math.ceil(lines.length / PAGE) - 1)) * PAGE
  const items = lines.slice(from, from + PAGE)
  return (
    <>
      {items.map(({ line, name, note, cells }) => (
        <tr key={line.id} className="line-row">
          <th scope="row">
            <button type="button" className="link-button" onClick={() => showLine(line.id)} title="Show in the budget">
              {name}
            </button>
            {note !== '' && <small>{note}</small>}
          </th>
          {cells.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns stay where they are
            <MoneyCell key={index} text={text} hasPence={hasPence[index] ?? false} />
          ))}
        </tr>
      ))}
      {lines.length > PAGE && (
        <tr>
          <td colSpan={1 + (lines[0]?.cells.length ?? 0)}>
            <Pager page={{ all: lines.length, from, items: [] }} one="line" onTurn={setTurned} />
          </td>
        </tr>
      )}
    </>
  )
}
