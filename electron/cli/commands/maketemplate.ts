/**
 * A template from last year's workbook. Example: `planner make-template "Budget 2020-21.xlsx" --out "Our paper.xlsx"`, and then
 * `planner export P.cplan --template "Our paper.xlsx" --out "Budget 2021-22.xlsx"`.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { TableMapping } from '../../../shared/importing/index.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { writeAtomic } from '../../workbook/atomic.ts'
import { makeTemplateFile } from '../../workbook/lastyear.ts'
import { Misuse, optional, required } from '../arguments.ts'
import type { Command } from '../running.ts'

/** @param mappingsFrom reads the officer's mapping from a file */
export function makeTemplateCommands(mappingsFrom: (file: string | null) => TableMapping[]): Record<string, Command> {
  return {
    'make-template': {
      usage: 'make-template FILE.xlsx --out TEMPLATE.xlsx [--sheet NAME] [--mapping FILE] [--organisation NAME]',
      options: ['out', 'sheet', 'mapping', 'organisation'],
      run: async ([file], options) => {
        if (!file) throw new Misuse('Name the workbook, such as budget.xlsx.')
        const out = required(options, 'out')
        const sheet = optional(options, 'sheet')
        const organisation = optional(options, 'organisation')
        const made = makeTemplateFile(bytesOf(file), path.basename(file), {
          mappings: mappingsFrom(optional(options, 'mapping')),
          ...(sheet === null ? {} : { sheets: [sheet] }),
          ...(organisation === null ? {} : { organisation }),
        })
        await writeAtomic(out, () => made.bytes)
        const tell = (look: boolean) =>
          made.said.filter((one) => one.look === look).map(({ at, what }) => `  ${placeText(at)}: ${what}`)
        const [replaced, toLookAt] = [tell(false), tell(true)]
        const text = [
          `Made the template ${out}; filled for ${made.planYear} it shows the years that ${path.basename(file)} shows.`,
          ...(replaced.length > 0 ? ['', 'Replaced:', ...replaced] : []),
          ...(toLookAt.length > 0 ? ['', 'To be looked at:', ...toLookAt] : []),
        ].join('\n')
        return { text, json: { done: `make-template ${file}`, file: out, planYear: made.planYear, said: made.said } }
      },
    },
  }
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new Refusal(`“${file}” could not be read, so no template was made; check that it is there.`)
  }
}

function placeText({ sheet, row, cell }: { sheet: string; row?: number; cell?: string }): string {
  if (cell !== undefined) return `${sheet}!${cell}`
  return row === undefined ? sheet : `${sheet}, row ${row}`
}
