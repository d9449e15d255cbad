/**
 * One piece of work in a process of its own, within a time and a heap; whoever asks says how the process is started, for the
 * desktop program and the command line start one differently. Example: reading a workbook, making a paper.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A process that is asked for one piece of work. */
export interface WorkProcess<Request> {
  post(message: Request): void
  onMessage(listener: (message: unknown) => void): void
  /** Called when the process has ended, for whatever reason, or could not be started. */
  onExit(listener: () => void): void
  kill(): void
}

/** How the work is bounded. */
export interface Bounds<Request> {
  launch: () => WorkProcess<Request>
  /** Milliseconds; each kind of work has its own when not given. */
  timeoutMs?: number
  /** Stops the work. */
  signal?: AbortSignal
}

/** What is thrown when the work does not come to its end. */
export interface Ends {
  stopped: () => Error
  tookTooLong: () => Error
  endedEarly: () => Error
}

/**
 * Asks a process for one piece of work, and ends the process with it.
 * @param take is given each of its messages, and says when the last has come
 */
export function workIn<Request, Result>(
  request: Request,
  { launch, timeoutMs, signal }: Bounds<Request> & { timeoutMs: number },
  { stopped, tookTooLong, endedEarly }: Ends,
  take: (message: unknown, done: (result: Result) => void) => void,
): Promise<Result> {
  if (signal?.aborted) return Promise.reject(stopped())
  return new Promise((resolve, reject) => {
    const worker = launch()
    let settled = false
    const timer = setTimeout(() => settle(() => reject(tookTooLong())), timeoutMs)
    const abort = () => settle(() => reject(stopped()))

    function settle(finish: () => void): void {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      worker.kill()
      finish()
    }

    signal?.addEventListener('abort', abort)
    worker.onExit(() => settle(() => reject(endedEarly())))
    worker.onMessage((message) => {
      if (settled) return
      try {
        take(message, (result) => settle(() => resolve(result)))
      } catch (error) {
        settle(() => reject(error))
      }
    })
    worker.post(request)
  })
}

/** What bounds a process's heap, in megabytes: under Node, and for Electron, which takes no notice of Node's form. */
export const nodeArguments = (heap: number) => [`--max-old-space-size=${heap}`]
export const electronArguments = (heap: number) => [`--js-flags=--max-old-space-size=${heap}`]

/** Starts a script of this folder under plain Node 24 or later, which runs TypeScript as it stands. */
export function launchNode<Request>(script: string, heap: number): WorkProcess<Request> {
  const child = fork(join(import.meta.dirname, script), {
    execArgv: nodeArguments(heap),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return {
    // An error while sending means that the process is gone, which `onExit` tells.
    post: (message) => void child.send(message as never, () => {}),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener).on('error', listener),
    kill: () => void child.kill('SIGKILL'),
  }
}

/** Seconds for a sentence. @example secondsText(1000) // '1 second' */
export function secondsText(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
}
