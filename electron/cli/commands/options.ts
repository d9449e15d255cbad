/** Options: named sets of differences from the plan, on the command line. */
import type { Command } from '../running.ts'

export const optionCommands: Record<string, Command> = {}
