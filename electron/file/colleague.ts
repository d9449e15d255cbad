/**
 * A colleague's copy of a plan, read beside the plan itself: with every check that a stranger's file gets, and nothing written
 * to it. One that they have open at the moment is read as it was saved last.
 * Example: `await readCopy('/share/Budget (Jo).cplan', {ours, author, temporary})` says what it holds otherwise.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Copy, copyOf, descentOf } from './ancestor.ts'
import { identity } from './connection.ts'
import { copyForReading } from './copying.ts'
import { openingFault } from './faults.ts'
import { type Author, openPlanFile, type PlanFile, PlanLocked } from './store.ts'

export interface ReadCopyOptions {
  /** The open plan, and its rows where they are at hand. */
  ours: { file: PlanFile; plan?: Plan }
  /** With the password that a copy of a protected plan has too. */
  author: Author & { password?: string | null }
  /** A folder for a copy that is gone as soon as it is read. */
  temporary: string
}

/** A plan that may be open elsewhere, opened to be read. @returns also how to let go of it */
async function openBeside(name: string, { author, temporary }: Omit<ReadCopyOptions, 'ours'>) {
  try {
    const file = openPlanFile(name, { ...author, readOnly: true })
    return { file, close: () => file.close() }
  } catch (error) {
    if (!(error instanceof PlanLocked)) throw error
  }
  const folder = mkdtempSync(path.join(temporary, 'planner-copy-'))
  try {
    const file = openPlanFile(await copyForReading(name, folder), { ...author, readOnly: true })
    return { file, close: () => file.close() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isSame(name: string, { file }: PlanFile): boolean {
  try {
    const real = realpathSync(name)
    return real === file || identity(real) === identity(file)
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false
    throw openingFault(error, name)
  }
}

/**
 * What a colleague's copy holds otherwise than the open plan.
 * @throws Refusal when it is the plan itself, another plan, or cannot be read
 */
export async function readCopy(name: string, options: ReadCopyOptions): Promise<Copy> {
  const { ours } = options
  if (isSame(name, ours.file))
    throw new Refusal(
      `“${path.basename(name)}” is the plan that is open, so there is nothing to compare; choose your colleague’s copy of it.`,
    )
  const theirs = await openBeside(name, options)
  try {
    const plan = ours.plan ?? planOf(ours.file.rows())
    return copyOf(descentOf(ours.file, plan), { ...descentOf(theirs.file), file: name })
  } finally {
    theirs.close()
  }
}

/** Another plan's rows, to be compared whatever its history. */
export async function readRows(name: string, options: Omit<ReadCopyOptions, 'ours'>): Promise<Plan> {
  const { file, close } = await openBeside(name, options)
  try {
    return planOf(file.rows())
  } finally {
    close()
  }
}
