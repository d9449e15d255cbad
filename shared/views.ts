/**
 * How the budget is laid out: groups, columns, filters, order, unit. It is kept under a name as a saved view, and changes
 * nothing that is stored in the plan's own rows. A plan may be a stranger's, so settings are checked when they are read.
 * Example: the view "Panel" groups by priority, hides the code and shows £000.
 */
import { z } from 'zod'
import { filterSchema } from './filters.ts'
import type { Tables } from './model.ts'
import type { Plan } from './plan.ts'
import { type Below, type Grouping, groupings } from './totals.ts'

/** In what figures are shown; what is stored stays pounds and pence. */
export const units = ['pounds', 'thousands', 'millions'] as const
export type Unit = (typeof units)[number]

const columnId = z.string().min(1).max(200)
const columnIds = z.array(columnId).max(500)

/** Each part by itself, so that one that cannot be read is left out and the others are kept. */
const parts = {
  by: z.enum(groupings),
  below: z.enum([...groupings, 'sub-priority']).nullable(),
  /** Columns in the order wanted; others keep their place. */
  order: columnIds,
  /** Columns shown, or hidden, though they are not so by themselves. */
  shown: columnIds,
  hidden: columnIds,
  /** In pixels, of columns that were resized. */
  widths: z.record(columnId, z.int().min(40).max(2_000)),
  /** The last column that stays in sight when the others scroll; null is the service. */
  frozen: columnId.nullable(),
  filters: z.record(columnId, filterSchema),
  /** The order of the lines within their group; null is the order of the paper. */
  sort: z.strictObject({ column: columnId, descending: z.boolean() }).nullable(),
  unit: z.enum(units),
}

/** What a saved view says. */
export type ViewSettings = { [Part in keyof typeof parts]: z.infer<(typeof parts)[Part]> }
export type Sort = NonNullable<ViewSettings['sort']>
export type SavedView = Tables['savedView']

/** The budget as the program opens it. @param levels as the plan's priorities are best shown */
export function plainSettings(levels: { by: Grouping; below: Below | null }): ViewSettings {
  return {
    ...levels,
    order: [],
    shown: [],
    hidden: [],
    widths: {},
    frozen: null,
    filters: {},
    sort: null,
    unit: 'pounds',
  }
}

/** Reads what a saved view says; what it does not say, or not in a form that can be read, is as in `otherwise`. */
export function readSettings(settings: Readonly<Record<string, unknown>>, otherwise: ViewSettings): ViewSettings {
  const read: Record<string, unknown> = { ...otherwise }
  for (const [part, schema] of Object.entries(parts)) {
    const found = Object.hasOwn(settings, part) ? schema.safeParse(settings[part]) : null
    if (found?.success) read[part] = found.data
  }
  const known = read as ViewSettings
  return { ...known, below: standsBelow(known.by, known.below) ? known.below : null }
}

/** Can a grouping stand below another? */
export function standsBelow(by: Grouping, below: Below | null): boolean {
  return below !== by && (below !== 'sub-priority' || by === 'priority')
}

/** The saved views in their order. */
export function viewsInOrder(plan: Plan): SavedView[] {
  return [...plan.savedView.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}
