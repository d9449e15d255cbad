/**
 * Runs another program and waits for it. Example: `await command('tar', ['-xzf', file], {cwd: folder})`
 */
import { spawn } from 'node:child_process'

/**
 * What a program printed and how it ended.
 * @typedef {{code: number, output: string}} Ended code 0 when all went well; output holds both streams, as they came
 */

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & {show?: boolean}} [options] show: let it print as it goes
 * @returns {Promise<Ended>} code 127 when it could not be started, 124 when it ran out of time
 */
export function run(program, args, { show = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk
      if (show) process.stdout.write(chunk)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGTERM' ? 124 : 1), output }))
  })
}

/**
 * Runs a program that must succeed.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>} what it printed
 * @throws with what it printed, when it fails
 */
export async function command(program, args, options) {
  const { code, output } = await run(program, args, options)
  if (code !== 0) throw new Error(`“${program} ${args.join(' ')}” failed:\n${output}`)
  return output
}
