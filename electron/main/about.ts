/**
 * What the program is made of and what it runs on: the licences that About shows, and a few lines for a help desk, which hold no
 * figures, no names and no folders. Example: `diagnosticsText({…})` begins "Commissioning Planner 0.1.0".
 */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Licence } from '../../shared/ipc.ts'

const licencesSchema = z.array(
  z.object({ name: z.string(), version: z.string(), identifier: z.string(), text: z.string().nullable() }),
)

/** The licences of what ships, as the build gathered them. */
export async function licencesIn(file: string): Promise<Licence[]> {
  return licencesSchema.parse(JSON.parse(await readFile(file, 'utf8')))
}

/** What a help desk asks first. */
export interface Circumstances {
  program: string
  version: string
  versions: NodeJS.ProcessVersions
  system: string
  architecture: string
  /** Bytes. */
  memory: number
  locale: string
  displays: { width: number; height: number; scale: number }[]
  /** Of the open plan, how many rows each table has; null when none is open. */
  rows: Record<string, number> | null
  /** The last faults, as the log has them: where in the program, without messages. */
  faults: readonly string[]
}

const LAST_FAULTS = 20

/** @example 'Commissioning Planner 0.1.0\nLinux 6.1, x64, 8.0 GB …' */
export function diagnosticsText(of: Circumstances): string {
  const { versions, displays, rows, faults } = of
  const screens = displays.map(({ width, height, scale }) => `${width} × ${height} at ${Math.round(scale * 100)}%`)
  const counts = Object.entries(rows ?? {}).filter(([, count]) => count > 0)
  return [
    `${of.program} ${of.version}`,
    `${of.system}, ${of.architecture}, ${(of.memory / 1024 ** 3).toFixed(1)} GB of memory, ${of.locale}`,
    `Electron ${versions.electron ?? 'none'}, Chromium ${versions.chrome ?? 'none'}, Node ${versions.node}`,
    `Displays: ${screens.join('; ') || 'none'}`,
    rows === null
      ? 'No plan is open'
      : `Rows of the open plan: ${counts.map(([table, n]) => `${table} ${n}`).join(', ')}`,
    faults.length === 0 ? 'No faults were noted' : `The last faults:\n${faults.slice(-LAST_FAULTS).join('\n')}`,
  ].join('\n')
}
