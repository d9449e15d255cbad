/**
 * `npm run package`: bundles the program, draws its icons and packs it for this platform into release/, with
 * build/electron-builder.yml; says how large it is. Where the official Electron cannot be had it packs the development runtime
 * into a folder, to try out and not to give away.
 * Example: `npm run package -- --linux deb`; `npm run package -- --dir` makes release/linux-unpacked on Linux.
 */
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle, root } from './bundle.mjs'
import { run } from './command.mjs'
import { makeIcons } from './icons.mjs'
import { findElectron } from './runtime.mjs'

/** @param {string} folder @returns {Promise<number>} the size of all that is in it, in bytes */
export async function sizeOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * Packs the program.
 * @param {string[]} given electron-builder's arguments
 * @param {string} [output] another folder than release/
 * @returns {Promise<number>} the exit code
 */
export async function pack(given, output) {
  await bundle()
  const [{ dist, version, development, env }] = await Promise.all([findElectron(), makeIcons()])
  const own = Object.keys(env).length > 0 ? [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`] : []
  if (own.length > 0) console.log(`Packing Electron ${version} from ${dist}: for trying out, not for giving away.`)
  const args = given.length === 0 && development ? ['--dir'] : given
  const cli = path.join(root, 'node_modules/electron-builder/cli.js')
  const all = ['--config', 'build/electron-builder.yml', '--publish', 'never', ...own, ...args]
  if (output) all.push(`-c.directories.output=${output}`)
  // A secret that a workflow does not have is an empty text, which is no certificate.
  const set = Object.entries(process.env).filter(
    ([name, value]) => value !== '' || !/^(CSC_|WIN_CSC_|APPLE_)/.test(name),
  )
  const { code } = await run(process.execPath, [cli, ...all], { cwd: root, env: Object.fromEntries(set), show: true })
  return code
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await pack(process.argv.slice(2))
  const release = path.join(root, 'release')
  // What was packed into another folder is not listed.
  const names = await readdir(release, { withFileTypes: true }).catch(() => [])
  for (const entry of names.filter(({ name }) => !name.startsWith('builder-'))) {
    const where = path.join(release, entry.name)
    const bytes = entry.isDirectory() ? await sizeOf(where) : (await stat(where)).size
    console.log(`release/${entry.name}: ${(bytes / 1_000_000).toFixed(1)} MB`)
  }
}
