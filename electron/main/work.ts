/**
 * Starts a process of its own for a piece of work, under Electron. Example: `launchUtility('Workbook reader', script, 512)`.
 */
import { utilityProcess } from 'electron'
import { electronArguments, type WorkProcess } from '../workbook/work.ts'

/** @param script the bundled process @param heap in megabytes */
export function launchUtility<Request>(serviceName: string, script: string, heap: number): WorkProcess<Request> {
  const child = utilityProcess.fork(script, [], { serviceName, execArgv: electronArguments(heap), stdio: 'ignore' })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', () => listener()),
    kill: () => void child.kill(),
  }
}
