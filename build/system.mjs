/**
 * What the machine must bring: a display, the libraries that Electron links to, a compiler. Says which Debian packages are
 * lacking, in one line to copy, and installs them itself when it runs as root.
 * Example: `install(['xvfb'])` runs `apt-get install -y xvfb` as root, and else says so.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import path from 'node:path'

/** The Debian packages that Electron's window needs, each with a library out of it by which to know that it is there. */
const windowLibraries = {
  'libgtk-3-0': 'libgtk-3.so.0',
  libnss3: 'libnss3.so',
  libasound2: 'libasound.so.2',
  libgbm1: 'libgbm.so.1',
  'libatk-bridge2.0-0': 'libatk-bridge-2.0.so.0',
  libdrm2: 'libdrm.so.2',
  libxkbcommon0: 'libxkbcommon.so.0',
  libxss1: 'libXss.so.1',
}

/** Those of them that took a new name with 64-bit time, from Debian 13 and Ubuntu 24.04 on. */
const renamed = new Set(['libgtk-3-0', 'libasound2', 'libatk-bridge2.0-0'])

/** Whether this process is root on a Unix; Chromium's sandbox refuses to run then. */
export const isRoot = process.getuid?.() === 0

/** Whether a window can be shown: always so on Windows and macOS. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Whether a program can be found on the PATH.
 * @param {string} program
 */
export function hasProgram(program) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * The libraries that `ldd` says are missing.
 * @param {string} output what ldd printed
 * @returns {string[]} such as `['libgtk-3.so.0']`, each once
 */
export function missingLibraries(output) {
  return [...new Set([...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => String(match[1])))]
}

/**
 * The libraries that a program lacks on this machine; none where there is no ldd to ask.
 * @param {string} program its path
 */
export function lacking(program) {
  if (process.platform !== 'linux') return []
  return missingLibraries(spawnSync('ldd', [program], { encoding: 'utf8' }).stdout ?? '')
}

/**
 * The packages for the window of which a list of libraries holds nothing.
 * @param {string} libraries what `ldconfig -p` printed
 * @returns {string[]} as Debian 12 calls them
 */
export function missingWindowPackages(libraries) {
  return Object.entries(windowLibraries).flatMap(([name, library]) =>
    libraries.includes(`\t${library} `) ? [] : [name],
  )
}

/** The packages for the window that this machine lacks; none where there is no ldconfig to ask. */
export function windowPackages() {
  if (process.platform !== 'linux') return []
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' })
  return stdout ? missingWindowPackages(stdout) : []
}

/**
 * Package names as this release of Debian or Ubuntu calls them.
 * @param {string[]} packages as Debian 12 calls them
 * @param {string} release what /etc/os-release holds
 */
export function packageNames(packages, release) {
  const field = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(release)?.[1] ?? ''
  const version = Number.parseFloat(field('VERSION_ID'))
  const t64 = field('ID') === 'debian' ? !(version < 13) : field('ID') === 'ubuntu' && version >= 24.04
  return packages.map((name) => (t64 && renamed.has(name) ? `${name}t64` : name))
}

/**
 * The one line that installs some packages.
 * @param {string[]} packages as Debian 12 calls them
 */
export function installLine(packages) {
  return `apt-get install -y ${namesHere(packages).join(' ')}`
}

/** @param {string[]} packages */
function namesHere(packages) {
  let release = ''
  try {
    release = readFileSync('/etc/os-release', 'utf8')
  } catch {
    // Some other system: the Debian 12 names are as good a hint as any.
  }
  return packageNames(packages, release)
}

/**
 * Sees to it that packages are there: installs them when root and on a machine with apt.
 * @param {string[]} packages those that lack, as Debian 12 calls them
 * @throws {Error} with the line to copy, when they cannot be installed from here
 */
export function install(packages) {
  if (packages.length === 0) return
  const line = installLine(packages)
  if (!isRoot || !hasProgram('apt-get')) {
    throw new Error(`Electron needs system packages that are missing here. Install them and try again:\n  sudo ${line}`)
  }
  console.log(`Electron needs system packages that are missing here. Installing them, as root:\n  ${line}`)
  const run = (/** @type {string[]} */ args) =>
    spawnSync('apt-get', [...args, '-o', 'Acquire::Retries=3'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  run(['update', '-qq'])
  if (!run(['install', '-y', '-qq', '--no-install-recommends', ...namesHere(packages)])) {
    throw new Error(`The system packages could not be installed. Try it by hand:\n  ${line}`)
  }
}
