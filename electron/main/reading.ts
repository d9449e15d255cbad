/**
 * Reads workbooks in a process of their own, one at a time; a second reading stops the first.
 * Example: `const workbook = await reading.read('/home/jo/budget.xlsx')`, null when it was cancelled meanwhile.
 */
import type { Workbook } from '../../shared/sheet.ts'
import { READING_HEAP, readWorkbook } from '../workbook/client.ts'
import type { ReadRequest } from '../workbook/process.ts'
import { launchUtility } from './work.ts'

export interface Reading {
  /** @returns the workbook; null when cancelled. @throws Refusal when it cannot be read */
  read(file: string): Promise<Workbook | null>
  cancel(): void
}

/** @param script the bundled process that reads */
export function makeReading(script: string): Reading {
  let running: AbortController | null = null

  const launch = () => launchUtility<ReadRequest>('Workbook reader', script, READING_HEAP)

  return {
    async read(file) {
      running?.abort()
      const own = new AbortController()
      running = own
      try {
        return await readWorkbook(file, { launch, signal: own.signal })
      } catch (error) {
        if (own.signal.aborted) return null
        throw error
      } finally {
        if (running === own) running = null
      }
    },
    cancel: () => running?.abort(),
  }
}
