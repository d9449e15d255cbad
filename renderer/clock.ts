/**
 * The day on which the program is looked at: `shared` has no clock, so it is told; and moments in the officer's own time.
 * Example: `today()` is '2022-01-31'; `whenOf('2022-01-31T14:05:00Z')` is '31 Jan 2022, 14:05'.
 */

/** Today where this computer stands, as an ISO date. */
export function today(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** What writes moments one way, made when it is first asked for: to make it takes longer than to start the program should. */
function writing(style: Intl.DateTimeFormatOptions): (at: string) => string {
  let format: Intl.DateTimeFormat | null = null
  return (at) => {
    format ??= new Intl.DateTimeFormat('en-GB', style)
    return format.format(new Date(at))
  }
}

/** The day of an ISO moment. @example 'Thursday 14 January 2021' */
export const dayOf = writing({ dateStyle: 'full' })
/** @example '14:05' */
export const timeOf = writing({ timeStyle: 'short' })
/** @example '14 Jan 2021, 14:05' */
export const whenOf = writing({ dateStyle: 'medium', timeStyle: 'short' })
/** @example '14 January 2021 at 14:05' */
export const momentOf = writing({ dateStyle: 'long', timeStyle: 'short' })
