/**
 * Templates on the command line: what each placeholder of one gives, a copy of one that comes with the program, and a paper
 * filled from one. Example: `check-template P.cplan --template "Panel paper.xlsx" --json`.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { problemsFirst } from '../../../shared/exporting/choice.ts'
import { builtinTemplates, isBuiltin } from '../../../shared/templates/builtin.ts'
import { writeAtomic } from '../../workbook/atomic.ts'
import { checkFile, templateFile, writeFilled } from '../../workbook/papers.ts'
import { Misuse, required } from '../arguments.ts'
import { author, type Command, withPlan } from '../running.ts'
import { columns } from '../text.ts'

/** The program's own templates. */
export const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url))

const today = () => author.now().slice(0, 10)

export const templateCommands: Record<string, Command> = {
  export: {
    usage: 'export P.cplan --template NAME|FILE.xlsx --out OUT.xlsx',
    options: ['template', 'out'],
    run: async ([path], options) => {
      const template = required(options, 'template')
      const out = required(options, 'out')
      return withPlan(path, async (_, plan) => {
        await writeFilled(plan, templateFile(template, TEMPLATES), out, { today: today() })
        return { text: `Exported to ${out}.`, json: { done: `export ${template}`, file: out } }
      })
    },
  },
  'check-template': {
    usage: 'check-template P.cplan --template NAME|FILE.xlsx',
    options: ['template'],
    run: async ([path], options) => {
      const file = templateFile(required(options, 'template'), TEMPLATES)
      return withPlan(path, (_, plan) => {
        const placeholders = problemsFirst(checkFile(plan, file, { today: today() }))
        const wrong = placeholders.filter(({ problem }) => problem !== null).length
        const rows = placeholders.map(({ sheet, cell, placeholder, gives, problem }) => [
          `${sheet}!${cell}`,
          placeholder,
          problem ?? gives,
        ])
        const said = wrong === 0 ? 'all of them can be filled' : `${wrong} of them cannot be filled`
        return {
          text: `${columns(rows)}\n${placeholders.length} placeholders, ${said}.`.trimStart(),
          json: { placeholders, wrong },
          wrong: wrong > 0,
        }
      })
    },
  },
  template: {
    usage: `template NAME --out FILE.xlsx`,
    options: ['out'],
    run: async ([name = ''], options) => {
      const out = required(options, 'out')
      if (!isBuiltin(name))
        throw new Misuse(
          `There is no template “${name}”; choose one of ${builtinTemplates.map((template) => template.name).join(', ')}.`,
        )
      const bytes = readFileSync(templateFile(name, TEMPLATES))
      await writeAtomic(out, () => bytes)
      return { text: `Saved a copy to ${out}; change it in Excel and export with it.`, json: { done: name, file: out } }
    },
  },
}
