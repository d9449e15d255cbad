/** Underspend, reserves and pots, on the command line. */
import type { Command } from '../running.ts'

export const reserveCommands: Record<string, Command> = {}
