/**
 * Gives the focus back: what closes puts it where it was before it was opened. Example: Esc in a dialog that was asked for
 * from a cell of the grid leaves the focus in that cell.
 */
import { useCallback, useEffect, useState } from 'react'

/** Has nothing the focus? */
function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

/**
 * Gives the focus back when the component goes. What had it is asked for while rendering, before the first field takes it.
 * @returns what gives it back at once, and then does something
 */
export function useFocusBack(): (then?: () => void) => void {
  const [before] = useState(() => document.activeElement)
  const giveBack = useCallback(
    (then?: () => void) => {
      setTimeout(() => {
        if (isLost() && before instanceof HTMLElement && before.isConnected) before.focus()
        then?.()
      })
    },
    [before],
  )
  useEffect(() => () => giveBack(), [giveBack])
  return giveBack
}
