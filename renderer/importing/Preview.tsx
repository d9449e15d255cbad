/**
 * The lines that would be taken, by priority, with their figures and sums. Example: "VICTIMS", eight lines, 1,395,707.
 */
import { Fragment } from 'react'
import type { Pence } from '../../shared/money.ts'
import { moneyText } from '../grid/cells.ts'
import { Pager } from './Pager.tsx'
import type { FigureColumn } from './summary.ts'
import type { PreviewView } from './view.ts'

export interface PreviewProps {
  preview: PreviewView
  onTurn: (page: number) => void
}

export function Preview({ preview: { columns, lines, total }, onTurn }: PreviewProps) {
  if (lines.all === 0) return <p className="quiet">No budget line was found.</p>
  return (
    <>
      <table className="plain-table sticky-head">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Provider</th>
            <FigureHeads columns={columns} />
          </tr>
        </thead>
        <tbody>
          {lines.items.map(({ name, lines: held, sums }) => (
            <Fragment key={name}>
              <tr className="group-row">
                <th colSpan={2 + columns.length} scope="colgroup">
                  {name}
                </th>
              </tr>
              {held.map(({ key, service, provider, figures }) => (
                <tr key={key}>
                  <td>{service}</td>
                  <td className="quiet">{provider}</td>
                  <Figures columns={columns} figures={figures} />
                </tr>
              ))}
              {sums && (
                <tr className="subtotal-row">
                  <th colSpan={2} scope="row">
                    {name} subtotal
                  </th>
                  <Figures columns={columns} figures={sums} />
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr className="total-row">
            <th colSpan={2} scope="row">
              Total
            </th>
            <Figures columns={columns} figures={total} />
          </tr>
        </tfoot>
      </table>
      <Pager page={lines} one="line" onTurn={onTurn} />
    </>
  )
}

/** The headings of columns of figures. */
export function FigureHeads({ columns }: { columns: FigureColumn[] }) {
  return columns.map(({ year, measure }) => (
    <th key={`${year} ${measure}`} scope="col" className="money">
      {year}
      {measure !== 'budget' && <small> {measure}</small>}
    </th>
  ))
}

/** A row's figures, one for each column. */
export function Figures({ columns, figures }: { columns: FigureColumn[]; figures: (Pence | null)[] }) {
  return columns.map((column, index) => (
    <td key={`${column.year} ${column.measure}`} className="money">
      {moneyText(figures[index] ?? null)}
    </td>
  ))
}
