/**
 * A display for tests on a machine that has none. Example: `const { stop } = await startDisplays()`; then DISPLAY is set.
 */
import { spawn } from 'node:child_process'
import { hasDisplay, hasProgram } from './system.mjs'

/** The Debian packages that `startDisplays` lacks. */
export const displayPackages = () => (hasDisplay() || hasProgram('Xvfb') ? [] : ['xvfb'])

/**
 * Starts Xvfb, which picks a free display by itself, unless there is a display.
 * @param {number} [count] how many: programs that are tested side by side want a focus and a clipboard each
 * @returns {Promise<{displays: string[], stop: () => void}>} those that were started, none where there is one; `stop` ends them
 * @throws with a sentence that says what to do
 */
export async function startDisplays(count = 1) {
  if (hasDisplay()) return { displays: [], stop: () => {} }
  /** @type {(() => void)[]} */
  const stops = []
  const stop = () => {
    for (const end of stops.splice(0)) end()
    delete process.env.DISPLAY
  }
  process.once('exit', stop)
  process.once('SIGTERM', () => process.exit(143))
  const displays = await Promise.all(Array.from({ length: count }, () => startOne(stops)))
  process.env.DISPLAY = displays[0]
  return { displays, stop }
}

/**
 * @param {(() => void)[]} stops takes up what ends it
 * @returns {Promise<string>} such as ":1"
 */
async function startOne(stops) {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  stops.push(() => xvfb.kill())
  let complaint = ''
  xvfb.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  const number = await new Promise((resolve, reject) => {
    let said = ''
    const fail = () => reject(new Error(`Xvfb, the display for tests, did not start.\n${complaint}`))
    xvfb.stdio[3]?.on('data', (chunk) => {
      said += chunk
      if (said.endsWith('\n')) resolve(said.trim())
    })
    xvfb.on('error', fail)
    xvfb.on('exit', fail)
    setTimeout(fail, 20_000).unref()
  })
  return `:${number}`
}
