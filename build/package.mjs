/**
 * `npm run package`: bundles the program and packs it for this platform into release/, with build/electron-builder.yml.
 * Where the official Electron cannot be had it packs the development runtime, to try out and not to give away.
 * Example: `npm run package -- --linux deb`; without arguments it makes release/linux-unpacked on Linux.
 */
import path from 'node:path'
import { bundle, root } from './bundle.mjs'
import { run } from './command.mjs'
import { findElectron } from './runtime.mjs'

await bundle()
const { env, dist, version } = await findElectron()
const own = Object.keys(env).length > 0 ? [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`] : []
if (own.length > 0) console.log(`Packing Electron ${version} from ${dist}: for trying out, not for giving away.`)
const cli = path.join(root, 'node_modules/electron-builder/cli.js')
const args = ['--config', 'build/electron-builder.yml', '--publish', 'never', ...own, ...process.argv.slice(2)]
process.exitCode = (await run(process.execPath, [cli, ...args], { cwd: root, show: true })).code
