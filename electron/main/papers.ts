/**
 * Starts the process that makes papers, under Electron. Example: `makePaper(asked, {launch: () => launchPaper(script)})`.
 */
import { utilityProcess } from 'electron'
import type { WorkProcess } from '../workbook/client.ts'
import { PAPER_UTILITY_ARGUMENTS } from '../workbook/paperclient.ts'
import type { PaperRequest } from '../workbook/paperprocess.ts'

/** @param script the bundled process */
export function launchPaper(script: string): WorkProcess<PaperRequest> {
  const child = utilityProcess.fork(script, [], {
    serviceName: 'Paper maker',
    execArgv: PAPER_UTILITY_ARGUMENTS,
    stdio: 'ignore',
  })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', () => listener()),
    kill: () => void child.kill(),
  }
}
