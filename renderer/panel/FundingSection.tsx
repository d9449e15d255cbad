/**
 * Who pays for the line: its split in a year, typed in place, and what the other years look like. Example: ISVA 2020/21,
 * Core budget £300,000, NHS England £202,199, and "£10,000 is not funded."
 */
import { useState } from 'react'
import { copySplits, outsideSentence, payWhole, setSplit } from '../../shared/edits/funding.ts'
import { fundingOf, netOf, sourcesInOrder } from '../../shared/funding.ts'
import { type Line, type Source, splitId } from '../../shared/model.ts'
import { formatMoney, type Pence } from '../../shared/money.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { differenceSentence, readShare, shareText } from '../funding/columns.ts'
import { moneyText } from '../grid/cells.ts'
import { saysFunding } from '../grid/columns.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { DraftField } from '../parts/Field.tsx'
import { Section } from './Section.tsx'

const NONE = ''

export function FundingSection({ line }: { line: Line }) {
  const { plan, planYear, years } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [chosen, setChosen] = useState<FinancialYear | null>(null)
  const [added, setAdded] = useState<string | null>(null)
  const year = chosen ?? planYear ?? years.at(-1)
  if (plan.source.size === 0 || !year) return null
  const of = fundingOf(plan, line.id, year)
  const sources = sourcesInOrder(plan)
  const paying = sources.filter(({ id }) => plan.split.has(splitId(line.id, id, year)) || id === added)
  const others = sources.filter((source) => !paying.includes(source))
  const shown = [...new Set([...years, year])].sort()
  const next = shiftYear(year, 1)
  const share = (source: Source, pence: Pence | 'rest' | null) =>
    void planner.edit((held) => setSplit(held, { lineId: line.id, sourceId: source.id, year, pence }))
  return (
    <Section label="Funding">
      <Choice
        label="Year"
        items={shown.map((value) => ({ value, label: value === planYear ? `${value} (plan year)` : value }))}
        value={year}
        onChange={(value) => {
          setChosen(value)
          setAdded(null)
        }}
      />
      <table className="plain-table line-funding">
        <tbody>
          {paying.map((source) => {
            const split = plan.split.get(splitId(line.id, source.id, year))
            const pence = of.shares.get(source.id)
            const outside = split ? outsideSentence(plan, source.id, line.id) : null
            return (
              <tr key={source.id}>
                <th scope="row" className="line-funding-name">
                  {source.name}
                  {split?.pence === null && <small> pays the rest</small>}
                  {outside && (
                    <small className="funding-outside" title={outside}>
                      {' '}
                      outside its ring-fence
                    </small>
                  )}
                </th>
                <td className="money">
                  {readOnly ? (
                    moneyText(pence)
                  ) : (
                    <DraftField
                      bare
                      money
                      label={`${source.name}, share in ${year}`}
                      value={shareText(split)}
                      shown={moneyText(pence)}
                      placeholder="amount or rest"
                      onCommit={(typed) =>
                        void planner.edit((held) =>
                          setSplit(held, { lineId: line.id, sourceId: source.id, year, pence: readShare(typed) }),
                        )
                      }
                    />
                  )}
                </td>
              </tr>
            )
          })}
          {of.carried !== 0 && (
            <tr>
              <th scope="row" className="line-funding-name">
                Carried forward from {shiftYear(year, -1)}
              </th>
              <td className="money">{moneyText(of.carried)}</td>
            </tr>
          )}
        </tbody>
      </table>
      <p className={of.unfunded === 0 ? 'funding-said' : 'funding-said funding-differs'} data-testid="line-funding">
        {of.budget === null && !of.split
          ? `It has no budget in ${year}.`
          : of.split
            ? differenceSentence(of.unfunded)
            : `Nobody is said to pay for it: ${differenceSentence(of.unfunded)}`}
      </p>
      <GrossAndNet lineId={line.id} year={year} />
      {!readOnly && (
        <div className="funding-buttons">
          {others.length > 0 && (
            <Choice
              label="Add"
              items={[
                { value: NONE, label: 'a source' },
                ...others.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={NONE}
              onChange={(id) => {
                const source = plan.source.get(id)
                if (!source) return
                const hasRest = [...of.shares.keys()].some(
                  (other) => plan.split.get(splitId(line.id, other, year))?.pence === null,
                )
                setAdded(id)
                if (!hasRest && of.unfunded > 0) share(source, 'rest')
              }}
            />
          )}
          {paying.length > 1 &&
            paying.map(({ id, name }) => (
              <button
                key={id}
                type="button"
                className="link"
                onClick={() => void planner.edit((held) => payWhole(held, { lineId: line.id, sourceId: id, year }))}
              >
                {name} pays it all
              </button>
            ))}
          {of.shares.size > 0 && shown.includes(next) && !fundingOf(plan, line.id, next).split && (
            <button
              type="button"
              className="link"
              onClick={() =>
                void planner.edit((held) => copySplits(held, { from: year, to: next, lineIds: [line.id] }))
              }
            >
              Copy to {next}
            </button>
          )}
        </div>
      )}
      <OtherYears line={line} years={shown.filter((one) => one !== year)} show={setChosen} />
    </Section>
  )
}

/** What it costs in all, and what of it the office pays itself. */
function GrossAndNet({ lineId, year }: { lineId: string; year: FinancialYear }) {
  const { plan } = useLedger()
  const { budget } = fundingOf(plan, lineId, year)
  const net = netOf(plan, lineId, year)
  if (budget === null || net === null || net === budget) return null
  return (
    <p className="funding-said" data-testid="line-net">
      Gross {formatMoney(budget)}, net {formatMoney(net)}: partners pay {formatMoney((budget - net) as Pence)}.
    </p>
  )
}

function OtherYears({
  line,
  years,
  show,
}: {
  line: Line
  years: FinancialYear[]
  show: (year: FinancialYear) => void
}) {
  const ledger = useLedger()
  const { plan } = ledger
  const told = years.flatMap((year) => {
    const { budget, shares, carried, unfunded, split } = fundingOf(plan, line.id, year)
    if (!split && (budget === null || !saysFunding(ledger, year))) return []
    const parts = sourcesInOrder(plan).flatMap(({ id, name }) => {
      const pence = shares.get(id)
      return pence === undefined ? [] : [`${name} ${formatMoney(pence)}`]
    })
    if (carried !== 0) parts.push(`carried forward ${formatMoney(carried)}`)
    return [{ year, words: parts.join(', ') || 'Nobody is said to pay for it:', unfunded }]
  })
  if (told.length === 0) return null
  return (
    <ul className="funding-years">
      {told.map(({ year, words, unfunded }) => (
        <li key={year}>
          <button type="button" className="link" onClick={() => show(year)}>
            {year}
          </button>{' '}
          {words}
          {unfunded !== 0 && <span className="funding-differs"> {differenceSentence(unfunded)}</span>}
        </li>
      ))}
    </ul>
  )
}
