/**
 * The axis of amounts: from where to where, in round steps. Example: amounts up to £5,240,000 are drawn from £0 to £6m in steps of £2m
 * or £1m.
 */
import type { Pence } from '../../money.ts'
import type { Picture } from '../picture.ts'

export interface Axis {
  low: number
  high: number
  /** In pence, `low` and `high` among them; none where nothing is drawn. */
  steps: readonly number[]
}

/** How high the bars of each category reach, and how low. */
export function extentOf({ form, categories, series, levels }: Picture): { low: number; high: number } {
  let low = 0
  let high = 0
  const reach = (value: number) => {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  for (const place of categories.keys()) {
    let above = 0
    let below = 0
    for (const { kind, amounts, starts } of series) {
      const amount = amounts[place] ?? null
      if (amount === null) continue
      const start = starts?.[place] ?? null
      if (kind === 'mark' || form !== 'stacked' || start !== null) {
        reach(amount + (start ?? 0))
        reach(start ?? 0)
      } else if (amount > 0) above += amount
      else below += amount
    }
    reach(above)
    reach(below)
  }
  for (const { pence } of levels) reach(pence)
  return { low, high }
}

/** Round steps over an extent. @param most how many there is room for @param from where the axis starts instead of at £0 */
export function axisOver({ low, high }: { low: number; high: number }, most: number, from: Pence | null): Axis {
  const bottom = from ?? low
  const range = high - bottom
  if (range <= 0) return { low: bottom, high: bottom + 100, steps: [] }
  const rough = range / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((times) => times * power >= rough * 0.999) ?? 10) * power)
  const last = Math.ceil(high / step - 1e-9)
  const steps: number[] = []
  // An axis that starts elsewhere than at a round step names its start all the same, and no step right above it.
  if (from !== null && from % step !== 0) steps.push(from)
  const first = from === null ? Math.floor(low / step + 1e-9) : Math.ceil(from / step + (steps.length > 0 ? 0.4 : 0))
  for (let count = first; count <= last; count++) steps.push(Math.round(count * step))
  return { low: steps[0]!, high: steps.at(-1)!, steps }
}
