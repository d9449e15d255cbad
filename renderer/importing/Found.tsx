/**
 * The tables that were found, how each was understood, and what became of every cell. Example: headings in row 3, pounds,
 * column E is the budget of 2018/19.
 */
import type { Reading } from '../../shared/importing/index.ts'
import { cellAccountOf } from './summary.ts'

const units: Record<number, string> = { 1: 'pounds (£)', 1000: 'thousands (£000)', 1000000: 'millions (£m)' }

export function Found({ reading }: { reading: Reading }) {
  return (
    <>
      <p className="tab-lead">{cellAccountOf(reading)}. Every cell that is not empty is accounted for.</p>
      {reading.tables.length === 0 && <p className="quiet">No budget table was found.</p>}
      {reading.tables.map((table) => (
        <section key={`${table.sheet} ${table.headerRows[0]}`} className="found-table">
          <h3>
            {table.sheet}, headings in {table.headerRows.length === 1 ? 'row' : 'rows'} {table.headerRows.join(' and ')}
          </h3>
          <p className="quiet">
            Figures in {units[table.unit] ?? `units of £${table.unit}`}
            {table.years.length > 0 && ` for ${table.years.join(', ')}`}
          </p>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Read as</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(table.columns).map(([letters, role]) => (
                <tr key={letters}>
                  <th scope="row">{letters}</th>
                  <td>{role.replace(/^extra: /, 'kept with the line: ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  )
}
