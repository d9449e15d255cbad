/**
 * Reads workbooks in a process of their own, one at a time; a second reading stops the first.
 * Example: `const workbook = await reading.read('/home/jo/budget.xlsx')`, null when it was cancelled meanwhile.
 */
import { utilityProcess } from 'electron'
import type { Workbook } from '../../shared/sheet.ts'
import { type ReaderProcess, readWorkbook, UTILITY_ARGUMENTS } from '../workbook/client.ts'

export interface Reading {
  /** @returns the workbook; null when cancelled. @throws Refusal when it cannot be read */
  read(file: string): Promise<Workbook | null>
  cancel(): void
}

/** @param script the bundled process that reads */
export function makeReading(script: string): Reading {
  let running: AbortController | null = null

  function launch(): ReaderProcess {
    const child = utilityProcess.fork(script, [], {
      serviceName: 'Workbook reader',
      execArgv: UTILITY_ARGUMENTS,
      stdio: 'ignore',
    })
    return {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', () => listener()),
      kill: () => void child.kill(),
    }
  }

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
