/**
 * Long work in the window's own thread, with room for everything else in between: clicks, keys, painting.
 * Example: `const breathe = breather()`, then `await breathe()` after each piece.
 */

/** Milliseconds at a stretch: less than what is felt as waiting. */
const STRETCH = 30

/** @returns what waits for the window's other work, wherever enough time has passed since it last did */
export function breather(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < STRETCH) return
    await new Promise((resolve) => setTimeout(resolve))
    last = performance.now()
  }
}
