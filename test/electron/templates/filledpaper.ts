/**
 * A paper made from one of the program's own templates, as its readers see it. Example:
 * `rowsIn(await filledPaper('grants-and-contracts', plan), 'By route')` gives `[['Grant agreements'], ['Restorative Justice Hub', …]]`.
 */
import { readFileSync } from 'node:fs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { templateBytes } from '../../../build/templates/make.ts'
import { fillWorkbook, readTemplate } from '../../../electron/workbook/filling/filler.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { apply, type Change } from '../../../shared/change.ts'
import { planImport, readTables } from '../../../shared/importing/index.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { address } from '../../../shared/sheet.ts'
import type { BuiltinTemplate } from '../../../shared/templates/builtin.ts'
import { checkTemplate, fillTemplate } from '../../../shared/templates/index.ts'

export const today = '2019-01-31'

/** @throws Error when a placeholder of the template cannot be filled from the plan */
export async function filledPaper(name: BuiltinTemplate, plan: Plan): Promise<Buffer> {
  const bytes = Buffer.from(await templateBytes(name))
  const template = readTemplate(bytes, `${name}.xlsx`)
  const problems = checkTemplate(plan, template, { today }).filter(({ problem }) => problem !== null)
  if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 3)))
  return fillWorkbook(bytes, fillTemplate(plan, template, { today }), `${name}.xlsx`)
}

type Held = string | number | boolean | null

/** The rows of a sheet that hold anything, each from column A to its last filled cell. */
export function rowsIn(bytes: Buffer, name: string): Held[][] {
  const sheet = readWorkbookBytes(bytes, 'paper.xlsx').sheets.find((one) => one.name === name)!
  const rows = new Map<number, Held[]>()
  for (const { row, column, value } of sheet.cells) {
    if (value === null || value === '') continue
    const cells = rows.get(row) ?? []
    while (cells.length < column - 1) cells.push(null)
    cells[column - 1] = value as Held
    rows.set(row, cells)
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, cells]) => cells)
}

/** A plan with the tables of a council's workbook, and what its officer does with it. */
export class OfficersPlan {
  readonly plan = planOf()
  #ids = 0

  newId = () => `id ${++this.#ids}`

  constructor(workbook: string, sheets: readonly string[]) {
    const file = `${workbook}.xlsx`
    const bytes = readFileSync(`test/fixtures/workbooks/${file}`)
    this.does(planImport(this.plan, readTables(readWorkbookBytes(bytes, file), { sheets }), this.newId).change)
  }

  does(change: Change): void {
    apply(this.plan, change)
  }

  /** The lines of a service, in the order in which they came. */
  lines(service: string): string[] {
    return [...this.plan.line.values()].filter((line) => line.service === service).map(({ id }) => id)
  }
}

/** The same workbook without the values of its formulas, so that whoever shows them must work them out. */
export function withoutResults(bytes: Buffer): Buffer {
  const parts = unzipSync(bytes)
  for (const name of Object.keys(parts).filter((part) => part.startsWith('xl/worksheets/sheet')))
    parts[name] = strToU8(strFromU8(parts[name]!).replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1'))
  return Buffer.from(zipSync(parts))
}

/** The formulas of a paper whose values are not what a spreadsheet would work out, by sheet and cell; [] when all are. */
export function wrongSums(bytes: Buffer): string[] {
  return readWorkbookBytes(bytes, 'paper.xlsx').sheets.flatMap(({ name, cells }) => {
    const at = new Map(cells.map((cell) => [address(cell.row, cell.column), cell]))
    return cells.flatMap(({ row, column, formula, value }) => {
      if (formula === undefined) return []
      let sum = 0
      for (const [, letters, top, bottom] of formula.matchAll(/([A-Z]+)(\d+):[A-Z]+(\d+)/g))
        for (let next = Number(top); next <= Number(bottom); next++) {
          const cell = at.get(`${letters}${next}`)
          // SUBTOTAL passes over other SUBTOTALs.
          if (typeof cell?.value === 'number' && cell.formula === undefined) sum += cell.value
        }
      return Math.abs(sum - Number(value)) < 0.005
        ? []
        : [`${name}!${address(row, column)} ${formula} ${value} ≠ ${sum}`]
    })
  })
}
