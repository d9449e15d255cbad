/**
 * Turns the pages of a long list. Not there when all of it is in sight. Example: "101–200 of 10,000 lines".
 */

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { formatCount } from '../../shared/money.ts'
import { count } from './summary.ts'
import { PAGE, type Page } from './view.ts'

export interface PagerProps {
  page: Page<unknown>
  /** What the list is of. @example 'line' */
  one: string
  many?: string
  /** @param page counted from 0 */
  onTurn: (page: number) => void
}

export function Pager({ page: { all, from }, one, many, onTurn }: PagerProps) {
  if (all <= PAGE) return null
  const number = from / PAGE
  const last = Math.ceil(all / PAGE) - 1
  const to = Math.min(all, from + PAGE)
  return (
    <nav className="pager" aria-label={`Pages of ${formatCount(all)} ${many ?? `${one}s`}`}>
      <button
        type="button"
        className="icon-button"
        aria-label="Previous page"
        disabled={number === 0}
        onClick={() => onTurn(number - 1)}
      >
        <ChevronLeft size={16} aria-hidden />
      </button>
      <span>
        {formatCount(from + 1)}–{formatCount(to)} of {count(all, one, many)}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label="Next page"
        disabled={number === last}
        onClick={() => onTurn(number + 1)}
      >
        <ChevronRight size={16} aria-hidden />
      </button>
    </nav>
  )
}
