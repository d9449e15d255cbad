/**
 * Work that can wait until the window has been painted, so that a key press shows in the very next frame.
 * Example: the line's panel follows the cell that one stands on a frame later than the cell itself.
 */

/** Longer than any frame: a window that is covered paints none. */
const LONGEST = 120

/** Calls once the next frame is painted. @returns what takes it back */
export function afterPaint(work: () => void): () => void {
  let done = false
  const run = () => {
    if (done) return
    done = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    work()
  }
  let timer = setTimeout(run, LONGEST)
  const frame = requestAnimationFrame(() => {
    if (done) return
    clearTimeout(timer)
    timer = setTimeout(run)
  })
  return () => {
    done = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** Calls listeners together, once the next frame is painted, however often it was asked for before. */
export class AfterPaint {
  #listeners = new Set<() => void>()
  #stop: (() => void) | null = null
  #since = 0
  #before: () => void

  /** @param before is called first */
  constructor(before: () => void) {
    this.#before = before
  }

  /** What changes again before that frame waits for the one after, but not for ever. */
  plan(): void {
    if (this.#stop && performance.now() - this.#since > LONGEST) return
    if (this.#stop) this.#stop()
    else this.#since = performance.now()
    this.#stop = afterPaint(() => this.now())
  }

  /** Calls them at once. */
  now(): void {
    this.#stop?.()
    this.#stop = null
    this.#before()
    for (const listener of this.#listeners) listener()
  }

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
