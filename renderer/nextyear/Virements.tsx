/**
 * Virements, and the size bands that say who approves one. Example: "From £25,000: chief finance officer"; £30,000 from Victim
 * Care to CSPs, vacancy until September.
 */
import { ArrowRightLeft, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { dayText } from '../../shared/days.ts'
import {
  bandsInOrder,
  removeBand,
  removeVirement,
  reverseVirement,
  setBand,
  type Virement,
  virementsOf,
} from '../../shared/edits/virement.ts'
import { formatMoney, type Pence, plainPounds } from '../../shared/money.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { takeAway } from '../dialogs/perform.ts'
import { today } from '../dialogs/VirementDialog.tsx'
import { moneyText, readTyped } from '../grid/cells.ts'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { DraftField, Field } from '../parts/Field.tsx'

export function Virements() {
  const { plan, planYear, years } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [turned, setTurned] = useState(0)
  const year = planYear ?? years.at(-1)
  const all = virementsOf(plan)
  const from = Math.min(turned, Math.max(0, Math.ceil(all.length / PAGE) - 1)) * PAGE
  return (
    <>
      <div className="next-year-lead">
        <p className="quiet">Budget moved between lines within a year; the total stays as it is.</p>
        <span className="tools-gap" />
        {!readOnly && (
          <button
            type="button"
            className={all.length === 0 ? 'button primary' : 'button'}
            disabled={!year || plan.line.size < 2}
            onClick={() => year && planner.show({ kind: 'virement', year })}
          >
            <ArrowRightLeft size={15} aria-hidden /> Move budget…
          </button>
        )}
      </div>
      {all.length === 0 ? (
        <p className="quiet">No virements yet.</p>
      ) : (
        <>
          <table className="plain-table virements" aria-label="Virements">
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Year</th>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col" className="money">
                  £
                </th>
                <th scope="col">Reason</th>
                <th scope="col">Approver</th>
                <th scope="col">Decision</th>
                {!readOnly && (
                  <th scope="col">
                    <span className="announcer">Undo</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {all.slice(from, from + PAGE).map((virement) => (
                <VirementRow key={virement.id} virement={virement} readOnly={readOnly} />
              ))}
            </tbody>
          </table>
          <Pager page={{ all: all.length, from, items: [] }} one="virement" onTurn={setTurned} />
        </>
      )}
      <Bands readOnly={readOnly} />
    </>
  )
}

function VirementRow({ virement, readOnly }: { virement: Virement; readOnly: boolean }) {
  const { plan } = useLedger()
  const { id, date, year, pence, reason, approver, decision } = virement
  const name = (lineId: string) => lineLabel(plan, plan.line.get(lineId)!)
  const [from, to] = [name(virement.fromLineId), name(virement.toLineId)]
  const what = `${formatMoney(pence)} from ${from} to ${to}`
  return (
    <tr>
      <td className="nowrap">{date && dayText(date)}</td>
      <td className="nowrap">{year}</td>
      <td>{from}</td>
      <td>{to}</td>
      <td className="money">{moneyText(pence)}</td>
      <td>{reason}</td>
      <td>{approver ?? <span className="quiet">no band</span>}</td>
      <td>{decision}</td>
      {!readOnly && (
        <td className="nowrap">
          <button
            type="button"
            className="icon-button"
            aria-label={`Reverse ${what}`}
            title="Move it back by another virement, both staying on record"
            onClick={() => void planner.edit((held) => reverseVirement(held, { id, date: today() }, planner.newId))}
          >
            <Undo2 size={15} aria-hidden />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${what}`}
            title="Give the money back and take it off the record"
            onClick={() => void takeAway((held) => removeVirement(held, id))}
          >
            <Trash2 size={15} aria-hidden />
          </button>
        </td>
      )}
    </tr>
  )
}

function Bands({ readOnly }: { readOnly: boolean }) {
  const { plan } = useLedger()
  const [from, setFrom] = useState('')
  const [approver, setApprover] = useState('')
  const bands = bandsInOrder(plan)
  const save = (id: string | undefined, typed: string, name: string) =>
    planner.edit((held) =>
      setBand(held, { id, fromPence: readTyped(typed).pence ?? (0 as Pence), approver: name }, planner.newId),
    )
  const add = async () => {
    if (!(await save(undefined, from, approver))) return
    setFrom('')
    setApprover('')
  }
  return (
    <section className="next-year-part bands" aria-labelledby="bands">
      <h3 id="bands">Who approves a virement</h3>
      {bands.length === 0 ? (
        <p className="quiet">
          No size bands yet. Say from which amount on whose approval is needed, such as from £0 the commissioning
          manager, from £25,000 the chief finance officer.
        </p>
      ) : (
        <table className="plain-table" aria-label="Size bands">
          <thead>
            <tr>
              <th scope="col" className="money">
                From £
              </th>
              <th scope="col">Approver</th>
              {!readOnly && (
                <th scope="col">
                  <span className="announcer">Remove</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {bands.map(({ id, fromPence, approver: name }) => (
              <tr key={id}>
                <td className="money">
                  {readOnly ? (
                    formatMoney(fromPence)
                  ) : (
                    <DraftField
                      bare
                      money
                      label={`From £ for ${name}`}
                      value={plainPounds(fromPence)}
                      shown={fromPence === 0 ? '0' : moneyText(fromPence)}
                      onCommit={(typed) => void save(id, typed, name)}
                    />
                  )}
                </td>
                <td>
                  {readOnly ? (
                    name
                  ) : (
                    <DraftField
                      bare
                      label={`Approver from ${formatMoney(fromPence)}`}
                      value={name}
                      onCommit={(typed) => void save(id, plainPounds(fromPence), typed)}
                    />
                  )}
                </td>
                {!readOnly && (
                  <td>
                    <button
                      type="button"
                      className="icon-button"
                      aria-label={`Remove the band from ${formatMoney(fromPence)}`}
                      onClick={() => void takeAway((held) => removeBand(held, id))}
                    >
                      <Trash2 size={15} aria-hidden />
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!readOnly && (
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <Field label="From £" value={from} onChange={setFrom} money />
          <Field label="Approver" value={approver} onChange={setApprover} />
          <button type="submit" className="button">
            Add band
          </button>
        </form>
      )}
    </section>
  )
}
