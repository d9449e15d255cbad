/**
 * Where things that take long to make are kept between runs: a folder of the user's, outside the project, so that several
 * checkouts share it. What is in it is whole: it is made in a temporary folder and then renamed.
 * Example: `await once('electron-33.2.1', async (folder) => { … })` makes that folder the first time only.
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'

/** The folder; PLANNER_CACHE_DIR moves it. Electron refuses a path with `..` in it, hence resolve. */
export const cache = path.resolve(
  process.env.PLANNER_CACHE_DIR ||
    path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'commissioning-planner'),
)

/**
 * A folder in the cache, made if it is not there yet.
 * @param {string} name names its contents and their versions
 * @param {(folder: string) => Promise<void>} make fills an empty folder; when it throws, nothing is kept
 * @returns {Promise<string>} the folder's path
 */
export async function once(name, make) {
  const folder = path.join(cache, name)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  await sweep(`${name}.making-`)
  const work = await mkdtemp(path.join(cache, `${name}.making-`))
  try {
    await make(work)
    await rename(work, folder)
  } catch (error) {
    // Another run may have finished the same folder first; then its work is as good as ours.
    if (!existsSync(folder)) throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return folder
}

/**
 * Deletes what runs that were broken off left behind, an hour later.
 * @param {string} start of the folders' names
 */
async function sweep(start) {
  for (const name of await readdir(cache)) {
    const folder = path.join(cache, name)
    if (!name.startsWith(start) || Date.now() - (await stat(folder)).mtimeMs < 3_600_000) continue
    await rm(folder, { recursive: true, force: true })
  }
}
