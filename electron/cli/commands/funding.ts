/** Where the money comes from, on the command line. */
import type { Command } from '../running.ts'

export const fundingCommands: Record<string, Command> = {}
