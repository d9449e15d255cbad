/**
 * Amounts that the officer mends while importing, before anything is read anew. The workbook itself is left alone, and what
 * its cell said is kept in the report of the import. Example: D7 said "£3,0000" and is taken as £3,000.
 */
import { formatMoney, type Pence } from '../money.ts'
import { address, type Cell, type Workbook } from '../sheet.ts'
import type { Reading } from './reading.ts'

/** One mended amount. */
export interface Correction {
  sheet: string
  cell: string
  pence: Pence
}

/** Digits after the point that hold a penny in billions of pounds. */
const DIGITS = 11

/**
 * An amount as a text that means the same in every table: in billions, since a figure with a suffix of its own is not
 * scaled by the unit of its table. @example penceText(300000) // '£0.00000300000bn'
 */
function penceText(pence: Pence): string {
  const digits = String(Math.abs(pence)).padStart(DIGITS + 1, '0')
  return `${pence < 0 ? '-' : ''}£${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}bn`
}

/** The workbook with the corrected amounts in their cells, to be read like any other. The one given is not changed. */
export function corrected(workbook: Workbook, corrections: readonly Correction[]): Workbook {
  if (corrections.length === 0) return workbook
  const sheets = workbook.sheets.map((sheet) => {
    const own = new Map(corrections.filter((one) => one.sheet === sheet.name).map(({ cell, pence }) => [cell, pence]))
    if (own.size === 0) return sheet
    const cells = sheet.cells.map((cell) => {
      const pence = own.get(address(cell.row, cell.column))
      return pence === undefined ? cell : mended(cell, pence)
    })
    return { ...sheet, cells }
  })
  return { ...workbook, sheets }
}

function mended({ formula: _, ...cell }: Cell, pence: Pence): Cell {
  const text = penceText(pence)
  return { ...cell, type: 'text', value: text, text }
}

/**
 * The reading of a corrected workbook with what its cells said before: each correction is listed under `skipped`, which the
 * plan keeps with the import, and a cell that is still a problem shows its own text.
 */
export function withOriginals(reading: Reading, workbook: Workbook, corrections: readonly Correction[]): Reading {
  if (corrections.length === 0) return reading
  const texts = new Map(
    corrections.map((one) => [`${one.sheet}\n${one.cell}`, { ...one, text: textAt(workbook, one.sheet, one.cell) }]),
  )
  const replaced = [...texts.values()].map(({ sheet, cell, pence, text }) => ({
    at: { sheet, cell },
    reason: `text replaced by ${formatMoney(pence)}`,
    text,
  }))
  const problems = reading.problems.map((problem) => {
    const known = texts.get(`${problem.at.sheet}\n${problem.at.cell}`)
    return known ? { ...problem, text: formatMoney(known.pence) } : problem
  })
  return { ...reading, problems, skipped: [...reading.skipped, ...replaced] }
}

/** What a cell of a workbook says; empty when it holds nothing. */
export function textAt(workbook: Workbook, sheet: string, cell: string): string {
  const cells = workbook.sheets.find(({ name }) => name === sheet)?.cells ?? []
  return cells.find(({ row, column }) => address(row, column) === cell)?.text ?? ''
}
