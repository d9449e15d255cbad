/**
 * The panel's paper: a template, the program's own or a council's, filled from a plan. Example:
 * `await writeFilled(plan, builtinFile('commissioning-framework'), 'Appendix A.xlsx', {today: '2021-01-14'})`.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { builtinTemplates, isBuiltin } from '../../shared/templates/builtin.ts'
import { type CheckedPlaceholder, checkTemplate, type FillOptions, fillTemplate } from '../../shared/templates/index.ts'
import { writeAtomic } from './atomic.ts'
import { fillWorkbook, readTemplate } from './filling/filler.ts'

/**
 * The file of a template: the name of one that comes with the program, or a path.
 * @param folder where the program's own templates are
 * @throws Refusal when there is neither
 */
export function templateFile(name: string, folder: string): string {
  if (isBuiltin(name)) return path.join(folder, `${name}.xlsx`)
  if (existsSync(name)) return name
  const names = builtinTemplates.map((template) => template.name).join(', ')
  throw new Refusal(
    `There is no template “${name}”, so nothing was exported; choose one of ${names}, or give the path of a workbook.`,
  )
}

/** What every placeholder of a template gives, or what is the matter with it. @throws Refusal when it cannot be read */
export function checkFile(plan: Plan, file: string, options: FillOptions): CheckedPlaceholder[] {
  return checkTemplate(plan, readTemplate(readFileSync(file), path.basename(file)), options)
}

/** The filled workbook's bytes. @throws Refusal when the template cannot be read or filled */
export function filledBytes(plan: Plan, file: string, options: FillOptions): Buffer {
  const bytes = readFileSync(file)
  const name = path.basename(file)
  return fillWorkbook(bytes, fillTemplate(plan, readTemplate(bytes, name), options), name)
}

/**
 * Fills a template and writes the paper, whole or not at all.
 * @throws Refusal when the template cannot be read or filled, or the paper not written there
 */
export async function writeFilled(plan: Plan, file: string, out: string, options: FillOptions): Promise<void> {
  const bytes = filledBytes(plan, file, options)
  await writeAtomic(out, () => bytes)
}
