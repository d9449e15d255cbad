/**
 * What the columns of a sheet's tables are, each to be changed; and a table to be marked by hand where none was recognised.
 * Example: headings in row 3, figures in £000, column B is the provider.
 */
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { FoundTable, TableMapping } from '../../shared/importing/index.ts'
import type { FinancialYear } from '../../shared/years.ts'
import type { ImportClient } from './client.ts'
import {
  type ColumnChoice,
  columnKinds,
  columnsOfDraft,
  type DraftColumn,
  draftsOf,
  isFigure,
  readRows,
  type TableDraft,
  withColumn,
  withYear,
} from './mapping.ts'
import { useAnswer } from './useAnswer.ts'

export interface TableColumnsProps {
  sheet: string
  /** Knows what stands above the columns. */
  client: ImportClient
  tables: readonly FoundTable[]
  /** What the officer said of this sheet, if anything. */
  own: readonly TableMapping[] | undefined
  years: readonly FinancialYear[]
  /** Some figures seem to lack their unit. */
  isUnitDoubtful: boolean
  /** The row where the cursor of the picture is. */
  row: number
  /** Whether anything stands in it. */
  hasCells: boolean
  onChange: (mappings: TableMapping[] | null) => void
  onShowRow: (row: number) => void
}

const UNITS = [
  { value: 1, label: 'Pounds (£)' },
  { value: 1000, label: 'Thousands (£000)' },
  { value: 1000000, label: 'Millions (£m)' },
]

export function TableColumns({
  sheet,
  client,
  tables,
  own,
  years,
  isUnitDoubtful,
  row,
  hasCells,
  onChange,
  onShowRow,
}: TableColumnsProps) {
  const drafts = draftsOf(sheet, tables, own)
  const mappings = drafts.map(({ mapping }) => mapping)
  const headings = useAnswer(client, 'headings', { sheet, tables: mappings.map(({ headerRows }) => headerRows) })
  const isHeading = mappings.some(({ headerRows }) => headerRows.includes(row))
  const mark = async () => {
    const marked = await client.ask('marked', { sheet, row })
    onChange([...mappings, marked].sort(byRow))
  }
  return (
    <section className="columns-panel" aria-label="Columns" tabIndex={-1}>
      {drafts.length === 0 && (
        <p className="columns-empty">
          No table was recognised on this sheet. Choose its heading row in the picture, with the mouse or the arrow
          keys; then say what its columns are.
        </p>
      )}
      {drafts.map((draft, index) => (
        <TableForm
          // biome-ignore lint/suspicious/noArrayIndexKey: a table is known by its place
          key={index}
          title={drafts.length > 1 ? `Table ${index + 1}` : 'Table'}
          draft={draft}
          columns={headings ? columnsOfDraft(draft, headings[index] ?? []) : []}
          years={years}
          isUnitDoubtful={isUnitDoubtful}
          onChange={(mapping) => onChange(mappings.map((held, at) => (at === index ? mapping : held)))}
          onShowRow={onShowRow}
          onRemove={drafts.length > 1 ? () => onChange(mappings.filter((_, at) => at !== index)) : null}
        />
      ))}
      <div className="columns-actions">
        <button type="button" className="button" disabled={isHeading || !hasCells} onClick={() => void mark()}>
          {drafts.length === 0 ? `Row ${row} holds the headings` : `Another table with headings in row ${row}`}
        </button>
        {own && (
          <button type="button" className="button" onClick={() => onChange(null)}>
            Start afresh
          </button>
        )}
      </div>
    </section>
  )
}

const byRow = (a: TableMapping, b: TableMapping) => Math.min(...a.headerRows) - Math.min(...b.headerRows)

interface TableFormProps {
  title: string
  draft: TableDraft
  columns: DraftColumn[]
  years: readonly FinancialYear[]
  isUnitDoubtful: boolean
  onChange: (mapping: TableMapping) => void
  onShowRow: (row: number) => void
  onRemove: (() => void) | null
}

function TableForm({ title, draft, columns, years, isUnitDoubtful, onChange, onShowRow, onRemove }: TableFormProps) {
  const { mapping, found } = draft
  const unit = mapping.unit ?? (isUnitDoubtful ? '' : (found?.unit ?? 1))
  const hasYear = columns.some(({ choice }) => choice.kind === 'year')
  const yearless = !hasYear && columns.some(({ choice }) => isFigure(choice) && choice.year === null)
  const lacksFigure = columns.length > 0 && !columns.some(({ choice }) => isFigure(choice))
  return (
    <div className="table-form">
      <h3>
        {title}
        {onRemove && (
          <button type="button" className="link" onClick={onRemove}>
            Leave out
          </button>
        )}
      </h3>
      <div className="table-form-fields">
        <HeadingRows
          rows={mapping.headerRows}
          onChange={(headerRows) => {
            onChange({ ...mapping, headerRows })
            onShowRow(headerRows[0]!)
          }}
        />
        <Pick
          label="Figures in"
          value={String(unit)}
          options={[
            ...(unit === '' ? [{ value: '', label: 'Not said' }] : []),
            ...UNITS.map(({ value, label }) => ({ value: String(value), label })),
          ]}
          onChange={(value) => value && onChange({ ...mapping, unit: Number(value) })}
        />
      </div>
      {yearless && (
        <Pick
          label="No year is given; its figures are for"
          value=""
          options={[{ value: '', label: 'Choose a year' }, ...years.map((year) => ({ value: year, label: year }))]}
          onChange={(value) => value && onChange(withYear(mapping, columns, value as FinancialYear))}
        />
      )}
      {lacksFigure && <p className="columns-empty">Choose which columns hold the budget of which year.</p>}
      <ul className="column-list">
        {columns.map((column) => (
          <ColumnForm
            key={column.letters}
            column={column}
            years={years}
            onChange={(choice) => onChange(withColumn(mapping, column, choice))}
          />
        ))}
      </ul>
    </div>
  )
}

interface ColumnFormProps {
  column: DraftColumn
  years: readonly FinancialYear[]
  onChange: (choice: ColumnChoice) => void
}

function ColumnForm({ column: { letters, heading, choice }, years, onChange }: ColumnFormProps) {
  const known = choice.year && !years.includes(choice.year) ? [choice.year, ...years] : years
  return (
    <li>
      <p className="column-heading" title={heading}>
        <b>{letters}</b> {heading}
        {choice.area && <small> {choice.area}</small>}
      </p>
      <div className="column-picks">
        <select
          className="pick"
          aria-label={`Column ${letters} is`}
          value={choice.kind}
          onChange={(event) => onChange({ ...choice, kind: event.target.value })}
        >
          {columnKinds.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {isFigure(choice) && (
          <select
            className="pick"
            aria-label={`Year of column ${letters}`}
            value={choice.year ?? ''}
            onChange={(event) => onChange({ ...choice, year: (event.target.value || null) as FinancialYear | null })}
          >
            <option value="">No year</option>
            {known.map((year) => (
              <option key={year} value={year}>
                {year}
              </option>
            ))}
          </select>
        )}
      </div>
    </li>
  )
}

interface PickProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

function Pick({ label, value, options, onChange }: PickProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="pick" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

function HeadingRows({ rows, onChange }: { rows: number[]; onChange: (rows: number[]) => void }) {
  const held = rows.join(', ')
  const [text, setText] = useState(held)
  useEffect(() => setText(held), [held])
  const commit = () => {
    const read = readRows(text)
    if (read === null) setText(held)
    else if (read.join(', ') !== held) onChange(read)
  }
  return (
    <label className="field">
      <span className="field-label">Headings in row</span>
      <input
        className="input"
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          commit()
        }}
      />
    </label>
  )
}
