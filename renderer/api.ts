/**
 * The window's one door to the machine: the only file that touches `window.api`.
 * Example: `await call('commit', change)` gives the history's new head, or throws the Refusal that says why not.
 */
import { z } from 'zod'
import type { CommandId } from '../shared/commands.ts'
import type { Bridge, Channel, Gives, Takes } from '../shared/ipc.ts'
import { Json, unpack } from '../shared/parcel.ts'
import { Refusal } from '../shared/refusal.ts'
import { breather } from './breather.ts'

declare global {
  interface Window {
    api: Bridge
  }
}

// The page's content security policy forbids the code that zod would otherwise generate.
z.config({ jitless: true })

/** Asks the machine for something. Tests give their own. */
export type Call = <Name extends Channel>(channel: Name, ...args: Takes<Name>) => Promise<Gives<Name>>

/**
 * Asks the machine for something, as the contract in shared/ipc.ts has it.
 * @throws Refusal with the sentence to show, when it was refused
 */
export const call: Call = async (channel, ...args) => {
  const texts = args.map((arg: unknown) => (arg instanceof Json ? arg : Json.of(arg)).text)
  const answer = await window.api.call(channel, ...texts)
  if (!answer.ok) throw new Refusal(answer.sentence)
  return (await unpack(answer.value, breather())) as Gives<typeof channel>
}

/** Listens to the native menu. @returns what stops listening */
export function onMenu(listener: (command: CommandId) => void): () => void {
  return window.api.onMenu(listener)
}

/** Listens for plans that the system hands over. @returns what stops listening */
export function onHanded(listener: () => void): () => void {
  return window.api.onHanded(listener)
}
