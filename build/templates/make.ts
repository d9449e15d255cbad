/**
 * Makes the program's own templates: `node build/templates/make.ts` writes them into electron/templates, where they are
 * committed, so that what is shipped can be opened and looked at. Example: commissioning-framework.xlsx.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import type { BuiltinTemplate } from '../../shared/templates/builtin.ts'
import { accessibleTables } from './accessible-tables.ts'
import { allocationsAndReserves } from './allocations-and-reserves.ts'
import { commissioningFramework } from './commissioning-framework.ts'
import { commissioningIntentions } from './commissioning-intentions.ts'
import { grantsAndContracts } from './grants-and-contracts.ts'
import { markedUp } from './marking.ts'
import { prioritySummary } from './priority-summary.ts'

/** What makes each template. */
export const makers: Partial<Record<BuiltinTemplate, (book: ExcelJS.Workbook) => void>> = {
  'accessible-tables': accessibleTables,
  'allocations-and-reserves': allocationsAndReserves,
  'commissioning-framework': commissioningFramework,
  'commissioning-intentions': commissioningIntentions,
  'grants-and-contracts': grantsAndContracts,
  'priority-summary': prioritySummary,
}

const MADE = new Date('2026-04-01T00:00:00Z')

/** A template's bytes. */
export async function templateBytes(name: BuiltinTemplate): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.creator = 'Commissioning Planner'
  book.created = MADE
  book.modified = MADE
  makers[name]?.(book)
  const bytes = new Uint8Array(await book.xlsx.writeBuffer())
  return name === 'accessible-tables' ? markedUp(bytes) : bytes
}

/** Have both the same parts? A zip's bytes tell when it was made, too. */
function isSame(made: Uint8Array, file: string): boolean {
  if (!existsSync(file)) return false
  const [now, before] = [unzipSync(made), unzipSync(readFileSync(file))]
  const parts = Object.keys(now)
  return (
    parts.length === Object.keys(before).length &&
    parts.every((part) => before[part] !== undefined && Buffer.compare(now[part]!, before[part]) === 0)
  )
}

if (process.argv[1] === import.meta.filename)
  for (const name of Object.keys(makers) as BuiltinTemplate[]) {
    const file = path.join(import.meta.dirname, '../../electron/templates', `${name}.xlsx`)
    const made = await templateBytes(name)
    if (!isSame(made, file)) writeFileSync(file, made)
  }
