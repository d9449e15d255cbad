/**
 * The ticks of the lists of a further import. A list is all on or all off, but for some, so that ten thousand ticks are one
 * word. Example: `isTicked(untouched.missing, line.id)` is false, since nothing is removed unless it is asked for.
 */

export interface Ticks {
  on: boolean
  but: ReadonlySet<string>
}

/** Figures that change and new lines are taken, lines that the workbook lacks are removed, where they are ticked. */
export type TickList = 'changed' | 'added' | 'missing'
export type TickLists = Readonly<Record<TickList, Ticks>>

/** The ticks before the officer touched any: what is new is taken, and nothing is removed. */
export const untouched: TickLists = {
  changed: { on: true, but: new Set() },
  added: { on: true, but: new Set() },
  missing: { on: false, but: new Set() },
}

/** Is it ticked? */
export const isTicked = ({ on, but }: Ticks, tick: string): boolean => on !== but.has(tick)

/** The ticks with one put on or taken off. */
export function withTick({ on, but }: Ticks, tick: string, ticked: boolean): Ticks {
  const others = new Set(but)
  if (ticked === on) others.delete(tick)
  else others.add(tick)
  return { on, but: others }
}

/** How many of a list are ticked. */
export const countTicked = ({ on, but }: Ticks, all: number): number => (on ? Math.max(0, all - but.size) : but.size)
