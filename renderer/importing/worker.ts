/**
 * The worker that reads tables, apart from the window's own thread, so that the window never waits for it. It lives as long
 * as its dialog. Example: 10,000 lines are read anew in half a second, while the preview before stays to be scrolled.
 */
import { z } from 'zod'
import type { Rows } from '../../shared/change.ts'
import { openedWorkbook } from '../../shared/ipc.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Workbook } from '../../shared/sheet.ts'
import { readPasted } from '../../shared/texttable.ts'
import type { FromWorker, ReadWorkbook, ToWorker } from './messages.ts'
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
      workbook = JSON.parse(data.text)
      plan = data.hasPlan ? planOf() : null
      break
    case 'rows': {
      const held = plan?.[data.table] as Map<string, unknown> as Rows[keyof Rows] | undefined
      for (const row of data.rows) (held as Map<string, typeof row> | undefined)?.set(row.id, row)
      break
    }
    case 'paste':
      answer(data.number, () => {
        const { whole, ...shown } = openedWorkbook(readPasted(data.text))
        return { ...shown, text: whole.text } satisfies ReadWorkbook
      })
      break
    case 'ask':
      answer(data.number, () => {
        session ??= new ImportSession(workbook, plan, () => crypto.randomUUID())
        return session.answer(data.name, data.asks as never)
      })
  }
}

function answer(number: number, work: () => Extract<FromWorker, { ok: true }>['answer']): void {
  try {
    say({ number, ok: true, answer: work() })
  } catch (error) {
    say({ number, ok: false, sentence: sentenceOf(error) })
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const reason = error instanceof Error ? error.message : String(error)
  return `The tables could not be read because of a fault in the program (${reason}); nothing has been imported, so choose other columns, or cancel.`
}
