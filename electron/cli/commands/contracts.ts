/** Contracts, bids and awards, on the command line. */
import type { Command } from '../running.ts'

export const bidCommands: Record<string, Command> = {}
