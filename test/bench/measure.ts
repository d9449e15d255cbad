/**
 * Timing and printing for the benchmark. Every figure stands beside something that was measured in the same run, since a
 * busy machine slows both. Example: `timesOf(1000, () => edit())` gives a thousand times in µs, sorted.
 */

/** Times in microseconds, sorted. */
export type Times = readonly number[]

/** Runs it so often, after a tenth as often for warming up. @param run is given the number of the round, from 0 */
export function timesOf(rounds: number, run: (round: number) => void): Times {
  const warming = Math.ceil(rounds / 10)
  const times: number[] = []
  for (let round = 0; round < warming + rounds; round++) {
    const start = process.hrtime.bigint()
    run(round)
    const taken = Number(process.hrtime.bigint() - start) / 1000
    if (round >= warming) times.push(taken)
  }
  return times.sort((a, b) => a - b)
}

/** The time that so large a part of the runs stayed within. @param part 0.5 is the median */
export function percentile(times: Times, part: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * part))]!
}

/** Stops the benchmark when an answer is wrong: a wrong answer has no speed. */
export function check(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${what}: ${String(found)} instead of ${String(expected)}`)
}

/** What was measured, and beside it what it is compared with. */
export interface Measurement {
  what: string
  times: Times
  beside: string
  besideTimes: Times
}

/** A time in the unit that suits it. @example duration(1234.5) // '1.23 ms' */
export function duration(microseconds: number): string {
  if (microseconds < 1000) return `${microseconds.toPrecision(3)} µs`
  if (microseconds < 1_000_000) return `${(microseconds / 1000).toPrecision(3)} ms`
  return `${(microseconds / 1_000_000).toPrecision(3)} s`
}

/** The measurements as a table. The ratio is of the medians. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ what, times, beside, besideTimes }) => {
    const [median, other] = [percentile(times, 0.5), percentile(besideTimes, 0.5)]
    const ratio = median / other
    return [
      what,
      String(times.length),
      duration(median),
      duration(percentile(times, 0.99)),
      ratio < 1 ? `1 : ${(1 / ratio).toPrecision(3)}` : `${ratio.toPrecision(3)} : 1`,
      `${beside}, ${duration(other)}`,
    ]
  })
  const all = [['what', 'runs', 'median', 'p99', 'ratio', 'beside'], ...rows]
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)))
  return all
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
