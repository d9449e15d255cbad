/**
 * The commands of the command line: the same engine as the window, without one. Each takes its arguments and gives what
 * to print, as a text for people and as one JSON document. Example: `planner roll P.cplan --to 2021/22 --uplift 2%`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { evaluate } from '../../shared/arithmetic.ts'
import { checksOf } from '../../shared/checks.ts'
import { acceptDifference, addStatement } from '../../shared/edits/statements.ts'
import { typeFigure } from '../../shared/edits/typing.ts'
import { planImport, type Reading, readTables, type TableMapping } from '../../shared/importing/index.ts'
import { planOf } from '../../shared/plan.ts'
import { settled } from '../../shared/recalculating.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Grouping, groupings } from '../../shared/totals.ts'
import { changePassword } from '../file/password.ts'
import { createPlanFile, openPlanFile } from '../file/store.ts'
import { launchWithNode, readWorkbook } from '../workbook/client.ts'
import {
  acceptableFor,
  lineFor,
  Misuse,
  measureFor,
  type Options,
  optional,
  priorityFor,
  required,
  yearFor,
} from './arguments.ts'
import { bidCommands } from './commands/contracts.ts'
import { decisionCommands } from './commands/decisions.ts'
import { draftCommands, planAt } from './commands/drafts.ts'
import { fundingCommands } from './commands/funding.ts'
import { makeTemplateCommands } from './commands/maketemplate.ts'
import { mergeCommands } from './commands/merge.ts'
import { nextYearCommands } from './commands/nextyear.ts'
import { noteCommands } from './commands/notes.ts'
import { optionCommands } from './commands/options.ts'
import { reserveCommands } from './commands/reserves.ts'
import { templateCommands } from './commands/templates.ts'
import { checksJson, planJson, readingJson } from './json.ts'
import { author, type Command, done, edit, type Output, withPlan } from './running.ts'
import { checksText, historyText, planText, readingText } from './text.ts'

const mappingSchema = z.object({
  tables: z.array(
    z.object({
      sheet: z.string(),
      headerRows: z.array(z.int().positive()),
      columns: z.record(z.string(), z.string()),
      unit: z.union([z.literal(1), z.literal(1000), z.literal(1_000_000)]).optional(),
    }),
  ),
})

function mappingsFrom(path: string | null): TableMapping[] {
  if (path === null) return []
  try {
    return mappingSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).tables as TableMapping[]
  } catch {
    throw new Refusal(
      `The mapping “${path}” could not be read, so nothing was imported; give a JSON file with the “tables” that “read --json” prints.`,
    )
  }
}

async function readingOf(path: string | undefined, options: Options): Promise<Reading> {
  if (!path) throw new Misuse('Name the workbook, such as budget.xlsx.')
  const mappings = mappingsFrom(optional(options, 'mapping'))
  const workbook = await readWorkbook(path, { launch: launchWithNode })
  const sheet = optional(options, 'sheet')
  return readTables(workbook, { mappings, ...(sheet === null ? {} : { sheets: [sheet] }) })
}

/** Imports into the plan, which is made if it is not there. Used by `import` and `demo`. */
export async function importInto(planPath: string, reading: Reading): Promise<Output> {
  const made = !existsSync(planPath)
  const planned = made ? planImport(planOf(), reading, () => crypto.randomUUID()) : null
  const file = made ? createPlanFile(planPath, author) : openPlanFile(planPath, author)
  try {
    const plan = planOf(file.rows())
    const { change, lines, figures } = planned ?? planImport(plan, reading, () => crypto.randomUUID())
    if (change.rows.length > 0) file.commit(planned ? change : settled(plan, null, change))
    const differ = reading.stated.filter(({ outcome }) => outcome !== 'agrees').length
    const text = [
      `Imported ${reading.file}: ${lines.added} lines added, ${lines.matched} matched, ${figures.set} figures set, of which ${figures.changed} replaced another amount.`,
      `${reading.stated.length} stated figures, ${differ} of them do not agree; ${reading.problems.length} problems.`,
    ].join('\n')
    return { text, json: { done: change.label, lines, figures, stated: reading.stated, problems: reading.problems } }
  } finally {
    file.close()
  }
}

function undoOrRedo(path: string | undefined, which: 'undo' | 'redo'): Promise<Output> {
  return withPlan(path, (file) => {
    const step = file[which]()
    if (!step) throw new Refusal(`There is nothing to ${which} in this plan; nothing was changed.`)
    return done(`${which} ${step.change.label}`)
  })
}

export const commands: Record<string, Command> = {
  read: {
    usage: 'read FILE [--sheet NAME] [--mapping FILE]',
    options: ['sheet', 'mapping'],
    run: async ([path], options) => {
      const reading = await readingOf(path, options)
      return { text: readingText(reading), json: readingJson(reading) }
    },
  },
  import: {
    usage: 'import FILE --plan P.cplan [--sheet NAME] [--mapping FILE]',
    options: ['plan', 'sheet', 'mapping'],
    run: async ([path], options) => {
      const planPath = required(options, 'plan')
      return importInto(planPath, await readingOf(path, options))
    },
  },
  show: {
    usage: `show P.cplan [--by ${groupings.join('|')}] [--at STEP|DRAFT]`,
    options: ['by', 'at'],
    run: async ([path], options) => {
      const by = optional(options, 'by') ?? 'priority'
      if (!groupings.includes(by as Grouping))
        throw new Misuse(`The budget cannot be shown by “${by}”; choose ${groupings.join(', ')}.`)
      const at = optional(options, 'at')
      return withPlan(path, (file, plan) => {
        const shown = at === null ? plan : planAt(file, plan, at)
        return { text: planText(shown, by as Grouping), json: planJson(shown, by as Grouping) }
      })
    },
  },
  set: {
    usage: 'set P.cplan --line SERVICE --year 2021/22 --amount "=558322*1.02" [--measure budget|forecast|actual]',
    options: ['line', 'year', 'amount', 'measure'],
    run: async ([path], options) => {
      const year = yearFor(required(options, 'year'))
      const typed = required(options, 'amount')
      const measure = measureFor(options)
      const name = required(options, 'line')
      // What refers to no year can never have an amount later, so that nobody would come back to it.
      if (typed.trim().startsWith('=') && !typed.includes('[')) evaluate(typed)
      return edit(path, (plan) => typeFigure(plan, { lineId: lineFor(plan, name).id, year, measure, typed }))
    },
  },
  checks: {
    usage: 'checks P.cplan',
    options: [],
    run: async ([path]) =>
      withPlan(path, (_, plan) => {
        const checks = checksOf(plan)
        const wrong = checks.some(({ severity }) => severity === 'error')
        return { text: checksText(checks), json: checksJson(checks), wrong }
      }),
  },
  accept: {
    usage: 'accept P.cplan --check NUMBER|ID --reason TEXT',
    options: ['check', 'reason'],
    run: async ([path], options) => {
      const name = required(options, 'check')
      const reason = required(options, 'reason')
      return edit(path, (plan) => {
        const { check, accept } = acceptableFor(plan, name)
        return acceptDifference(plan, { ...accept, where: check.where, reason })
      })
    },
  },
  statement: {
    usage:
      'statement P.cplan --year 2020/21 --amount "£4.4m" [--line SERVICE|--priority NAME] [--measure budget|forecast|actual] --text WORDING [--source WHERE]',
    options: ['year', 'amount', 'line', 'priority', 'measure', 'text', 'source'],
    run: async ([path], options) => {
      const measure = measureFor(options)
      const year = yearFor(required(options, 'year'))
      const quoted = required(options, 'amount')
      const words = { text: required(options, 'text'), source: optional(options, 'source') }
      const [line, priority] = [optional(options, 'line'), optional(options, 'priority')]
      if (line !== null && priority !== null) throw new Misuse('Give --line or --priority, not both.')
      return edit(path, (plan) => {
        const targetId =
          line !== null ? lineFor(plan, line).id : priority !== null ? priorityFor(plan, priority).id : null
        const target = line !== null ? 'line' : priority !== null ? 'priority' : 'total'
        return addStatement(plan, { target, targetId, year, measure, quoted, ...words }, () => crypto.randomUUID())
      })
    },
  },
  ...fundingCommands,
  ...reserveCommands,
  ...nextYearCommands,
  ...optionCommands,
  ...bidCommands,
  ...decisionCommands,
  ...makeTemplateCommands(mappingsFrom),
  ...mergeCommands,
  history: {
    usage: 'history P.cplan',
    options: [],
    run: async ([path]) =>
      withPlan(path, (file) => ({ text: historyText(file.history()), json: { history: file.history() } })),
  },
  ...draftCommands,
  ...noteCommands,
  undo: { usage: 'undo P.cplan', options: [], run: async ([path]) => undoOrRedo(path, 'undo') },
  redo: { usage: 'redo P.cplan', options: [], run: async ([path]) => undoOrRedo(path, 'redo') },
  password: {
    usage:
      'password P.cplan [--remove] (the new one in PLANNER_NEW_PASSWORD; of a protected plan, the old one in PLANNER_PASSWORD)',
    options: [],
    flags: ['remove'],
    run: async ([path], options) => {
      if (!path) throw new Misuse('Name the plan file, such as budget.cplan.')
      const to = options.remove ? null : process.env.PLANNER_NEW_PASSWORD || null
      if (to === null && !options.remove) throw new Misuse('PLANNER_NEW_PASSWORD is not set.')
      changePassword(path, { ...author, from: author.password, to })
      return done(to === null ? 'remove the password' : 'set the password')
    },
  },
  ...templateCommands,
  demo: {
    usage: 'demo [--out DIR]',
    options: ['out'],
    run: async (_, options) => (await import('./demo.ts')).demo(optional(options, 'out')),
  },
}
