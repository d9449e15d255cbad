/**
 * What has to go back to each funder for a year: received, less eligible spend, less what is carried forward by consent.
 * Example: £100,000 received, £72,000 of eligible spend, £20,000 carried by consent: £8,000 goes back.
 */
import { isClawedBack } from '../../shared/clawback.ts'
import { sourcesInOrder } from '../../shared/funding.ts'
import { formatMoney } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { useLedger } from '../instance.ts'

export function Clawback({ year }: { year: FinancialYear }) {
  const { plan, figures } = useLedger()
  const sources = sourcesInOrder(plan).filter(isClawedBack)
  if (sources.length === 0) return null
  return (
    <section aria-labelledby="clawback-heading">
      <h2 id="clawback-heading">To go back to funders for {year}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Source</th>
            {['Received', 'Eligible spend', 'Carried by consent', 'To go back', 'Decided'].map((heading) => (
              <th key={heading} scope="col" className="money">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => {
            const parts = figures.clawbacks.of(source, year)
            return (
              <tr key={source.id}>
                <th scope="row">
                  {source.name}
                  <small>
                    {source.carry === 'consent' ? ' carried forward only with consent' : ' not carried forward'}
                  </small>
                </th>
                {parts === null ? (
                  <td colSpan={5} className="money quiet">
                    nothing entered as received in {year}
                  </td>
                ) : (
                  <>
                    <td className="money">{formatMoney(parts.received)}</td>
                    <td className="money">{formatMoney(parts.eligible)}</td>
                    <td className="money">{formatMoney(parts.consented)}</td>
                    <td className="money">
                      <strong>{formatMoney(parts.clawback)}</strong>
                    </td>
                    <td className="money">{formatMoney(parts.returned)}</td>
                  </>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="quiet">
        Eligible spend is the source’s share of each line’s forecast outturn within its ring-fence, and of the budget
        where there is no forecast yet. Decided is what approved decisions give back already.
      </p>
    </section>
  )
}
