/**
 * One decision's record: what it says, the lines it names, and everything that cites it with totals. Example: a table of seven
 * drawdowns under EXE0003/20, £114,843.25 in all.
 */
import { FileSignature } from 'lucide-react'
import { useMemo, useState } from 'react'
import { dayText, shortDay } from '../../shared/days.ts'
import {
  type Citation,
  type CitingTable,
  citationsOf,
  citingTables,
  type Decision,
  decisionStatuses,
  decisionStatusNames,
  linesOf,
  publishing,
} from '../../shared/decisions.ts'
import { removeDecision, setDecision } from '../../shared/edits/decisions.ts'
import type { Line } from '../../shared/model.ts'
import { addUp, formatCount, formatPounds, type Pence } from '../../shared/money.ts'
import { amountOf, detailsOf } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { takeAway } from '../dialogs/perform.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'

/** So many rows of a table are shown at first, and more with each click. */
const PAGE = 50

const names: Record<CitingTable, [string, string, string]> = {
  drawdown: ['Drawdowns', 'For', 'Description'],
  transfer: ['Transfers', 'Reserve', 'Reason'],
  carry: ['Carry-forwards', 'Underspend and where it goes', 'Reason'],
  virement: ['Virements', 'Between lines', 'Reason'],
}
const published = { yes: 'May be published', no: 'Not to be published' } as const
const statuses = decisionStatuses.map((value) => ({ value, label: decisionStatusNames[value] }))

export function Record({ decision }: { decision: Decision }) {
  const { plan } = useLedger()
  const version = usePlanner((state) => state.version)
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const { id, reference, title, date, status, attendees, approvals, withheld } = decision
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when the plan has changed
  const [lines, citations] = useMemo(
    () => [linesOf(plan, id), citationsOf(plan, reference)],
    [plan, version, id, reference],
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <article className="decision-record" aria-label={`Decision ${reference}`} tabIndex={0}>
      <header className="decision-head">
        <div>
          <p className="decision-reference">{reference}</p>
          <h2>{title}</h2>
        </div>
        {readOnly ? (
          <div className="decision-actions">
            <span className={`decision-status decision-${status}`}>{decisionStatusNames[status]}</span>
            <Export id={id} />
          </div>
        ) : (
          <div className="decision-actions">
            <Choice
              label="Status"
              items={statuses}
              value={status}
              onChange={(value) => void planner.edit((held) => setDecision(held, id, { status: value }))}
            />
            <button type="button" className="button" onClick={() => planner.show({ kind: 'decision', decisionId: id })}>
              Change…
            </button>
            <Export id={id} />
            <button
              type="button"
              className="button quiet-button"
              title="What cites the reference goes on citing it"
              onClick={() => void takeAway((held) => removeDecision(held, id))}
            >
              Remove
            </button>
          </div>
        )}
      </header>
      <dl className="decision-facts">
        <dt>Date</dt>
        <dd>{date === null ? <span className="quiet">not given</span> : dayText(date)}</dd>
        <dt>Present</dt>
        <dd>{attendees.length === 0 ? <span className="quiet">not given</span> : attendees.join(', ')}</dd>
        {publishing.map(([field, what]) => (
          <Publication key={field} what={what} answer={decision[field]} />
        ))}
        {(withheld !== null || publishing.some(([field]) => decision[field] === 'no')) && (
          <>
            <dt>Reason for not publishing</dt>
            <dd>{withheld ?? <span className="decision-missing">not given</span>}</dd>
          </>
        )}
      </dl>
      <Prose heading="Summary" text={decision.summary} />
      <Prose heading="Background" text={decision.background} />
      <Prose heading="Recommendations" text={decision.recommendations} />
      {approvals.length > 0 && (
        <section>
          <h3>Advice and approvals</h3>
          <dl className="decision-approvals">
            {approvals.map(({ role, text, date: given }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: approvals have no id, and stay in their order
              <div key={index} className="decision-given">
                <dt>
                  {role}
                  {given !== null && <small>{shortDay(given)}</small>}
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {lines.length > 0 && <Lines lines={lines} />}
      {citingTables.map((table) => {
        const rows = citations.filter((citation) => citation.table === table)
        return rows.length > 0 && <Citations key={table} table={table} rows={rows} />
      })}
      {citations.length === 0 && (
        <p className="quiet decision-uncited">
          Nothing cites {reference} yet: give it as the decision of a drawdown, a transfer, a carry-forward or a
          virement, and it appears here.
        </p>
      )}
    </article>
  )
}

function Export({ id }: { id: string }) {
  return (
    <button type="button" className="button" onClick={() => void planner.papers.exportRecord(id)}>
      <FileSignature size={15} aria-hidden /> Export for signing…
    </button>
  )
}

function Publication({ what, answer }: { what: string; answer: 'yes' | 'no' | null }) {
  return (
    <>
      <dt>{what}</dt>
      <dd>{answer === null ? <span className="quiet">not yet determined</span> : published[answer]}</dd>
    </>
  )
}

function Prose({ heading, text }: { heading: string; text: string | null }) {
  if (text === null) return null
  return (
    <section>
      <h3>{heading}</h3>
      <p className="decision-prose">{text}</p>
    </section>
  )
}

function More({ shown, all, onMore }: { shown: number; all: number; onMore: () => void }) {
  if (all <= shown) return null
  return (
    <button type="button" className="link" onClick={onMore}>
      Show {Math.min(PAGE, all - shown)} more of {formatCount(all)}
    </button>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { plan } = useLedger()
  const { planYear: year } = detailsOf(plan)
  const [shown, setShown] = useState(PAGE)
  const budgetOf = (line: Line) => (year === null ? null : amountOf(plan, line.id, year, 'budget'))
  const total = addUp(lines.map(budgetOf))
  return (
    <section>
      <h3>Budget lines</h3>
      <table className="plain-table decision-rows" aria-label="Budget lines">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Provider</th>
            <th scope="col" className="money">
              {year === null ? 'Budget £' : `${year} budget £`}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shown).map((line) => {
            const budget = budgetOf(line)
            return (
              <tr key={line.id}>
                <th scope="row">{lineLabel(plan, line)}</th>
                <td>{line.provider}</td>
                <td className="money">{budget === null ? '' : formatPounds(budget)}</td>
              </tr>
            )
          })}
          <Total span={2} pence={total} />
        </tbody>
      </table>
      <More shown={shown} all={lines.length} onMore={() => setShown(shown + PAGE)} />
    </section>
  )
}

function Total({ span, pence, after = false }: { span: number; pence: Pence | null; after?: boolean }) {
  return (
    <tr className="total-row">
      <th scope="row" colSpan={span}>
        Total
      </th>
      <td className="money">{pence === null ? '' : formatPounds(pence)}</td>
      {after && <td />}
    </tr>
  )
}

function Citations({ table, rows }: { table: CitingTable; rows: readonly Citation[] }) {
  const [shown, setShown] = useState(PAGE)
  const [name, what, about] = names[table]
  return (
    <section>
      <h3>{name}</h3>
      <table className="plain-table decision-rows" aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col">Year</th>
            <th scope="col" className="money">
              £
            </th>
            <th scope="col">{about}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.id} className={row.counts ? undefined : 'not-done'}>
              <th scope="row">{row.what}</th>
              <td className="nowrap">
                {row.year}
                {row.date !== null && <small className="explanation">{shortDay(row.date)}</small>}
              </td>
              <td className="money">{formatPounds(row.pence)}</td>
              <td className="decision-about">{row.about}</td>
            </tr>
          ))}
          <Total span={2} pence={addUp(rows.flatMap(({ counts, pence }) => (counts ? [pence] : [])))} after />
        </tbody>
      </table>
      <More shown={shown} all={rows.length} onMore={() => setShown(shown + PAGE)} />
    </section>
  )
}
