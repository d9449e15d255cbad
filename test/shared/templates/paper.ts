/**
 * Templates written as rows of text, and what filling makes of them as plain cells. Example:
 * `paper(plan, [['{{line.service}}', '{{line.budget Y}}']])` gives `[['Victim First', 558322], …]`.
 */

import type { Plan } from '../../../shared/plan.ts'
import { type Cell, columnLetters, columnNumber } from '../../../shared/sheet.ts'
import type { FilledValue, Template } from '../../../shared/templates/filling.ts'
import { type FillOptions, fillTemplate } from '../../../shared/templates/index.ts'

/** A text, a number, a formula (begins with "="), or nothing. */
export type Written = string | number | null
export type Rows = readonly (readonly Written[])[]

/** Sheets by name, each from A1. */
export function templateOf(sheets: Record<string, Rows>, headerFooter: Template['headerFooter'] = {}): Template {
  return {
    workbook: {
      file: 'paper.xlsx',
      sheets: Object.entries(sheets).map(([name, rows]) => ({
        name,
        hidden: false,
        merges: [],
        cells: rows.flatMap((cells, row) =>
          cells.flatMap((value, column): Cell[] => {
            if (value === null) return []
            const at = { row: row + 1, column: column + 1 }
            if (typeof value === 'number') return [{ ...at, type: 'number', value, text: String(value) }]
            if (!value.startsWith('=')) return [{ ...at, type: 'text', value, text: value }]
            return [{ ...at, type: 'blank', value: null, text: '', formula: value.slice(1) }]
          }),
        ),
      })),
    },
    headerFooter,
  }
}

export const options: FillOptions = { today: '2020-02-18' }

/** The cells of every sheet after filling, by address. A cell that is not filled keeps what the template has. */
export function filledSheets(
  plan: Plan,
  template: Template,
  given: Partial<FillOptions> = {},
): Map<string, Map<string, FilledValue>> {
  const filling = fillTemplate(plan, template, { ...options, ...given })
  const sheets = new Map<string, Map<string, FilledValue>>()
  for (const { name, cells } of template.workbook.sheets) {
    const filled = filling.sheets.find((sheet) => sheet.name === name)
    const grid = new Map<string, FilledValue>()
    const last = Math.max(0, ...cells.map(({ row }) => row))
    const copy = (from: number, to: number, over: Record<string, FilledValue>) => {
      for (const cell of cells) {
        if (cell.row !== from) continue
        const value: FilledValue = cell.formula
          ? { kind: 'formula', formula: cell.formula, value: null }
          : typeof cell.value === 'number'
            ? { kind: 'number', value: cell.value }
            : { kind: 'text', text: cell.text }
        grid.set(columnLetters(cell.column) + to, value)
      }
      for (const [column, value] of Object.entries(over)) {
        if (columnNumber(column) === null) throw new Error(`no column: ${column}`)
        grid.set(column + to, value)
      }
    }
    let to = 1
    for (let from = 1; from <= last; ) {
      const block = filled?.blocks.find(({ first }) => first === from)
      if (block) {
        for (const row of block.rows) copy(row.from, to++, row.cells)
        from = block.last + 1
        continue
      }
      const over = Object.entries(filled?.cells ?? {}).filter(([ref]) => /\d+$/.exec(ref)![0] === String(from))
      copy(from, to++, Object.fromEntries(over.map(([ref, value]) => [ref.replace(/\d+$/, ''), value])))
      from++
    }
    sheets.set(name, grid)
  }
  return sheets
}

/** A filled cell in short: a formula as "=SUBTOTAL(…) → 12". */
export function short(value: FilledValue | undefined): Written {
  if (!value || value.kind === 'blank') return null
  if (value.kind === 'text') return value.text
  return value.kind === 'number' ? value.value : `=${value.formula} → ${value.value}`
}

/** The first sheet as rows. */
export function rowsIn(grid: ReadonlyMap<string, FilledValue>): Written[][] {
  const rows: Written[][] = []
  for (const [ref, value] of grid) {
    const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(ref)!
    const row = rows[Number(number) - 1] ?? []
    rows[Number(number) - 1] = row
    row[columnNumber(letters!)! - 1] = short(value)
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (cell) => cell ?? null))
}

/** A template of one sheet, filled. */
export function paper(plan: Plan, rows: Rows, given: Partial<FillOptions> = {}): Written[][] {
  return rowsIn(filledSheets(plan, templateOf({ Paper: rows }), given).get('Paper')!)
}

/** What a SUBTOTAL(9,…) comes to on its sheet: it passes over texts, blanks and other SUBTOTALs. */
export function recalculated(formula: string, grid: ReadonlyMap<string, FilledValue>): number {
  const ranges = /^SUBTOTAL\(9,(.+)\)$/.exec(formula)?.[1]?.split(',')
  if (!ranges) throw new Error(`not a subtotal: ${formula}`)
  let sum = 0
  for (const range of ranges) {
    const [, letters, top, , bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range)!
    for (let row = Number(top); row <= Number(bottom); row++) {
      const value = grid.get(letters! + row)
      if (value?.kind === 'number') sum += value.value
    }
  }
  return sum
}
