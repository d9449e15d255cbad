/**
 * What the plan does not hold of a publication pack, by table. Example: "Decisions 2021/22: 2 decisions have no date, and may
 * belong to the year."
 */
import type { MissingNote } from '../../shared/exporting/choice.ts'

export function Missing({ missing }: { missing: readonly MissingNote[] }) {
  const tables = [...new Set(missing.map(({ table }) => table))]
  return (
    <div className="export-missing">
      <p className="tab-lead">Add this from elsewhere before the tables are published; the pack lists it too.</p>
      {tables.map((title) => (
        <section key={title}>
          <h3>{title}</h3>
          <ul>
            {missing
              .filter(({ table }) => table === title)
              .map(({ note }) => (
                <li key={note}>{note}</li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
