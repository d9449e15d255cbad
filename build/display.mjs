/**
 * A display for tests on a machine that has none. Example: `const stop = await startDisplay()`; then DISPLAY is set.
 */
import { spawn } from 'node:child_process'
import { hasDisplay, hasProgram } from './system.mjs'

/** The Debian packages that `startDisplay` lacks. */
export const displayPackages = () => (hasDisplay() || hasProgram('Xvfb') ? [] : ['xvfb'])

/**
 * Starts Xvfb, which picks a free display by itself, unless there is a display.
 * @returns {Promise<() => void>} ends it
 * @throws with a sentence that says what to do
 */
export async function startDisplay() {
  if (hasDisplay()) return () => {}
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
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
  process.env.DISPLAY = `:${number}`
  const stop = () => {
    xvfb.kill()
    delete process.env.DISPLAY
  }
  process.once('exit', stop)
  process.once('SIGTERM', () => process.exit(143))
  return stop
}
