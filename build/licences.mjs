/**
 * The licences of everything that ships: what the bundler says it took into each bundle, and what is shipped beside the bundles.
 * A licence that is not among those agreed to stops the build.
 * Example: `await gatherLicences()` writes out/licences.json, which About shows.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** The licences that code may have here: permissive ones (Blue Oak's is that of parts of exceljs), and that of the typeface. */
const AGREED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0', 'OFL-1.1']
/** Of several, the one that is agreed to. @type {Record<string, string>} */
const CHOICES = { '(MIT OR GPL-3.0-or-later)': 'MIT', '(MIT AND Zlib)': 'MIT', '(MIT OR CC0-1.0)': 'MIT' }
/** Shipped, but not bundled by a script. */
const BESIDE = ['better-sqlite3', 'electron', '@fontsource-variable/inter']

/**
 * @typedef {object} Licence
 * @property {string} name the package
 * @property {string} version
 * @property {string} identifier as SPDX has it
 * @property {string | null} text as it came with the package
 */

/** Where each bundle's own list is written, beside it. @param {string} bundle */
export const listOf = (bundle) => ({ fileName: `licences-${bundle}.json` })

/**
 * One list out of several, by name; the same package once.
 * @param {Licence[][]} lists
 * @returns {Licence[]}
 * @throws when a licence was not agreed to
 */
export function joined(lists) {
  const all = new Map(lists.flat().map((licence) => [`${licence.name}@${licence.version}`, licence]))
  const licences = [...all.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
  for (const { name, version, identifier } of licences)
    if (!AGREED.includes(CHOICES[identifier] ?? identifier))
      throw new Error(`${name} ${version} has the licence “${identifier}”, which is not among those agreed to.`)
  return licences
}

/**
 * A package's licence as it is installed.
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<Licence>}
 */
async function installed(root, folder) {
  const at = path.join(root, 'node_modules', folder)
  const { name, version, license } = JSON.parse(await readFile(path.join(at, 'package.json'), 'utf8'))
  const file = (await readdir(at)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  return { name, version, identifier: license, text: file ? await readFile(path.join(at, file), 'utf8') : null }
}

/**
 * Joins the bundles' lists and what is shipped beside them into out/licences.json.
 * @param {string} root the project's folder
 */
export async function gatherLicences(root) {
  const out = path.join(root, 'out')
  const files = (await readdir(out, { recursive: true })).filter((file) => /licences-\w+\.json$/.test(file))
  const lists = await Promise.all(files.map(async (file) => JSON.parse(await readFile(path.join(out, file), 'utf8'))))
  const beside = await Promise.all(BESIDE.map((folder) => installed(root, folder)))
  const licences = joined([...lists, beside]).map(({ name, version, identifier, text }) => ({
    name,
    version,
    identifier,
    text: text ?? null,
  }))
  await writeFile(path.join(out, 'licences.json'), JSON.stringify(licences))
  for (const file of files) await rm(path.join(out, file))
}
