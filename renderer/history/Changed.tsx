/**
 * What changed between two points, as sentences for the covering report and as a list by priority; marked in the budget on
 * demand. Example: from Draft 2 to now.
 */
import { ClipboardCopy, Diff, FileText } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { type Differences, planDifferences } from '../../shared/changes/differences.ts'
import { type Paragraph, reportOf, reportText } from '../../shared/changes/sentences.ts'
import { type ChangeRow, changeRows } from '../../shared/changes/table.ts'
import { changesHtml } from '../../shared/clipboard/report.ts'
import type { Plan } from '../../shared/plan.ts'
import { yearsOf } from '../../shared/plan.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { whenOf } from '../clock.ts'
import { changeText, moneyText, percentText } from '../grid/cells.ts'
import { Pager } from '../importing/Pager.tsx'
import { planner, usePlanner } from '../instance.ts'
import { Choice, type ChoiceItem } from '../parts/Choice.tsx'
import { sentenceOf } from '../planner.ts'
import type { Looking } from '../state.ts'
import { copy } from './copying.ts'
import { draftKey, type Known, pointOf, stepKey } from './points.ts'

const NOW = 'now'
/** So many of the latest steps can be chosen; the others from the list of steps. */
const RECENT = 40
const ROWS = 200

function itemsOf(known: Known, chosen: readonly string[]): ChoiceItem<string>[] {
  const drafts = known.drafts.map(({ draft }) => ({ value: draftKey(draft.id), label: draft.name }))
  const steps = known.steps
    .filter(({ state, number }, index) => state === 'done' && (index < RECENT || chosen.includes(stepKey(number))))
    .map(({ number, label, at }) => ({
      value: stepKey(number),
      label: `Step ${number}, ${whenOf(at)}: ${label.length > 48 ? `${label.slice(0, 47)}…` : label}`,
    }))
  return [...drafts.toReversed(), ...steps]
}

/** How the points are called: in a sentence, and over a column. */
interface Names {
  since: string
  until: string
  was: string
  is: string
}

function shortName({ drafts }: Known, key: string): string {
  const found = drafts.find(({ draft }) => draftKey(draft.id) === key)
  return found ? found.draft.name : key === NOW ? 'Now' : key.replace('step', 'Step')
}

/** The plan at a point, read when it is first asked for. */
function usePlanAt(known: Known, key: string): Plan | null {
  const version = usePlanner((state) => state.version)
  const step = key === NOW ? null : (pointOf(known, key)?.step ?? null)
  const [read, setRead] = useState<{ step: number; plan: Plan } | null>(null)
  useEffect(() => {
    if (step === null) return
    let wanted = true
    planner.past.planAt(step).then(
      (plan) => wanted && setRead({ step, plan }),
      (error) => planner.notify({ kind: 'error', sentence: sentenceOf(error) }),
    )
    return () => {
      wanted = false
    }
  }, [step])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a Change alters the plan in place
  const now = useMemo(() => ({ ...planner.past.present!.ledger.plan }), [version])
  if (key === NOW) return now
  return read && read.step === step ? read.plan : null
}

/** Shows the budget as it is, or was at the later point, with what has changed since the earlier one marked. */
async function mark(since: Looking, until: Looking | null): Promise<void> {
  if (until) await planner.past.lookAt(until)
  else planner.past.backToPresent()
  await planner.past.markSince(since)
  planner.go('budget')
}

export function Changed({ known }: { known: Known }) {
  const shown = usePlanner((state) => state.historyShown)
  const standing = known.steps.filter(({ state }) => state === 'done')
  const first = known.drafts.at(-1)
  const fallback = first ? draftKey(first.draft.id) : stepKey(standing.at(-1)?.number ?? 0)
  const valid = (key: string | null) => key !== null && (key === NOW || pointOf(known, key) !== null)
  const from = valid(shown.from) ? shown.from! : fallback
  const to = valid(shown.to) ? shown.to : NOW
  const [chosenYear, setYear] = useState<FinancialYear | null>(null)
  const a = usePlanAt(known, from)
  const b = usePlanAt(known, to)
  const set = (part: Partial<typeof shown>) => planner.set({ historyShown: { ...shown, from, to, ...part } })
  const items = itemsOf(known, [from, to])
  const since = pointOf(known, from)
  const until = to === NOW ? null : pointOf(known, to)
  const differences = useMemo(() => (a && b ? planDifferences(a, b, chosenYear) : null), [a, b, chosenYear])
  const years = useMemo(() => (a && b ? [...new Set([...yearsOf(a), ...yearsOf(b)])].sort() : []), [a, b])
  if (standing.length === 0) return <p className="quiet">Nothing has been done in this plan yet.</p>
  const names: Names = {
    since: since?.name ?? 'the plan as it is now',
    until: until?.name ?? 'now',
    was: shortName(known, from),
    is: shortName(known, to),
  }
  return (
    <>
      <div className="history-tools">
        <Choice label="From" items={items} value={from} onChange={(value) => set({ from: value })} />
        <Choice
          label="to"
          items={[{ value: NOW, label: 'Now' }, ...items]}
          value={to}
          onChange={(value) => set({ to: value })}
        />
        {differences?.year && (
          <Choice
            label="Year"
            items={[...new Set([...years, differences.year])].sort().map((value) => ({ value, label: value }))}
            value={differences.year}
            onChange={setYear}
          />
        )}
        <span className="tools-gap" />
        {since && (
          <button type="button" className="button" onClick={() => void mark(since, until)}>
            <Diff size={15} aria-hidden /> Mark in the budget
          </button>
        )}
      </div>
      {differences === null ? <p className="quiet">Reading…</p> : <Told differences={differences} names={names} />}
    </>
  )
}

function Told({ differences, names }: { differences: Differences; names: Names }) {
  const paragraphs = useMemo(() => reportOf(differences, names.since), [differences, names.since])
  const rows = useMemo(() => changeRows(differences), [differences])
  return (
    <>
      <Sentences paragraphs={paragraphs} differences={differences} names={names} />
      {rows.length > 1 && <ChangeTable rows={rows} names={names} year={differences.year} />}
    </>
  )
}

function Sentences({
  paragraphs,
  differences,
  names,
}: {
  paragraphs: readonly Paragraph[]
  differences: Differences
  names: Names
}) {
  const { year } = differences
  const done = (taken: boolean, what: string) => {
    if (taken) planner.say(`Copied: ${what}`)
    planner.notify(
      taken
        ? { kind: 'done', sentence: `Copied ${what}; paste it into the report` }
        : {
            kind: 'error',
            sentence: 'The clipboard did not take it, so nothing was copied; select the text and copy it.',
          },
    )
  }
  const caption = `What changed in the budget${year ? ` for ${year}` : ''} since ${names.since}`
  return (
    <section className="report" aria-labelledby="report-heading">
      <header className="report-head">
        <h3 id="report-heading">For the covering report</h3>
        <button
          type="button"
          className="button"
          onClick={() => done(copy({ text: reportText(paragraphs) }), 'the sentences')}
        >
          <ClipboardCopy size={15} aria-hidden /> Copy the sentences
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            const html = changesHtml(paragraphs, differences, { was: names.was, is: names.is, caption })
            done(copy({ text: reportText(paragraphs), html }), 'the sentences and the table for Word')
          }}
        >
          <FileText size={15} aria-hidden /> Copy for Word with the table
        </button>
      </header>
      <div className="report-text" data-testid="report">
        {paragraphs.map(({ kind, priorityId, text }) => (
          <p key={`${kind} ${priorityId}`}>{text}</p>
        ))}
      </div>
    </section>
  )
}

function ChangeTable({ rows, names, year }: { rows: readonly ChangeRow[]; names: Names; year: FinancialYear | null }) {
  const [page, setPage] = useState(0)
  const from = Math.min(page, Math.ceil(rows.length / ROWS) - 1) * ROWS
  const shown = rows.slice(from, from + ROWS)
  const reveal = (lineId: string) => {
    planner.past.backToPresent()
    planner.set({ view: 'budget', find: '', reveal: { lineId, edit: false } })
  }
  return (
    <section aria-labelledby="changed-lines">
      <header className="report-head">
        <h3 id="changed-lines">Lines that changed</h3>
        {rows.length > ROWS && <Pager page={{ all: rows.length, from, items: shown }} one="row" onTurn={setPage} />}
      </header>
      <table className="plain-table sticky-head changed-table" aria-labelledby="changed-lines">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col" className="money">
              {names.was} {year && <small>{year}</small>}
            </th>
            <th scope="col" className="money">
              {names.is} {year && <small>{year}</small>}
            </th>
            <th scope="col" className="money">
              Change £
            </th>
            <th scope="col" className="money">
              Change %
            </th>
            <th scope="col">Remarks</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ kind, id, lineId, name, words, a, b, difference, share }) =>
            kind === 'heading' ? (
              <tr key={id} className="group-row">
                <th scope="rowgroup" colSpan={6}>
                  {name} {words.length > 0 && <small>{words.join('; ')}</small>}
                </th>
              </tr>
            ) : (
              <tr key={id} className={kind === 'line' ? undefined : `${kind}-row`}>
                <th scope="row">
                  {lineId === null ? (
                    name
                  ) : (
                    <button type="button" className="link-button" onClick={() => reveal(lineId)}>
                      {name}
                    </button>
                  )}
                </th>
                <td className="money">{moneyText(a)}</td>
                <td className="money">{moneyText(b)}</td>
                <td className="money">{difference === 0 ? '' : changeText(difference)}</td>
                <td className="money">{share === 0 ? '' : percentText(share)}</td>
                <td className="changed-words">{words.join('; ')}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  )
}
