/**
 * The worker that reads tables, apart from the window's own thread, so that the window never waits for it. It lives as long
 * as its dialog. Example: 10,000 lines are read anew in half a second, while the preview before stays to be scrolled.
 */
import { z } from 'zod'
import type { Rows } from '../../shared/change.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Workbook } from '../../shared/sheet.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { ImportSession } from './session.ts'

// The content security policy, which is the worker's too, forbids the code that zod would otherwise generate.
z.config({ jitless: true })

let workbook: Workbook = { file: '', sheets: [] }
let plan: Plan | null = null
let session: ImportSession | null = null

const say = (message: FromWorker) => self.postMessage(message)

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'workbook':
      workbook = { file: data.file, sheets: data.sheets.map((sheet) => ({ ...sheet, cells: [] })) }
      plan = data.hasPlan ? planOf() : null
      break
    case 'cells':
      for (const cell of data.cells) workbook.sheets[data.sheet]!.cells.push(cell)
      break
    case 'rows': {
      const held = plan?.[data.table] as Map<string, unknown> as Rows[keyof Rows] | undefined
      for (const row of data.rows) (held as Map<string, typeof row> | undefined)?.set(row.id, row)
      break
    }
    case 'ask':
      session ??= new ImportSession(workbook, plan, () => crypto.randomUUID())
      try {
        say({ number: data.number, ok: true, answer: session.answer(data.name, data.asks as never) })
      } catch (error) {
        say({ number: data.number, ok: false, sentence: sentenceOf(error) })
      }
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const reason = error instanceof Error ? error.message : String(error)
  return `The tables could not be read because of a fault in the program (${reason}); nothing has been imported, so choose other columns, or cancel.`
}
