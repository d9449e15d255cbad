/**
 * The sources of funding, year by year: what each has, what lines take of it and what is left; below, each year's budget,
 * funding and gap. Example: NHS England has £202,199 in 2020/21, lines take £212,199, so it is over-allocated by £10,000.
 */
import { Pencil, Plus, Trash2, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { fenceNames, setAvailable, setConfirmed } from '../../shared/edits/funding.ts'
import { availabilityOf, sourcesInOrder } from '../../shared/funding.ts'
import type { Source } from '../../shared/model.ts'
import { formatPounds, type Pence } from '../../shared/money.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { editText, moneyText, readTyped } from '../grid/cells.ts'
import { saysFunding } from '../grid/columns.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { DraftField } from '../parts/Field.tsx'
import { kindNames } from './columns.ts'

const carryWords: Record<Source['carry'], string> = {
  yes: 'may be carried forward',
  consent: 'carried forward only with consent',
  no: 'may not be carried forward',
}

/** @param later shows one more year; absent when there are enough */
export function Sources({ years, later }: { years: readonly FinancialYear[]; later: (() => void) | null }) {
  const { plan, planYear } = useLedger()
  return (
    <table className="plain-table sticky-head funding-table">
      <caption className="visually-hidden">Sources of funding, year by year</caption>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">
            <span className="visually-hidden">What</span>
          </th>
          {years.map((year) => (
            <th key={year} scope="col" className={year === planYear ? 'money plan-year' : 'money'}>
              {year}
              <small>{year === planYear ? ' plan year' : planYear && year > planYear ? ' indicative' : ''}</small>
            </th>
          ))}
          <th scope="col" className="funding-later">
            {later && (
              <button
                type="button"
                className="button icon-only"
                aria-label="Show one more year"
                title="One more year"
                onClick={later}
              >
                <Plus size={15} aria-hidden />
              </button>
            )}
          </th>
        </tr>
      </thead>
      {sourcesInOrder(plan).map((source) => (
        <SourceRows key={source.id} source={source} years={years} />
      ))}
      <Years years={years} />
    </table>
  )
}

function SourceRows({ source, years }: { source: Source; years: readonly FinancialYear[] }) {
  const { plan, funding, planYear } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const fences = fenceNames(plan, source.id)
  const reserve = plan.reserve.get(source.reserveId ?? '')
  const of = years.map((year) => ({ year, ...funding.source(source, year) }))
  const marked = (year: FinancialYear, classes = 'money') => (year === planYear ? `${classes} plan-year` : classes)
  return (
    <tbody className="funding-source" data-testid={`source ${source.name}`}>
      <tr>
        <th scope="rowgroup" rowSpan={3}>
          <div className="funding-name">
            <strong>{source.name}</strong>
            {!readOnly && (
              <span className="funding-actions">
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Change ${source.name}`}
                  title="Name, kind, ring-fence, carry-forward rule, conditions"
                  onClick={() => planner.show({ kind: 'source', sourceId: source.id })}
                >
                  <Pencil size={14} aria-hidden />
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Remove ${source.name}`}
                  title="Remove this source"
                  onClick={() => planner.show({ kind: 'removeSource', sourceId: source.id })}
                >
                  <Trash2 size={14} aria-hidden />
                </button>
              </span>
            )}
          </div>
          <small>
            {kindNames[source.kind]}
            {reserve && reserve.name !== source.name && ` “${reserve.name}”`}, {carryWords[source.carry]}
            {fences.length > 0 && `; ring-fenced to ${fences.join(', ')}`}
            {source.conditions && <span className="funding-conditions">{source.conditions}</span>}
          </small>
        </th>
        <th scope="row">{source.kind === 'reserve' ? 'Drawn' : 'Available'}</th>
        {of.map(({ year, available, status }) => (
          <td key={year} className={marked(year)}>
            <Available source={source} year={year} available={available} status={status} readOnly={readOnly} />
          </td>
        ))}
        <td rowSpan={3} />
      </tr>
      <tr>
        <th scope="row">Allocated</th>
        {of.map(({ year, allocated, available }) => (
          <td key={year} className={marked(year)}>
            {available === null && allocated === 0 ? '' : moneyText(allocated)}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">Unallocated</th>
        {of.map(({ year, allocated, available, unallocated }) => (
          <td key={year} className={marked(year)}>
            {available === null && allocated === 0 ? (
              ''
            ) : unallocated < 0 ? (
              <Wrong words={available === null ? 'nothing entered' : 'over-allocated'}>
                {formatPounds(unallocated)}
              </Wrong>
            ) : (
              moneyText(unallocated)
            )}
          </td>
        ))}
      </tr>
    </tbody>
  )
}

function Wrong({ words, children }: { words: string; children: ReactNode }) {
  return (
    <span className="funding-wrong">
      <TriangleAlert size={13} aria-hidden />
      <small>{words}</small> {children}
    </span>
  )
}

interface AvailableProps {
  source: Source
  year: FinancialYear
  available: Pence | null
  status: 'confirmed' | 'unconfirmed' | null
  readOnly: boolean
}

function Available({ source, year, available, status, readOnly }: AvailableProps) {
  const { plan } = useLedger()
  const entered = availabilityOf(plan, source.id, year)
  if (readOnly)
    return (
      <>
        {status === 'unconfirmed' && <small>unconfirmed </small>}
        {moneyText(available)}
      </>
    )
  const other = status === 'confirmed' ? 'unconfirmed' : 'confirmed'
  return (
    <div className={status === 'unconfirmed' ? 'funding-entry unconfirmed' : 'funding-entry'}>
      {status && (
        <button
          type="button"
          className="funding-status"
          title={`Mark as ${other}`}
          aria-label={`${source.name} ${year} is ${status}: mark as ${other}`}
          onClick={() => void planner.edit((held) => setConfirmed(held, { sourceId: source.id, year, status: other }))}
        >
          {status}
        </button>
      )}
      <DraftField
        bare
        money
        label={`${source.name}, available in ${year}`}
        value={editText(entered?.pence ?? null, null)}
        shown={moneyText(entered?.pence)}
        {...(entered || available === null ? {} : { placeholder: moneyText(available) })}
        onCommit={(typed) =>
          void planner.edit((held) => setAvailable(held, { sourceId: source.id, year, pence: readTyped(typed).pence }))
        }
      />
    </div>
  )
}

/** Each year as a whole. */
function Years({ years }: { years: readonly FinancialYear[] }) {
  const ledger = useLedger()
  const { funding, planYear } = ledger
  const of = years.map((year) => ({ year, says: saysFunding(ledger, year), ...funding.year(year) }))
  const row = (name: string, className: string, cell: (one: (typeof of)[number]) => ReactNode) => (
    <tr className={className}>
      <th scope="row" colSpan={2}>
        {name}
      </th>
      {of.map((one) => (
        <td key={one.year} className={one.year === planYear ? 'money plan-year' : 'money'}>
          {cell(one)}
        </td>
      ))}
      <td className="funding-later" />
    </tr>
  )
  return (
    <tfoot>
      {of.some(({ carried }) => carried !== 0) &&
        row('Carried forward to lines', '', ({ carried }) => (carried === 0 ? '' : moneyText(carried)))}
      {row('Budget', '', ({ budget }) => moneyText(budget))}
      {row(
        'Funding available',
        '',
        ({ available, unconfirmed, says }) =>
          says && (
            <>
              {moneyText(available)}
              {unconfirmed !== 0 && <small className="explanation">{formatPounds(unconfirmed)} unconfirmed</small>}
            </>
          ),
      )}
      {row('Gap', 'total-row', ({ gap, says }) =>
        !says ? null : gap > 0 ? (
          <Wrong words="shortfall">{formatPounds(gap)}</Wrong>
        ) : (
          <>
            {gap < 0 && <small>surplus </small>}
            {moneyText(gap)}
          </>
        ),
      )}
    </tfoot>
  )
}
