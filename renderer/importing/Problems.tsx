/**
 * What could not be read: its place, its text, what is wrong with it, and a field to mend the amount in place.
 * Example: D7, "£3,0000", with the button "Use £3,000".
 */
import { type KeyboardEvent, useState } from 'react'
import type { Correction } from '../../shared/importing/corrections.ts'
import type { Place, Problem } from '../../shared/importing/index.ts'
import { formatMoney, type Pence, readAmount } from '../../shared/money.ts'
import { Pager } from './Pager.tsx'
import { PlaceLink } from './PlaceLink.tsx'
import { placeOf } from './summary.ts'
import type { Page, ReadingView } from './view.ts'

/** Problems that an amount solves. */
const AMOUNTS: readonly Problem['kind'][] = [
  'malformed amount',
  'error value',
  'amount without a value',
  'unit missing',
]
/** Problems that are solved by saying what the columns are. */
const COLUMNS: readonly Problem['kind'][] = ['missing year', 'no table', 'unit missing']

export interface ProblemsProps {
  problems: Page<Problem>
  corrections: readonly Correction[]
  /** What stood where they mend. */
  originals: ReadingView['mended']
  onCorrect: (correction: Correction) => void
  onTakeBack: (correction: Correction) => void
  onTurn: (page: number) => void
  onShow: (at: Place) => void
}

export function Problems(props: ProblemsProps) {
  const { originals, problems, corrections, onCorrect, onTakeBack, onTurn, onShow } = props
  const isOpen = ({ sheet, cell }: Correction) =>
    problems.items.some(({ at }) => at.sheet === sheet && at.cell === cell)
  const mended = corrections.filter((correction) => !isOpen(correction))
  if (problems.all === 0 && mended.length === 0) return <p className="quiet">Everything could be read.</p>
  return (
    <>
      {problems.all > 0 && (
        <>
          <p className="tab-lead">
            These figures are left empty; the rest can be imported. Type an amount here, in pounds, or in the plan
            afterwards. The workbook itself is never changed.
          </p>
          <table className="plain-table sticky-head">
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col">Text</th>
                <th scope="col">What is wrong</th>
                <th scope="col">Mend it</th>
              </tr>
            </thead>
            <tbody>
              {problems.items.map((problem) => (
                <tr key={`${placeOf(problem.at)} ${problem.message}`}>
                  <td className="nowrap">
                    <PlaceLink at={problem.at} onShow={onShow} />
                  </td>
                  <td className="clamp">{problem.text}</td>
                  <td>{problem.message}</td>
                  <td>
                    {AMOUNTS.includes(problem.kind) && <Mend problem={problem} onCorrect={onCorrect} />}
                    {COLUMNS.includes(problem.kind) && (
                      <button type="button" className="link" onClick={() => onShow(problem.at)}>
                        {problem.kind === 'missing year' ? 'Choose the year' : 'Say what the columns are'}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Pager page={problems} one="problem" onTurn={onTurn} />
        </>
      )}
      {mended.length > 0 && (
        <section className="changes-group">
          <h3>Mended here</h3>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col">In the workbook</th>
                <th scope="col" className="money">
                  Taken as
                </th>
                <th scope="col">Take back</th>
              </tr>
            </thead>
            <tbody>
              {mended.map((correction) => (
                <tr key={placeOf(correction)}>
                  <td className="nowrap">
                    <PlaceLink at={correction} onShow={onShow} />
                  </td>
                  <td className="clamp">{originalOf(correction, originals)}</td>
                  <td className="money">{formatMoney(correction.pence)}</td>
                  <td>
                    <button type="button" className="link" onClick={() => onTakeBack(correction)}>
                      Take back
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

const originalOf = ({ sheet, cell }: Correction, originals: ReadingView['mended']) =>
  originals.find((one) => one.sheet === sheet && one.cell === cell)?.text

/** What is mended leaves the list, so the focus goes to the next field, or to the tab when there is none. */
function moveOn(from: HTMLElement): void {
  const next = from.closest('tr')?.nextElementSibling?.querySelector('input')
  const panel = from.closest<HTMLElement>('[role="tabpanel"]')
  if (next) next.focus()
  else panel?.focus()
}

function Mend({ problem, onCorrect }: { problem: Problem; onCorrect: (correction: Correction) => void }) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const { at, suggestionPence } = problem
  const use = (pence: Pence) => at.cell && onCorrect({ sheet: at.sheet, cell: at.cell, pence })
  /** @returns whether there was an amount to use */
  const commit = (): boolean => {
    const read = readAmount(text)
    if (read.kind === 'blank') {
      setError(null)
      return false
    }
    if (read.kind === 'malformed') {
      setError(`“${text}” is not an amount; nothing was changed, so type pounds such as 12,500 or 12,500.50.`)
      return false
    }
    setError(null)
    use(read.pence)
    return true
  }
  return (
    <div className="mend-fields">
      {suggestionPence !== null && (
        <button
          type="button"
          className="button"
          onClick={(event) => {
            use(suggestionPence)
            moveOn(event.currentTarget)
          }}
        >
          Use {formatMoney(suggestionPence)}
        </button>
      )}
      <input
        className="input money"
        aria-label={`Amount for ${placeOf(at)}`}
        placeholder="Amount in £"
        value={text}
        autoComplete="off"
        aria-invalid={error ? true : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (commit()) moveOn(event.currentTarget)
        }}
      />
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
