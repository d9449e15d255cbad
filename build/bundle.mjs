/**
 * Bundles the program into out/, where Electron runs it from: the window, the main process, the processes that
 * read and fill workbooks, and the preload. Does nothing when no source is newer than what is there.
 * Example: `npm run build`; out/main/main.cjs is what Electron starts.
 */
import { readdirSync, statSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gatherLicences, listOf } from './licences.mjs'

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '..')

const sources = [
  'renderer',
  'shared',
  'electron',
  'build/bundle.mjs',
  'build/licences.mjs',
  'package.json',
  'package-lock.json',
]
const outputs = [
  'out/licences.json',
  'out/renderer/index.html',
  'out/main/main.cjs',
  'out/main/reader.cjs',
  'out/main/papers.cjs',
  'out/preload/preload.cjs',
]

/**
 * What stays outside the bundles: what Electron and Node give, and better-sqlite3, which loads a binary from its own folder.
 * A part of exceljs names the last one, to read from a cloud store; it is not installed and never asked for.
 */
const external = ['electron', 'better-sqlite3', ...builtinModules, /^node:/, '@aws-sdk/client-s3']

/**
 * The newest moment at which a file or anything under a folder was changed; folders count too, so that a deletion is seen.
 * @param {string} file
 * @returns {number} milliseconds; infinite when the file is missing
 */
function newest(file) {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat) return Number.POSITIVE_INFINITY
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))))
}

/**
 * Whether every output is there and newer than every source.
 * @param {string} folder the project's folder
 */
export function isFresh(folder) {
  const made = outputs.map((file) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return Math.min(...made) > Math.max(...sources.map((file) => newest(path.join(folder, file))))
}

/**
 * The settings of a bundle that runs under Electron's Node: one CommonJS file, since a sandboxed preload may be nothing else. What is
 * only loaded when it is needed may be files of its own, so that a start need not compile it. Comments and blanks are left out for
 * the same reason; names stay, for the log.
 * @param {string} outDir
 * @param {Record<string, string>} input the bundle's name and its entry
 * @param {boolean} [splits]
 * @returns {import('vite').InlineConfig}
 */
function nodeBundle(outDir, input, splits = false) {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      license: listOf(Object.keys(input).join('-')),
      rolldownOptions: {
        input,
        external,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name].cjs',
          codeSplitting: splits,
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  }
}

/**
 * The page's script as a classic one: Chromium keeps a module compiled only as far as it ran at once, and a
 * classic script whole. The styles stay a file of their own, which is read beside it.
 * @type {import('vite').Plugin}
 */
const classicScript = {
  name: 'classic-script',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module" crossorigin', '<script defer'),
  },
}

/**
 * Bundles what the program is made of, unless it is fresh.
 * @returns {Promise<boolean>} whether anything was bundled
 * @throws when a source does not compile
 */
export async function bundle() {
  if (isFresh(root)) return false
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')])
  const clear = () => rm(path.join(root, 'out'), { recursive: true, force: true })
  await clear()
  try {
    await Promise.all([
      build({
        configFile: false,
        root: path.join(root, 'renderer'),
        base: './',
        logLevel: 'warn',
        plugins: [react(), classicScript],
        // A worker is a file of its own, beside the page's script.
        worker: { format: 'es' },
        build: {
          outDir: path.join(root, 'out/renderer'),
          emptyOutDir: true,
          target: 'chrome130',
          chunkSizeWarningLimit: 3000,
          cssCodeSplit: false,
          rolldownOptions: { output: { format: 'iife' } },
          license: listOf('window'),
        },
      }),
      build(nodeBundle('out/main', { main: 'electron/main/main.ts' }, true)),
      build(nodeBundle('out/main', { reader: 'electron/workbook/process.ts' })),
      build(nodeBundle('out/main', { papers: 'electron/workbook/paperprocess.ts' })),
      build(nodeBundle('out/preload', { preload: 'electron/preload/preload.ts' })),
    ])
    await gatherLicences(root)
    // The workbook of the example, and the program's templates, which are opened as files.
    for (const folder of ['sample', 'templates'])
      await cp(path.join(root, 'electron', folder), path.join(root, 'out', folder), { recursive: true })
  } catch (error) {
    // What a failed run leaves would pass for fresh.
    await clear()
    throw error
  }
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now()
  const built = await bundle()
  console.log(
    built
      ? `Bundled in ${((performance.now() - started) / 1000).toFixed(1)} s.`
      : 'Nothing has changed since the last bundle.',
  )
}
