/**
 * The day on which the program is looked at: `shared` has no clock, so it is told. Example: `today()` is '2022-01-31'.
 */

/** Today where this computer stands, as an ISO date. */
export function today(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
