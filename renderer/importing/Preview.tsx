/**
 * The lines that would be taken, by priority, with their figures and sums. Example: "VICTIMS", eight lines, 1,395,707.
 */
import { Fragment } from 'react'
import type { Reading, ReadLine } from '../../shared/importing/index.ts'
import { addUp } from '../../shared/money.ts'
import { moneyText } from '../grid/cells.ts'
import { byPriority, type FigureColumn, figureColumns, figureIn } from './summary.ts'

/** More lines than this are not drawn; all are imported. */
const SHOWN = 500

export function Preview({ reading }: { reading: Reading }) {
  const columns = figureColumns(reading.lines)
  const groups = byPriority(reading.lines.slice(0, SHOWN))
  const all = byPriority(reading.lines)
  const more = reading.lines.length - SHOWN
  if (reading.lines.length === 0) return <p className="quiet">No budget line was found.</p>
  return (
    <table className="plain-table sticky-head">
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col">Provider</th>
          {columns.map(({ year, measure }) => (
            <th key={`${year} ${measure}`} scope="col" className="money">
              {year}
              {measure !== 'budget' && <small> {measure}</small>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ name, lines }, index) => (
          <Fragment key={name}>
            <tr className="group-row">
              <th colSpan={2 + columns.length} scope="colgroup">
                {name}
              </th>
            </tr>
            {lines.map((line) => (
              <tr key={`${line.at.sheet} ${line.at.row}`}>
                <td>{line.service}</td>
                <td className="quiet">{line.provider}</td>
                <Figures columns={columns} lines={[line]} />
              </tr>
            ))}
            <tr className="subtotal-row">
              <th colSpan={2} scope="row">
                {name} subtotal
              </th>
              <Figures columns={columns} lines={all[index]?.lines ?? lines} />
            </tr>
          </Fragment>
        ))}
        {more > 0 && (
          <tr>
            <td colSpan={2 + columns.length} className="quiet">
              and {more.toLocaleString('en-GB')} more lines
            </td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className="total-row">
          <th colSpan={2} scope="row">
            Total
          </th>
          <Figures columns={columns} lines={reading.lines} />
        </tr>
      </tfoot>
    </table>
  )
}

function Figures({ columns, lines }: { columns: FigureColumn[]; lines: readonly ReadLine[] }) {
  return columns.map((column) => (
    <td key={`${column.year} ${column.measure}`} className="money">
      {moneyText(addUp(lines.map((line) => figureIn(line, column))))}
    </td>
  ))
}
