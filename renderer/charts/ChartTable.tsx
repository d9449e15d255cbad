/**
 * The figures of a picture as a table: for everyone who asks for it, and always for screen readers.
 * Example: `<ChartTable picture={picture} shown={false} />` is read, and not seen.
 */
import type { Cell, Picture } from '../../shared/charts/picture.ts'
import { moneyText } from '../grid/cells.ts'
import { havePence, MoneyCell } from '../nextyear/MoneyCell.tsx'

const pence = (cell: Cell) => (typeof cell === 'number' ? cell : null)

export function ChartTable({ picture, shown, id }: { picture: Picture; shown: boolean; id?: string }) {
  const { label, table } = picture
  const [corner, ...heads] = table.head
  const withPence = heads.map((_, column) => havePence(table.rows.map(({ cells }) => pence(cells[column] ?? null))))
  return (
    <div id={id} className={shown ? 'chart-table' : 'announcer'}>
      <table className="plain-table">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="money">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ name, cells, total }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows may share a name
            <tr key={index} className={total ? 'subtotal-row' : undefined}>
              <th scope="row">{name}</th>
              {heads.map((head, column) => {
                const cell = cells[column] ?? null
                return typeof cell === 'string' ? (
                  <td key={head} className="money">
                    {cell}
                  </td>
                ) : (
                  <MoneyCell key={head} text={moneyText(cell)} hasPence={withPence[column]!} />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
