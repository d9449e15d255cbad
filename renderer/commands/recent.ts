/**
 * The commands that were chosen from the list of commands lately, the latest first; kept on this computer.
 * Example: after "roll" was chosen, Ctrl+K and Enter does it again.
 */
import { type CommandId, commandIds } from '../../shared/commands.ts'

const PLACE = 'recent commands'
const KEPT = 5

export function recentCommands(): CommandId[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]')
    return Array.isArray(kept)
      ? commandIds.filter((id) => kept.includes(id)).sort((a, b) => kept.indexOf(a) - kept.indexOf(b))
      : []
  } catch {
    return []
  }
}

export function rememberCommand(id: CommandId): void {
  try {
    localStorage.setItem(
      PLACE,
      JSON.stringify([id, ...recentCommands().filter((other) => other !== id)].slice(0, KEPT)),
    )
  } catch {
    // Without room to keep them, the list begins with the menus' order.
  }
}
