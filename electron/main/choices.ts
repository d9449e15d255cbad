/**
 * What was chosen when each plan was exported last, kept on this computer and not in the plan, since it names templates that
 * others do not have. Example: `choices.remember('/plans/Budget.cplan', choice)`; then `choices.of('/plans/Budget.cplan')`.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type ExportChoice, exportChoiceSchema } from '../../shared/exporting/choice.ts'
import { writeWhole } from '../file/whole.ts'

const MOST = 100
const storedSchema = z.array(z.object({ plan: z.string(), choice: exportChoiceSchema }))

export interface Choices {
  /** @param plan the plan file's path */
  of(plan: string): ExportChoice | null
  remember(plan: string, choice: ExportChoice): void
}

const keyOf = (plan: string) => createHash('sha256').update(plan).digest('hex').slice(0, 16)

/**
 * The choices, kept in a file; what makes no sense in it is as new.
 * @param report is told when they cannot be kept, which hinders no work
 */
export function openChoices(file: string, report: (error: unknown) => void): Choices {
  let known: z.infer<typeof storedSchema> = []
  try {
    known = storedSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // None yet, or damaged.
  }
  return {
    of: (plan) => known.find((one) => one.plan === keyOf(plan))?.choice ?? null,
    remember: (plan, choice) => {
      const key = keyOf(plan)
      known = [{ plan: key, choice }, ...known.filter((one) => one.plan !== key)].slice(0, MOST)
      try {
        writeWhole(file, `${JSON.stringify(known)}\n`)
      } catch (error) {
        report(error)
      }
    },
  }
}
