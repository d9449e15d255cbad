/**
 * `npm start`: bundles the program if need be, finds an Electron, and opens the window. Where there is no display it does the
 * same job without a window. Example: `npm start -- plan.cplan` opens that plan.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { bundle, root } from './bundle.mjs'
import { findElectron } from './runtime.mjs'
import { hasDisplay, isRoot } from './system.mjs'

/**
 * Runs a program in the project's folder with this terminal's input and output.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to the environment
 * @returns {Promise<number>} its exit code
 */
function follow(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** @returns {Promise<number>} the exit code */
async function start() {
  if (!hasDisplay()) {
    console.log('There is no display to open a window on, so the example job is done without one.')
    return follow(process.execPath, [path.join(root, 'electron/cli/planner.ts'), 'demo'])
  }
  if (await bundle()) console.log('Bundled the program.')
  const { executable, env } = await findElectron()
  const args = ['.', ...process.argv.slice(2)]
  if (isRoot) {
    console.log('Running as root, where Chromium’s sandbox does not work, so the window runs without it.')
    args.unshift('--no-sandbox')
  }
  return follow(executable, args, env)
}

try {
  process.exitCode = await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
