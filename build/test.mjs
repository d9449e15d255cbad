/**
 * `npm test`: lint, types, unit tests, the bundle, and the end-to-end tests in a real Electron; closes with one plain line such
 * as `120 passed, 0 failed`. Lint, types and the bundle count as one check each. Where Electron cannot be had, the end-to-end
 * tests are named as skipped. Example: `npm run e2e -- smoke` runs the end-to-end tests alone, and of them the smoke test.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { bundle, root } from './bundle.mjs'
import { run } from './command.mjs'
import { displayPackages, startDisplays } from './display.mjs'
import { check, closingLine, playwrightCounts, playwrightNames, sum, vitestCounts } from './report.mjs'
import { findElectron } from './runtime.mjs'

const [only, ...rest] = process.argv.slice(2)
const reports = await mkdtemp(path.join(tmpdir(), 'planner-tests-'))

/**
 * Runs one of the tools in node_modules under this Node, showing what it prints.
 * @param {string} file the tool's, from node_modules
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function tool(file, args, env = {}) {
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
  return run(process.execPath, [path.join(root, 'node_modules', file), ...args], {
    cwd: root,
    show: true,
    env: { ...process.env, ...colour, ...env },
  })
}

/** @param {string} title */
function heading(title) {
  console.log(`\n── ${title}`)
}

/** @param {string} name of a report @returns {Promise<string>} its text, or nothing when it was not written */
const report = (name) => readFile(path.join(reports, name), 'utf8').catch(() => '')

async function lint() {
  heading('Lint and format')
  return check((await tool('@biomejs/biome/bin/biome', ['ci', '--colors=off', '.'])).code === 0)
}

async function types() {
  heading('Types')
  return check((await tool('typescript/bin/tsc', ['--noEmit', '-p', '.'])).code === 0)
}

async function unit() {
  heading('Unit tests')
  const output = path.join(reports, 'unit.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`]
  const { code } = await tool('vitest/vitest.mjs', args)
  return vitestCounts(await report('unit.json'), code)
}

/** The bundle, then the tests in the window. @returns {Promise<import('./report.mjs').Counts>} */
async function endToEnd() {
  heading('Bundle')
  try {
    console.log((await bundle()) ? 'Bundled the program.' : 'The bundle is up to date.')
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
    return sum([check(false), await skipped('the program could not be bundled.')])
  }
  heading('End-to-end tests')
  /** @type {() => void} */
  let stop = () => {}
  try {
    const electron = await findElectron(displayPackages())
    const started = await startDisplays(Math.min(2, availableParallelism()))
    stop = started.stop
    console.log(
      `Electron ${electron.version}${electron.development ? ' (development runtime)' : ''}, display ${started.displays.join(' and ') || 'of this desktop'}`,
    )
    const { code } = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json', ...rest], {
      ...electron.env,
      PLANNER_DISPLAYS: started.displays.join(' '),
      PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, 'e2e.json'),
    })
    return sum([check(true), playwrightCounts(await report('e2e.json'), code)])
  } catch (error) {
    return sum([check(true), await skipped(error instanceof Error ? error.message : String(error))])
  } finally {
    stop()
  }
}

/** Names the tests that are not run. @param {string} why */
async function skipped(why) {
  console.log(`The end-to-end tests are skipped: ${why}`)
  const file = 'names.json'
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, file) }
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js')
  await run(process.execPath, [cli, 'test', '--list', '--reporter=json', ...rest], { cwd: root, env })
  return { passed: 0, failed: 0, skipped: playwrightNames(await report(file)) }
}

const parts = only === 'e2e' ? [endToEnd] : [lint, types, unit, endToEnd]
const results = []
for (const part of parts) results.push(await part())
await rm(reports, { recursive: true, force: true })

const all = sum(results)
console.log('')
for (const name of all.skipped) console.log(`skipped: ${name}`)
console.log(closingLine(all))
process.exitCode = all.failed > 0 ? 1 : 0
