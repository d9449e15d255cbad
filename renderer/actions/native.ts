/**
 * Commands that Electron does by itself, asked for from the window. Example: `native('copy')` copies what is selected.
 */
import type { NativeDeed } from '../../shared/commands.ts'
import { call } from '../api.ts'
import type { Action } from './action.ts'

export function native(deed: NativeDeed): Action {
  return { perform: () => void call('doNative', deed) }
}
