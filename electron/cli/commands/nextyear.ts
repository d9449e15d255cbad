/** Next year from this one, and virements, on the command line. */
import type { Command } from '../running.ts'

export const nextYearCommands: Record<string, Command> = {}
