/**
 * What stands in the cell that one stands on, as it was typed, to be read and edited: `fx =[2020/21]*1.02`; and who typed it,
 * and when. Enter takes what was typed here, Esc leaves it as it was, and both go back to the grid.
 */

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { errorAt, errorSentence, expressionAt } from '../../shared/expressions.ts'
import type { HistoryStep } from '../../shared/ipc.ts'
import { amountId, differenceId, type Measure, type TableName } from '../../shared/model.ts'
import { formatMoney } from '../../shared/money.ts'
import type { Plan } from '../../shared/plan.ts'
import type { FinancialYear } from '../../shared/years.ts'
import { tip } from '../actions.ts'
import { whenOf } from '../clock.ts'
import type { Column } from '../grid/columns.ts'
import { pointInto } from '../grid/pointing.ts'
import type { GridRow } from '../grid/rows.ts'
import { activeSession } from '../grid/session.ts'
import { type Suggesting, suggestYears } from '../grid/suggesting.ts'
import { keepTyping, placeOf, refusalOf } from '../grid/typing.ts'
import { useSelected } from '../grid/useSelected.ts'
import { planner, usePlanner, useShown } from '../instance.ts'

/** The formula bar's id, for the command that goes there. */
export const FORMULA_BAR = 'formula-bar'

/** How long one stands on a cell, in milliseconds, before it is looked up who typed it. */
const SETTLED = 250

interface Cell {
  row: GridRow
  column: Column
}

/** What is being typed in the bar, and into which cell. */
interface Draft {
  cell: Cell
  text: string
}

/** A figure's year and measure, of a column that holds one. */
function figureIn({ column }: Cell): { year: FinancialYear; measure: Measure } | null {
  return column.figure ?? null
}

/** What the bar shows of a cell: what its editor would start with, else what it shows. */
function textIn({ row, column }: Cell): string {
  if (row.kind === 'line' && column.edit) return column.edit.textOf(row.lineId)
  const value = column.valueOf(row)
  if (value === null) return ''
  if (typeof value === 'string' || column.kind === 'text') return String(value)
  return column.kind === 'percent' ? '' : formatMoney(value as Parameters<typeof formatMoney>[0])
}

/** The rows of the plan that hold what stands in a cell, and the field where it is a line's. */
function rowsOf({ row, column }: Cell, optionId: string | null): [{ table: TableName; id: string }[], string | null] {
  if (row.kind !== 'line') return [[], null]
  const figure = figureIn({ row, column })
  const named: { table: TableName; id: string }[] = figure
    ? (['amount', 'formulaError'] as const).map((table) => ({
        table,
        id: amountId(row.lineId, figure.year, figure.measure),
      }))
    : column.kind === 'text' && column.edit
      ? [{ table: 'line', id: row.lineId }]
      : []
  const differing = named.map(({ table, id }) => ({
    table: 'difference' as const,
    id: differenceId(optionId ?? '', table, id),
  }))
  const rows = optionId === null ? named : [...differing, ...named]
  if (!figure) return [rows, column.id]
  // Arithmetic was typed when it became what it is, not when a figure that it refers to changed.
  const plan = planner.state.open?.ledger.plan
  const isTyped = plan && expressionAt(plan, { lineId: row.lineId, ...figure }) !== null
  return [rows, isTyped ? 'expression' : null]
}

/** Who typed what stands in the cell; looked up once one stays on it. */
function useTyped(cell: Cell | null): HistoryStep | null {
  const version = useShown((state) => state.version)
  const optionId = usePlanner((state) => state.optionId)
  const [step, setStep] = useState<HistoryStep | null>(null)
  const key = cell ? `${cell.row.id}\n${cell.column.id}` : ''
  const latest = useRef(cell)
  latest.current = cell
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell is looked up again when it, or the plan, has changed
  useEffect(() => {
    setStep(null)
    let gone = false
    const timer = setTimeout(async () => {
      const [rows, field] = latest.current ? rowsOf(latest.current, optionId) : [[], null]
      if (rows.length === 0) return
      const found = await planner.past.lastStep(rows, field)
      if (!gone) setStep(found)
    }, SETTLED)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [key, version, optionId])
  return step
}

/** What a cell would come to with what is being typed; null when it is no arithmetic, or cannot be read yet. */
function preview({ row, column }: Cell, typed: string): string | null {
  const plan = planner.state.open?.ledger.plan
  const figure = figureIn({ row, column })
  if (!plan || !figure || row.kind !== 'line' || !column.edit || /^[\s\d.,£()-]*$/.test(typed)) return null
  try {
    const id = amountId(row.lineId, figure.year, figure.measure)
    const { rows } = column.edit.change(plan, row.lineId, typed)
    const after = rows.find((one) => one.table === 'amount' && one.id === id)
    if (after?.table === 'amount' && after.after) return `= ${formatMoney(after.after.pence)}`
    const failed = rows.find((one) => one.table === 'formulaError' && one.id === id)
    return failed?.table === 'formulaError' && failed.after ? errorSentence(plan, failed.after) : null
  } catch {
    return null
  }
}

export function FormulaBar({ plan }: { plan: Plan }) {
  const { cell, typed: inCell } = useSelected()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const [draft, setShownDraft] = useState<Draft | null>(null)
  /** The same at once, since leaving the bar follows before it is shown. */
  const latest = useRef<Draft | null>(null)
  const setDraft = (to: Draft | null) => {
    latest.current = to
    setShownDraft(to)
  }
  const input = useRef<HTMLInputElement>(null)
  const step = useTyped(cell)
  const figure = cell && figureIn(cell)
  const edits = cell !== null && !readOnly && cell.row.kind === 'line' && cell.column.edit !== undefined
  const text = draft?.text ?? inCell ?? (cell ? textIn(cell) : '')
  const isFigure = figure !== null && edits
  const years = useRef<Suggesting | null>(null)
  useEffect(() => {
    if (!isFigure || !input.current) return
    years.current = suggestYears(input.current)
    return () => {
      years.current?.stop()
      years.current = null
    }
  }, [isFigure])

  /** Takes what was typed. @returns whether it could be taken */
  const take = (of: Draft): boolean => {
    const { row, column } = of.cell
    if (row.kind !== 'line' || !column.edit || of.text === column.edit.textOf(row.lineId)) return true
    const refused = refusalOf(column, row.lineId, of.text)
    const session = activeSession()
    if (!refused) {
      void session?.edit({ column, lineId: row.lineId, typed: of.text })
      return true
    }
    planner.notify({ kind: 'error', sentence: refused.sentence })
    keepTyping(row.id, column.id, of.text, refused)
    const at = placeOf(refused, of.text)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
    return false
  }
  const back = () => {
    setDraft(null)
    const session = activeSession()
    const at = session?.focused()
    if (session && at) session.go(at)
    else input.current?.blur()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (years.current?.onKey(event.nativeEvent)) {
      event.preventDefault()
      return
    }
    if (event.defaultPrevented || (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'Tab')) return
    if (event.key === 'Tab' && !draft) return
    event.preventDefault()
    if (event.key === 'Escape' || !draft || take(draft)) back()
  }

  const error = cell?.row.kind === 'line' && figure ? errorAt(plan, { lineId: cell.row.lineId, ...figure }) : undefined
  const typing = draft ?? (cell && inCell !== null ? { cell, text: inCell } : null)
  const failed = error && !typing ? errorSentence(plan, error) : null
  const result = typing && preview(typing.cell, typing.text)
  const who = step && !typing ? `${step.who} · ${whenOf(step.at)}` : ''
  return (
    <div className="formula-bar">
      <span className="formula-fx" aria-hidden>
        fx
      </span>
      <input
        id={FORMULA_BAR}
        ref={input}
        className="formula-text"
        aria-label="What stands in the cell"
        title={
          edits
            ? tip('formulaBar', 'An amount, a text, or arithmetic such as =[2020/21]*1.02, +2% or *1.02')
            : undefined
        }
        value={text}
        readOnly={!edits}
        disabled={cell === null}
        spellCheck={false}
        autoComplete="off"
        aria-describedby="formula-said"
        onChange={(event) => cell && setDraft({ cell: draft?.cell ?? cell, text: event.target.value })}
        onKeyDown={onKeyDown}
        onFocus={({ currentTarget }) => {
          if (isFigure && cell?.row.kind === 'line')
            pointInto({ field: currentTarget, lineId: cell.row.lineId, columnId: cell.column.id })
        }}
        onBlur={() => {
          pointInto(null)
          if (latest.current) take(latest.current)
          setDraft(null)
        }}
      />
      <span
        id="formula-said"
        className={failed ? 'formula-said formula-error' : 'formula-said'}
        title={result ?? failed ?? (who ? `${who}: ${step?.label}` : undefined)}
      >
        {result ?? failed ?? who}
      </span>
    </div>
  )
}
