/** The program is bundled again exactly when something of it has changed since. */
import { mkdir, mkdtemp, rm, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isFresh } from '../../build/bundle.mjs'

const before = [
  'renderer/main.tsx',
  'shared/money.ts',
  'electron/main/main.ts',
  'build/bundle.mjs',
  'build/licences.mjs',
  'package.json',
  'package-lock.json',
]
const made = [
  'out/renderer/index.html',
  'out/main/main.cjs',
  'out/main/reader.cjs',
  'out/main/papers.cjs',
  'out/preload/preload.cjs',
  'out/licences.json',
]

let project: string
const at = (file: string) => path.join(project, file)

/** Sets when a file was changed, in seconds. */
const touch = (file: string, second: number) => utimes(at(file), second, second)

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'planner-bundle-'))
  for (const file of [...before, ...made]) {
    await mkdir(path.dirname(at(file)), { recursive: true })
    await writeFile(at(file), '')
    await touch(file, before.includes(file) ? 1000 : 2000)
  }
  for (const folder of ['renderer', 'shared', 'electron', 'electron/main']) await touch(folder, 1000)
})
afterEach(() => rm(project, { recursive: true }))

it('is fresh when every output is newer than every source', () => {
  expect(isFresh(project)).toBe(true)
})

it.each([...before, 'electron'])('is not fresh once %s has changed', async (file) => {
  await touch(file, 3000)
  expect(isFresh(project)).toBe(false)
})

it.each(made)('is not fresh without %s', async (file) => {
  await unlink(at(file))
  expect(isFresh(project)).toBe(false)
})

it('is not fresh once a source was deleted', async () => {
  await unlink(at('shared/money.ts'))
  expect(isFresh(project)).toBe(false)
})
