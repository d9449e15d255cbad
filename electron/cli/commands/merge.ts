/**
 * A colleague's copy on the command line: compared and merged. Clashes are listed and nothing is changed, unless `--ours` or
 * `--theirs` says who is right in all of them. Example: `merge Budget.cplan "Budget (Jo).cplan" --theirs`.
 */
import { tmpdir } from 'node:os'
import { planDifferences } from '../../../shared/changes/differences.ts'
import { reportOf, reportText } from '../../../shared/changes/sentences.ts'
import { outcomeOf } from '../../../shared/merging/outcome.ts'
import { type Told, tellerOf, toldLine } from '../../../shared/merging/words.ts'
import { bringsNothing, type Choices, mergeChange, mergingOf } from '../../../shared/merging.ts'
import { formatMoney, type Pence } from '../../../shared/money.ts'
import { settled } from '../../../shared/recalculating.ts'
import { readCopy, readRows } from '../../file/colleague.ts'
import { Misuse, type Options, optional, yearFor } from '../arguments.ts'
import { type Command, copyAuthor, type Output, withPlan } from '../running.ts'

const money = (pence: Pence | null) => (pence === null ? 'blank' : formatMoney(pence))

const clashText = ({ where, what, was, ours, theirs }: Told) =>
  `${where}, ${what}: ours ${ours}, theirs ${theirs} (it was ${was})`

function merge(path: string | undefined, copyPath: string, options: Options): Promise<Output> {
  if (options.ours && options.theirs) throw new Misuse('Give --ours or --theirs, not both.')
  const side = options.theirs ? 'theirs' : options.ours ? 'ours' : null
  return withPlan(path, async (file, plan) => {
    const { copy, authors, differing } = await readCopy(copyPath, {
      ours: { file, plan },
      author: copyAuthor,
      temporary: tmpdir(),
    })
    const merging = mergingOf(plan, differing)
    const tell = tellerOf(plan, merging)
    const [comes, stays, clashes] = [merging.comes, merging.stays, merging.clashes].map((items) => items.map(tell)) as [
      Told[],
      Told[],
      Told[],
    ]
    const found = { copy: copy.name, authors, comes, stays, clashes, moved: merging.moved }
    if (bringsNothing(plan, merging, copy))
      return { text: `“${copy.name}” holds nothing that the plan does not.`, json: { done: null, ...found } }
    if (clashes.length > 0 && side === null)
      return {
        text: [
          `${clashes.length === 1 ? '1 clash' : `${clashes.length} clashes`}, so nothing was merged; choose with --ours or --theirs, or in the window one by one:`,
          ...clashes.map((told) => `  ${clashText(told)}`),
        ].join('\n'),
        json: { done: null, ...found },
        wrong: true,
      }
    const choices: Choices = new Map(clashes.map(({ key }) => [key, side ?? 'ours']))
    const { totals, checks } = outcomeOf(plan, merging, choices)
    const change = mergeChange(plan, merging, choices, copy)
    file.commit(settled(plan, null, change))
    return {
      text: [
        `Done: ${change.label}.`,
        ...comes.map((told) => `  ${toldLine(told)}`),
        ...clashes.map((told) => `  ${side} of two: ${clashText(told)}`),
        ...totals.map(({ year, before, after }) => `${year}: ${money(before)} → ${money(after)}`),
        ...checks.map(({ severity, where, message }) => `New ${severity}: ${where}: ${message}`),
      ].join('\n'),
      json: {
        done: change.label,
        ...found,
        totals,
        checks: checks.map(({ severity, where, message }) => ({ severity, where, message })),
      },
    }
  })
}

export const mergeCommands: Record<string, Command> = {
  compare: {
    usage: 'compare A.cplan B.cplan [--year 2021/22]',
    options: ['year'],
    run: async ([path, other], options) => {
      const year = optional(options, 'year')
      return withPlan(path, async (_, plan) => {
        const theirs = await readRows(other!, { author: copyAuthor, temporary: tmpdir() })
        const differences = planDifferences(plan, theirs, year === null ? null : yearFor(year))
        const sentences = reportOf(differences, 'the first plan')
        return { text: reportText(sentences), json: { ...differences, sentences: sentences.map(({ text }) => text) } }
      })
    },
  },
  merge: {
    usage: 'merge P.cplan COPY.cplan [--ours|--theirs]',
    options: [],
    flags: ['ours', 'theirs'],
    run: async ([path, copyPath], options) => merge(path, copyPath!, options),
  },
}
