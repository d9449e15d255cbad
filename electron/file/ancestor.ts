/**
 * What two copies of a plan had in common when they parted, told by their histories: a copy begins with every step that the
 * other had. Steps that were undone since, in one or the other, leave more than one moment possible; each is given. A copy that
 * was merged before parted last at that merge. Example: ours has steps 1 to 9 and Jo's copy 1 to 6 and two of her own: the
 * plan after step 6 is the one that both had.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { apply, type Change, changeSchema, invert } from '../../shared/change.ts'
import { type Differing, differingRows, type MergedCopy } from '../../shared/merging.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import { Refusal } from '../../shared/refusal.ts'
import { damaged } from './faults.ts'
import type { StoredStep } from './past.ts'
import type { PlanFile } from './store.ts'

/** A plan file with its history, as far as is needed here. */
export interface Descent {
  file: string
  plan: Plan
  /** Oldest first. */
  steps: readonly StoredStep[]
}

/** An open plan file with its history. @param plan its rows, where they are at hand */
export function descentOf(file: PlanFile, plan: Plan = planOf(file.rows())): Descent {
  return { file: file.file, plan, steps: file.storedHistory() }
}

/** What a copy is to a plan. */
export interface Copy {
  /** What is remembered once it is merged. */
  copy: MergedCopy
  /** Who worked on it since, the latest last. */
  authors: string[]
  differing: Differing[]
}

/** A moment of a history: the steps that stood then, in order. */
interface Moment {
  of: Descent
  /** How many steps there were. */
  step: number
  standing: readonly number[]
  /** As what it is remembered; null where the histories parted. */
  id: string | null
}

/** Digests of a history's beginnings: the n-th is of its first n steps. */
function digestsOf(steps: readonly StoredStep[]): string[] {
  let digest = ''
  const digests = [digest]
  for (const { number, label, who, at, change } of steps) {
    const own = JSON.stringify([digest, number, label, who, at, change])
    digest = createHash('sha256').update(own).digest('hex')
    digests.push(digest)
  }
  return digests
}

/** The id under which a copy is remembered: what its history was, and which of it stood. */
function idOf(digest: string, passedOver: readonly number[]): string {
  return createHash('sha256')
    .update(JSON.stringify([digest, passedOver]))
    .digest('hex')
}

const isStanding = ({ state }: StoredStep) => state === 'done'
const numbers = (steps: readonly StoredStep[]) => steps.map(({ number }) => number)

function rememberedAs({ file, steps }: Descent): MergedCopy {
  const passedOver = numbers(steps.filter((step) => !isStanding(step)))
  return {
    id: idOf(digestsOf(steps).at(-1)!, passedOver),
    name: path.basename(file).slice(0, 300),
    who: steps.at(-1)?.who || null,
    step: steps.length,
    passedOver,
  }
}

/** How many steps two histories have in common. */
function commonSteps(ours: Descent, theirs: Descent): number {
  const differs = ours.steps.findIndex((one, index) => {
    const other = theirs.steps[index]
    return (
      one.number !== other?.number ||
      one.label !== other.label ||
      one.who !== other.who ||
      one.at !== other.at ||
      one.change !== other.change
    )
  })
  return differs === -1 ? ours.steps.length : differs
}

/** The moments at which two histories may have parted: two where a common step stands in only one of them. */
function partings(common: number, ours: Descent, theirs: Descent): Moment[] {
  const momentOf = (of: Descent): Moment => ({
    of,
    step: common,
    standing: numbers(of.steps.slice(0, common).filter(isStanding)),
    id: null,
  })
  const [mine, other] = [momentOf(ours), momentOf(theirs)]
  return mine.standing.length === other.standing.length ? [mine] : [mine, other]
}

/** The latest moments since the parting at which a history was merged, of those that are remembered. */
function mergings(of: Descent, remembered: Iterable<MergedCopy>, common: number): Moment[] {
  const digests = digestsOf(of.steps)
  const found = [...remembered].flatMap(({ id, step, passedOver }): Moment[] => {
    const digest = digests[step]
    if (step <= common || digest === undefined || idOf(digest, passedOver) !== id) return []
    const without = new Set(passedOver)
    const standing = numbers(of.steps.slice(0, step)).filter((number) => !without.has(number))
    return [{ of, step, standing, id }]
  })
  const latest = Math.max(...found.map(({ step }) => step))
  return found.filter(({ step }) => step === latest)
}

/** The plan at a moment: steps since then are taken back, and steps that were undone since are done again. */
export function planAt({ of, standing }: Moment): Plan {
  const plan = planOf()
  for (const [table, rows] of Object.entries(of.plan)) {
    const held = plan[table as keyof Plan] as Map<string, unknown>
    for (const [id, row] of rows) held.set(id, row)
  }
  const now = of.steps.filter(isStanding)
  let kept = 0
  while (kept < standing.length && now[kept]?.number === standing[kept]) kept++
  const byNumber = new Map(of.steps.map((step) => [step.number, step]))
  const changes = [
    ...now
      .slice(kept)
      .reverse()
      .map((step) => invert(changeOf(of, step))),
    ...standing.slice(kept).map((number) => changeOf(of, byNumber.get(number)!)),
  ]
  try {
    for (const change of changes) apply(plan, change)
  } catch (error) {
    throw error instanceof Refusal ? damaged(of.file) : error
  }
  return plan
}

/** A step as a Change. It may come from a stranger's file, so it is checked. */
function changeOf({ file }: Descent, { label, change }: StoredStep): Change {
  try {
    return changeSchema.parse({ label, rows: JSON.parse(change) })
  } catch {
    throw damaged(file)
  }
}

/**
 * What a copy is to a plan: what they have otherwise, each row with what it was when they parted or were merged last.
 * @throws Refusal when they have nothing in common, or a history cannot be what was saved
 */
export function copyOf(ours: Descent, theirs: Descent): Copy {
  const common = commonSteps(ours, theirs)
  if (common === 0)
    throw new Refusal(
      `“${path.basename(theirs.file)}” is another plan and no copy of this one: their histories have no step in common; nothing was changed, so choose a copy that was made of this plan.`,
    )
  const merged = [
    ...mergings(theirs, ours.plan.merged.values(), common),
    ...mergings(ours, theirs.plan.merged.values(), common),
  ]
  const moments = merged.length > 0 ? merged : partings(common, ours, theirs)
  const past = moments.map((moment) => ({ ...moment, plan: planAt(moment) }))
  // One that another had taken in already says nothing more.
  const bases = past.filter((one) => !past.some((other) => one.id !== null && other.plan.merged.has(one.id)))
  const since = Math.max(...bases.filter(({ of }) => of === theirs).map(({ step }) => step), common)
  const authors = [...new Set(theirs.steps.slice(since).map(({ who }) => who))]
  return {
    copy: rememberedAs(theirs),
    authors,
    differing: differingRows(
      bases.map(({ plan }) => plan),
      ours.plan,
      theirs.plan,
    ),
  }
}
