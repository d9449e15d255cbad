/**
 * What was decided about a year's underspend. Example: "Victim First, £20,000, into Commissioning reserve, approved, PCC/12".
 */
import { formatMoney } from '../../shared/money.ts'
import { lineLabel } from '../../shared/reserves.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { destinationOf } from '../grid/underspend.ts'
import { useLedger } from '../instance.ts'

export function Decisions({ year }: { year: FinancialYear }) {
  const ledger = useLedger()
  const carries = [...ledger.plan.carry.values()].filter((carry) => carry.year === year)
  if (carries.length === 0) return null
  return (
    <section className="decisions" aria-labelledby="decisions-heading">
      <h2 id="decisions-heading">Decisions about {year}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" className="money">
              Amount
            </th>
            <th scope="col">Goes to</th>
            <th scope="col">Status</th>
            <th scope="col">Decision</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {carries.map((carry) => {
            const line = ledger.plan.line.get(carry.lineId)
            return (
              <tr key={carry.id}>
                <td>{line ? lineLabel(ledger.plan, line) : ''}</td>
                <td className="money">{formatMoney(carry.pence)}</td>
                <td>{destinationOf(ledger, carry)}</td>
                <td>{carry.status}</td>
                <td>{carry.decision}</td>
                <td>{carry.reason}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
