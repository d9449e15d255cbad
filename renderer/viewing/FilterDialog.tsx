/**
 * The filter of one column: for words, those that hold a text or are among the ones ticked; for figures, above, below or
 * between; for both, blank or not. Example: Provider is "Catch 22" or blank.
 */
import { useMemo, useState } from 'react'
import { type Filter, LONGEST_LIST, plainText, textsIn } from '../../shared/filters.ts'
import {
  type BasisPoints,
  formatCount,
  type Pence,
  plainPercentage,
  plainPounds,
  readAmount,
  readPercentage,
} from '../../shared/money.ts'
import { gridRows } from '../grid/rows.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Field } from '../parts/Field.tsx'
import { Modal } from '../parts/Modal.tsx'
import { setFilter } from './acting.ts'
import { columnName } from './arranging.ts'
import { offeredColumns } from './morecolumns.ts'

type Kind = Filter['kind']

const words: readonly { value: Kind; label: string }[] = [
  { value: 'oneOf', label: 'is one of' },
  { value: 'contains', label: 'contains' },
  { value: 'blank', label: 'is blank' },
  { value: 'filled', label: 'is not blank' },
]
const figures: readonly { value: Kind; label: string }[] = [
  { value: 'above', label: 'is above' },
  { value: 'below', label: 'is below' },
  { value: 'between', label: 'is between' },
  { value: 'blank', label: 'is blank' },
  { value: 'filled', label: 'is not blank' },
]

/** As many texts as are listed at once; the others are found by typing. */
const MOST = 200

export function FilterDialog({ columnId }: { columnId: string }) {
  const ledger = useLedger()
  const showForecast = usePlanner((state) => state.showForecast)
  const held = usePlanner((state) => state.layout.filters[columnId])
  const [column] = useState(
    () => offeredColumns(ledger, showForecast).find((one) => one.column.id === columnId)?.column,
  )
  const isText = column?.kind === 'text'
  const isPercent = column?.kind === 'percent'
  const [kind, setKind] = useState<Kind>(held?.kind ?? (isText ? 'oneOf' : 'above'))
  const [text, setText] = useState(held?.kind === 'contains' ? held.text : '')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(held?.kind === 'oneOf' ? held.texts.map(plainText) : []),
  )
  const [sought, setSought] = useState('')
  const written = (value: number) => (isPercent ? plainPercentage(value as BasisPoints) : plainPounds(value as Pence))
  const [from, setFrom] = useState(() =>
    held?.kind === 'between'
      ? written(held.from)
      : held?.kind === 'above' || held?.kind === 'below'
        ? written(held.amount)
        : '',
  )
  const [to, setTo] = useState(() => (held?.kind === 'between' ? written(held.to) : ''))
  const [error, setError] = useState<string | null>(null)
  const texts = useMemo(() => {
    if (!column || !isText) return []
    const { plan, levels } = ledger
    return textsIn(gridRows(plan, levels).flatMap((row) => (row.kind === 'line' ? [column.valueOf(row)] : [])))
  }, [ledger, column, isText])
  const wanted = sought.trim().toLowerCase()
  const found = wanted === '' ? texts : texts.filter(({ key }) => key.includes(wanted))
  const close = () => planner.show(null)
  if (!column) return null

  const read = (typed: string): number | null => {
    if (isPercent) return readPercentage(typed)
    const reading = readAmount(typed.trim())
    return reading.kind === 'amount' ? reading.pence : null
  }
  const made = (): Filter | string => {
    if (kind === 'blank' || kind === 'filled') return { kind }
    if (kind === 'contains') return text.trim() === '' ? 'Type what it is to contain.' : { kind, text: text.trim() }
    if (kind === 'oneOf') {
      if (ticked.size === 0) return 'Tick at least one; with none, no line would be shown.'
      if (ticked.size > LONGEST_LIST) return `Tick at most ${formatCount(LONGEST_LIST)}.`
      const written = new Map(texts.map(({ key, text: first }) => [key, first]))
      return { kind, texts: [...ticked].map((key) => written.get(key) ?? key) }
    }
    const example = isPercent ? 'a percentage, such as 2.5' : 'an amount in pounds, such as 12,500'
    const amount = read(from)
    if (amount === null) return `Type ${example}.`
    if (kind !== 'between') return { kind, amount }
    const last = read(to)
    if (last === null) return `Type ${example}, in both fields.`
    return { kind, from: Math.min(amount, last), to: Math.max(amount, last) }
  }
  const apply = () => {
    const filter = made()
    if (typeof filter === 'string') {
      setError(filter)
      return
    }
    setFilter(columnId, filter)
    close()
  }
  const tick = (keys: readonly string[], on: boolean) => {
    const next = new Set(ticked)
    for (const key of keys) {
      if (on) next.add(key)
      else next.delete(key)
    }
    setTicked(next)
    setError(null)
  }
  const unit = isPercent ? '%' : '£'
  return (
    <Modal
      title={`Filter by ${columnName(column)}`}
      description="Hides the other lines from sight. Subtotals and the total stay those of all lines."
      onClose={close}
      onSubmit={apply}
      buttons={
        <>
          {held && (
            <button
              type="button"
              className="button"
              onClick={() => {
                setFilter(columnId, null)
                close()
              }}
            >
              Take the filter off
            </button>
          )}
          <span className="tools-gap" />
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Filter
          </button>
        </>
      }
    >
      <Choice<Kind>
        label={columnName(column)}
        items={isText ? words : figures}
        value={kind}
        onChange={(value) => {
          setKind(value)
          setError(null)
        }}
        stacked
      />
      {kind === 'contains' && <Field label="Text" value={text} onChange={setText} />}
      {(kind === 'above' || kind === 'below') && (
        <Field label={`Amount (${unit})`} value={from} onChange={setFrom} money />
      )}
      {kind === 'between' && (
        <div className="field-pair">
          <Field label={`From (${unit})`} value={from} onChange={setFrom} money />
          <Field label={`To (${unit})`} value={to} onChange={setTo} money />
        </div>
      )}
      {kind === 'oneOf' && (
        <fieldset className="filter-texts">
          <legend className="field-label">
            {ticked.size === 0 ? 'None ticked' : `${ticked.size} ticked`} of {texts.length}
          </legend>
          {texts.length > 8 && <Field label="Look for" value={sought} onChange={setSought} />}
          <div className="filter-all">
            <button
              type="button"
              className="link"
              onClick={() =>
                tick(
                  found.map(({ key }) => key),
                  true,
                )
              }
            >
              Tick all{wanted === '' ? '' : ' that are listed'}
            </button>
            <button
              type="button"
              className="link"
              onClick={() =>
                tick(
                  found.map(({ key }) => key),
                  false,
                )
              }
            >
              Tick none
            </button>
          </div>
          <div className="filter-list">
            {found.slice(0, MOST).map(({ key, text: shown, count }) => (
              <label key={key} className="filter-item">
                <input
                  type="checkbox"
                  checked={ticked.has(key)}
                  onChange={(event) => tick([key], event.target.checked)}
                />
                <span className="filter-item-text">{shown === '' ? '(blank)' : shown}</span>
                <span className="filter-item-count">{formatCount(count)}</span>
              </label>
            ))}
            {found.length > MOST && (
              <p className="field-hint">{formatCount(found.length - MOST)} more; type to find them.</p>
            )}
            {found.length === 0 && <p className="field-hint">None holds “{sought.trim()}”.</p>}
          </div>
        </fieldset>
      )}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Modal>
  )
}
