/**
 * Named drafts on the command line: named, listed, and what changed since one, as sentences for the covering report. A point of
 * the history is the number of a step, as `history` prints it, or a draft's name.
 * Example: `changed P.cplan --since "Draft 2"` prints "Compared with Draft 2, the budget for 2021/22 rises by …".
 */
import { planDifferences } from '../../../shared/changes/differences.ts'
import { reportOf, reportText } from '../../../shared/changes/sentences.ts'
import { readDay } from '../../../shared/days.ts'
import { type Draft, draftsInOrder, draftText, nameDraft, removeDraft, renameDraft } from '../../../shared/drafts.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PlanFile } from '../../file/store.ts'
import { Misuse, type Options, optional, required, yearFor } from '../arguments.ts'
import { type Command, done, type Output, withPlan } from '../running.ts'

const newId = () => crypto.randomUUID()

function draftFor(plan: Plan, name: string): Draft {
  const wanted = name.trim().toLowerCase()
  const found = plan.draft.get(name) ?? draftsInOrder(plan).find((draft) => draft.name.toLowerCase() === wanted)
  if (found) return found
  throw new Refusal(`There is no draft “${name}” in the plan; nothing was changed, so check the name with “drafts”.`)
}

/** A point of the history: a step, and how it is called in a sentence. */
interface Point {
  step: number
  name: string
}

function pointFor(file: PlanFile, plan: Plan, text: string): Point {
  if (/^\d+$/.test(text.trim())) return { step: Number(text), name: `the plan after step ${Number(text)}` }
  const draft = draftFor(plan, text)
  return { step: file.draftSteps()[draft.id]!, name: draftText(draft) }
}

/** The plan as it was at a step or a draft. @throws Refusal when there is no such point */
export function planAt(file: PlanFile, plan: Plan, point: string): Plan {
  return planOf(file.rowsAt(pointFor(file, plan, point).step))
}

function listed(file: PlanFile, plan: Plan): Output {
  const steps = file.draftSteps()
  const drafts = draftsInOrder(plan)
    .map(({ id, name, date }) => ({ id, name, date, step: steps[id]! }))
    .sort((a, b) => a.step - b.step)
  const text = drafts.map((draft) => `${draftText(draft)}: the plan after step ${draft.step}`)
  return { text: text.join('\n') || 'No draft of this plan has a name yet.', json: { drafts } }
}

function dayFor(options: Options): string | null {
  const text = optional(options, 'date')
  if (text === null) return null
  const day = readDay(text)
  if (day === null) throw new Misuse(`“${text}” is not a day; write it as 14/01/2021.`)
  return day
}

/** What a `draft` command asks for, as an intent; only naming looks at the history. */
function draftIntent(file: PlanFile, plan: Plan, options: Options) {
  const given = ['name', 'rename', 'remove'].filter((name) => optional(options, name) !== null)
  if (given.length !== 1) throw new Misuse('Give one of --name, --rename, --remove.')
  if (given[0] === 'remove') return removeDraft(plan, draftFor(plan, required(options, 'remove')).id)
  if (given[0] === 'rename') {
    const draft = draftFor(plan, required(options, 'rename'))
    const name = optional(options, 'to') ?? draft.name
    return renameDraft(plan, { draftId: draft.id, name, date: dayFor(options) ?? draft.date })
  }
  const at = optional(options, 'at')
  const step = at === null ? null : pointFor(file, plan, at).step
  if (step !== null) file.rowsAt(step)
  return nameDraft(plan, { name: required(options, 'name'), date: dayFor(options), step }, newId)
}

function changed(file: PlanFile, plan: Plan, options: Options): Output {
  const since = pointFor(file, plan, required(options, 'since'))
  const until = optional(options, 'until')
  const year = optional(options, 'year')
  const to = until === null ? plan : planAt(file, plan, until)
  const differences = planDifferences(planOf(file.rowsAt(since.step)), to, year === null ? null : yearFor(year))
  const sentences = reportOf(differences, since.name)
  return { text: reportText(sentences), json: { since, ...differences, sentences: sentences.map(({ text }) => text) } }
}

export const draftCommands: Record<string, Command> = {
  drafts: {
    usage: 'drafts P.cplan',
    options: [],
    run: async ([path]) => withPlan(path, listed),
  },
  draft: {
    usage:
      'draft P.cplan --name NAME [--date 14/01/2021] [--at STEP|DRAFT] | --rename DRAFT [--to NAME] [--date DAY] | --remove DRAFT',
    options: ['name', 'date', 'at', 'rename', 'to', 'remove'],
    run: async ([path], options) =>
      withPlan(path, (file, plan) => {
        const change = draftIntent(file, plan, options)
        file.commit(change)
        return done(change.label)
      }),
  },
  changed: {
    usage: 'changed P.cplan --since STEP|DRAFT [--until STEP|DRAFT] [--year 2021/22]',
    options: ['since', 'until', 'year'],
    run: async ([path], options) => withPlan(path, (file, plan) => changed(file, plan, options)),
  },
}
