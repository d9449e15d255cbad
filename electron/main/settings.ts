/**
 * What the program remembers between sessions, besides plans: where the window stood and which folders were last used.
 * Example: `const settings = openSettings('…/settings.json', report); settings.set({folders: {…}})`.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeWhole } from '../file/whole.ts'

/** Where the window stood on the desktop, in device-independent pixels. */
const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximised: z.boolean() })
export type Bounds = z.infer<typeof boundsSchema>

const settingsSchema = z.object({
  window: boundsSchema.nullable().catch(null),
  folders: z
    .object({
      workbook: z.string().optional(),
      plan: z.string().optional(),
      copy: z.string().optional(),
      export: z.string().optional(),
      template: z.string().optional(),
    })
    .catch({}),
})
export type SettingsData = z.infer<typeof settingsSchema>
/** What folders are remembered for. */
export type FolderUse = keyof SettingsData['folders']

export interface Settings {
  get(): SettingsData
  set(some: Partial<SettingsData>): void
}

/**
 * Reads the settings; what is missing or makes no sense is as new.
 * @param report is told when they cannot be kept, which hinders no work
 */
export function openSettings(file: string, report: (error: unknown) => void): Settings {
  let data: SettingsData = { window: null, folders: {} }
  try {
    data = settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // None yet, or damaged.
  }
  return {
    get: () => data,
    set: (some) => {
      data = { ...data, ...some }
      try {
        writeWhole(file, `${JSON.stringify(data, null, 2)}\n`)
      } catch (error) {
        report(error)
      }
    },
  }
}
