/**
 * Answers the window's calls: only those of the contract, only from our own page, and only with arguments that fit their
 * schema. What is refused comes back as its sentence; a fault of the program as one plain sentence, and into the log.
 * Example: `answerCalls(ipcMain, answers, {isOurs, report})`; a row added to the contract must then be added to `answers`.
 */
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { type Answer, type Channel, contract, type Gives } from '../../shared/ipc.ts'
import { pack } from '../../shared/parcel.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Report } from './log.ts'

/** A call's arguments once they are checked. */
export type Taken<Name extends Channel> = z.output<(typeof contract)[Name]['takes']>

/** One function for every row of the contract. */
export type Answers = { [Name in Channel]: (...args: Taken<Name>) => Promise<Gives<Name>> }

/** What the window shows when the program itself is at fault. */
export const FAULT =
  'Something went wrong inside the program, so that was not done; what was saved is safe, so try again, or restart the program.'
/** What it shows when something it sent does not fit the contract. */
export const MISFIT =
  'That was not done, because it holds something that this program cannot keep; nothing was altered, so look at what was entered and repeat it.'

/** Arguments as they were meant; null when one is no JSON. */
function opened(args: readonly unknown[]): unknown[] | null {
  try {
    return args.map((arg) => JSON.parse(z.string().parse(arg)))
  } catch {
    return null
  }
}

/** Answers one call. Never throws. @param args each as JSON */
export async function answer<Name extends Channel>(
  answers: Answers,
  channel: Name,
  args: unknown[],
  report: Report,
): Promise<Answer> {
  const taken = contract[channel].takes.safeParse(opened(args))
  if (!taken.success) return { ok: false, sentence: MISFIT }
  try {
    const give = answers[channel] as (...args: unknown[]) => Promise<Gives<Name>>
    return { ok: true, value: pack(await give(...(taken.data as unknown[]))) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, sentence: error.message }
    report(channel, error)
    return { ok: false, sentence: FAULT }
  }
}

/**
 * Listens to every channel of the contract.
 * @param isOurs whether a call comes from the main frame of our window, showing our page
 */
export function answerCalls(
  ipc: Pick<IpcMain, 'handle'>,
  answers: Answers,
  { isOurs, report }: { isOurs: (event: IpcMainInvokeEvent) => boolean; report: Report },
): void {
  for (const channel of Object.keys(contract) as Channel[]) {
    ipc.handle(`planner:${channel}`, (event, ...args) => {
      if (!isOurs(event)) throw new Error('not for you')
      return answer(answers, channel, args, report)
    })
  }
}
