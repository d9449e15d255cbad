/**
 * The process that makes one paper and is then ended, so that neither the window nor the main process waits for a large one,
 * and a template that exhausts memory or time takes only this process with it. It is told the plan's rows and what to make.
 * Example: `{rows: […], optionId: null, making: {…}, preview: false}` in; `{kind: 'made', bytes}` out.
 *
 * It runs under Electron (`utilityProcess.fork`) and under plain Node (`child_process.fork`).
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ExportPreview } from '../../shared/exporting/choice.ts'
import { type PackFile, packOf } from '../../shared/exporting/pack.ts'
import type { KnownMapping } from '../../shared/importing/shapes.ts'
import type { Row, TableName } from '../../shared/model.ts'
import { namedUnder } from '../../shared/options.ts'
import { planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Said } from '../../shared/templates/making.ts'
import { makeTemplateFile } from './lastyear.ts'
import { type Making, madeOf, previewOf } from './papermaking.ts'

/** Some rows of a table as JSON: a text crosses at once, where its objects would be copied one by one. */
export interface RowsPart {
  table: TableName
  text: string
}

export interface PaperRequest {
  /** All of the plan's rows. */
  rows: RowsPart[]
  /** The option under which the plan is taken. */
  optionId: string | null
  making: Making
  preview: boolean
  /** Instead of a paper: a template of this workbook. */
  lastYear?: LastYear
}

/** Last year's workbook, of which a template is to be made. */
export interface LastYear {
  file: string
  /** The mappings that are remembered. */
  known: readonly KnownMapping[]
  organisation: string
}

/** What the process answers. */
export type PaperAnswer =
  | { kind: 'made'; bytes: Uint8Array }
  | { kind: 'pack'; files: PackFile[] }
  | { kind: 'preview'; preview: ExportPreview }
  | { kind: 'template'; bytes: Uint8Array; said: Said[] }
  | { kind: 'refused'; message: string }
  /** A fault of the program, for its makers. */
  | { kind: 'failed'; message: string }

/** Electron's end of the line in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

function answer({ rows, optionId, making, preview, lastYear }: PaperRequest): PaperAnswer {
  try {
    if (lastYear) {
      const { file } = lastYear
      const { bytes, said } = makeTemplateFile(readFileSync(file), path.basename(file), lastYear)
      return { kind: 'template', bytes, said }
    }
    const saved = planOf()
    for (const { table, text } of rows)
      for (const row of JSON.parse(text) as Row[]) (saved[table] as Map<string, Row>).set(row.id, row)
    const plan = optionId === null ? saved : namedUnder(saved, optionId)
    if (preview) return { kind: 'preview', preview: previewOf(plan, making) }
    if (making.as === 'publication') return { kind: 'pack', files: packOf(plan, making.year) }
    return { kind: 'made', bytes: madeOf(plan, making) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', message: error.message }
    return { kind: 'failed', message: String(error instanceof Error ? error.stack : error) }
  }
}

const { parentPort } = process as unknown as { parentPort?: ParentPort }
if (parentPort) parentPort.on('message', ({ data }) => parentPort.postMessage(answer(data as PaperRequest)))
else process.on('message', (message) => void process.send?.(answer(message as PaperRequest)))
