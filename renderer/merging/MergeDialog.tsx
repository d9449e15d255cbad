/**
 * A colleague's copy beside the plan: what clashes, with a choice each, what comes over, what stays, and the totals before and
 * after; then one Change. Where the plan may only be read, it only compares. Example: "Budget (Jo)": 3 clashes, 14 changes.
 */
import { useMemo, useState } from 'react'
import type { ComparedCopy } from '../../shared/ipc.ts'
import { outcomeOf } from '../../shared/merging/outcome.ts'
import { type Told, tellerOf } from '../../shared/merging/words.ts'
import { bringsNothing, type Item, mergeChange, mergingOf, type Side, takenOver } from '../../shared/merging.ts'
import { Pager } from '../importing/Pager.tsx'
import { count } from '../importing/summary.ts'
import { PAGE } from '../importing/view.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Modal } from '../parts/Modal.tsx'
import { Clashes } from './Clashes.tsx'
import { OutcomeTable } from './OutcomeTable.tsx'

const close = () => planner.show(null)

/** Items by what they are about, in the order in which they were found. */
function byPlace(items: readonly Told[]): Told[] {
  const places = new Map<string, Told[]>()
  for (const item of items) {
    const own = places.get(item.where)
    if (own) own.push(item)
    else places.set(item.where, [item])
  }
  return [...places.values()].flat()
}

/** Whose copy it is, in words. */
function whose({ copy, authors }: ComparedCopy): string {
  const names = authors.length > 0 ? authors : copy.who === null ? [] : [copy.who]
  return names.length === 0 ? `“${copy.name}”` : `“${copy.name}”, last worked on by ${names.join(', ')}`
}

export function MergeDialog({ found }: { found: ComparedCopy }) {
  const { base } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const merging = useMemo(() => mergingOf(base, found.differing), [base, found])
  const tell = useMemo(() => {
    const teller = tellerOf(base, merging)
    return (items: readonly Item[]) => byPlace(items.map(teller))
  }, [base, merging])
  const [comes, stays, clashes] = useMemo(
    () => [merging.comes, merging.stays, merging.clashes].map(tell) as [Told[], Told[], Told[]],
    [merging, tell],
  )
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map())
  const outcome = useMemo(() => outcomeOf(base, merging, choices), [base, merging, choices])
  const open = clashes.length - choices.size
  const taken = takenOver(merging, choices)
  const nothing = bringsNothing(base, merging, found.copy)
  const nothingAtAll = nothing || comes.length + stays.length + clashes.length + merging.moved === 0

  const merge = async () => {
    if (readOnly || open > 0 || nothing) return
    close()
    const change = await planner.editBase((plan) => mergeChange(plan, merging, choices, found.copy))
    if (!change) return
    planner.notify({
      kind: 'done',
      sentence: `Done: ${change.label}`,
      action: { label: 'Undo', perform: () => void planner.undo() },
    })
  }
  return (
    <Modal
      title="A colleague’s copy"
      description={whose(found)}
      size="large"
      onClose={close}
      onSubmit={() => void merge()}
      buttons={
        <>
          <p className="merge-status" role="status">
            {readOnly
              ? 'This plan is open for reading only, so the copy can be compared but not merged.'
              : open > 0
                ? `${count(open, 'clash', 'clashes')} to decide`
                : nothing
                  ? ''
                  : `${count(taken, 'change')} will come over`}
          </p>
          <button type="button" className="button" onClick={close}>
            {readOnly || nothing ? 'Close' : 'Cancel'}
          </button>
          {!readOnly && !nothing && (
            <button type="submit" className="button primary" disabled={open > 0}>
              Merge
            </button>
          )}
        </>
      }
    >
      {nothingAtAll && <p>The copy holds nothing that this plan does not.</p>}
      {clashes.length > 0 && <Clashes clashes={clashes} choices={choices} onChoose={readOnly ? null : setChoices} />}
      <Items
        heading={`Comes over: ${count(comes.length, 'change')}`}
        items={comes}
        columns={['What', 'Here now', 'In the copy']}
        note={moved(merging.moved)}
      />
      <Items
        heading={`Stays as it is here: ${count(stays.length, 'change')}`}
        items={stays}
        columns={['What', 'Here', 'In the copy']}
        closed
      />
      {!nothingAtAll && <OutcomeTable outcome={outcome} open={open} />}
    </Modal>
  )
}

function moved(rows: number): string | null {
  if (rows === 0) return null
  return `${count(rows, 'row')} ${rows === 1 ? 'stands' : 'stand'} elsewhere in the order of the paper, because the copy moved ${rows === 1 ? 'it' : 'them'}.`
}

interface ItemsProps {
  heading: string
  items: readonly Told[]
  columns: readonly [string, string, string]
  note?: string | null
  /** Not opened at first. */
  closed?: boolean
}

/** What comes or stays, a page at a time. */
function Items({ heading, items, columns, note = null, closed = false }: ItemsProps) {
  const [page, setPage] = useState(0)
  if (items.length === 0 && note === null) return null
  const from = page * PAGE
  const shown = items.slice(from, from + PAGE)
  return (
    <details className="merge-part" open={!closed}>
      <summary>{heading}</summary>
      {note && <p className="quiet">{note}</p>}
      {items.length > 0 && (
        <table className="plain-table merge-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ key, where, what, ours, theirs, kind }, index) => (
              <tr key={key}>
                <th scope="row">
                  {shown[index - 1]?.where !== where && <span className="merge-where">{where}</span>}
                  <span className="merge-what">{what}</span>
                </th>
                <td>{kind === 'changed' || ours !== 'there' ? ours : ''}</td>
                <td>{kind === 'changed' || theirs !== 'there' ? theirs : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Pager page={{ all: items.length, from, items: shown }} one="change" onTurn={setPage} />
    </details>
  )
}
