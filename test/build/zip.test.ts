/** The zip that a runtime comes in is unpacked whole, with permissions and links, or not at all. */
import { lstat, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unzip } from '../../build/zip.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'planner-zip-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Writes a zip into the test's folder and gives its path. */
async function zipOf(files: Parameters<typeof zipSync>[0]): Promise<string> {
  const file = path.join(folder, 'some.zip')
  await writeFile(file, zipSync(files))
  return file
}

describe('unzip', () => {
  const long = 'budget line '.repeat(20_000)

  it('gives back every wanted file as it was', async () => {
    const zip = await zipOf({
      'app/run': [strToU8('#!/bin/sh\n'), { os: 3, attrs: 0o100755 << 16 }],
      'app/long.txt': strToU8(long),
      'app/stored.bin': [strToU8('as it is'), { level: 0 }],
      'app/empty': strToU8(''),
      'app/link': [strToU8('run'), { os: 3, attrs: 0o120777 << 16 }],
      'other/left-out': strToU8('no'),
    })
    await unzip(zip, path.join(folder, 'to'), (name) => name.startsWith('app/'))
    const at = (name: string) => path.join(folder, 'to', name)
    expect(await readFile(at('app/long.txt'), 'utf8')).toBe(long)
    expect(await readFile(at('app/stored.bin'), 'utf8')).toBe('as it is')
    expect(await readFile(at('app/empty'), 'utf8')).toBe('')
    expect((await lstat(at('app/run'))).mode & 0o777).toBe(0o755)
    expect(await readlink(at('app/link'))).toBe('run')
    await expect(lstat(at('other'))).rejects.toThrow('ENOENT')
  })

  it('refuses an entry that would land outside the folder', async () => {
    const zip = await zipOf({ '../outside.txt': strToU8('no') })
    await expect(unzip(zip, path.join(folder, 'to'))).rejects.toThrow('outside its folder')
    await expect(lstat(path.join(folder, 'outside.txt'))).rejects.toThrow('ENOENT')
  })

  it('notices a damaged entry', async () => {
    const zip = await zipOf({ 'a.txt': [strToU8('twelve pounds'), { level: 0 }] })
    const bytes = await readFile(zip)
    bytes.write('twenty', bytes.indexOf('twelve'))
    await writeFile(zip, bytes)
    await expect(unzip(zip, path.join(folder, 'to'))).rejects.toThrow('damaged')
  })

  it('refuses what is not a zip', async () => {
    const file = path.join(folder, 'some.zip')
    await writeFile(file, 'Service,Provider,2020/21\n')
    await expect(unzip(file, path.join(folder, 'to'))).rejects.toThrow('not a zip')
  })
})
