/** What the machine lacks is read from what its own programs print, and named as its release names it. */
import { describe, expect, it } from 'vitest'
import { failedToday } from '../../build/runtime.mjs'
import { sqliteDefines } from '../../build/sqlite.mjs'
import { missingLibraries, missingWindowPackages, packageNames } from '../../build/system.mjs'

describe('missing libraries', () => {
  it('are those that ldd does not find, each once', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd3d5f2000)',
      '\tlibnss3.so => not found',
      '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2)',
    ].join('\n')
    expect(missingLibraries(output)).toEqual(['libnss3.so', 'libgtk-3.so.0'])
  })

  it('are none where ldd has nothing to say', () => {
    expect(missingLibraries('\tnot a dynamic executable\n')).toEqual([])
    expect(missingLibraries('')).toEqual([])
  })
})

describe('packages for the window', () => {
  it('are those of which the machine has no library', () => {
    const libraries = ['gtk-3.so.0', 'asound.so.2', 'gbm.so.1', 'atk-bridge-2.0.so.0', 'xkbcommon.so.0', 'Xss.so.1']
      .map((name) => `\tlib${name} (libc6,x86-64) => /lib/x86_64-linux-gnu/lib${name}\n`)
      .join('')
    expect(missingWindowPackages(libraries)).toEqual(['libnss3', 'libdrm2'])
    expect(missingWindowPackages('')).toHaveLength(8)
  })
})

describe('package names', () => {
  const names = ['xvfb', 'libasound2']
  it.each([
    ['Debian 12', 'ID=debian\nVERSION_ID="12"\n', names],
    ['Debian 13', 'PRETTY_NAME="Debian"\nVERSION_ID="13"\nID=debian\n', ['xvfb', 'libasound2t64']],
    ['Debian’s testing, which has no number', 'ID=debian\n', ['xvfb', 'libasound2t64']],
    ['Ubuntu 22.04', 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n', names],
    ['Ubuntu 24.04', 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n', ['xvfb', 'libasound2t64']],
    ['another system', '', names],
  ])('are those of %s', (_, release, expected) => {
    expect(packageNames(names, release)).toEqual(expected)
  })
})

describe('a download that failed', () => {
  const evening = new Date('2026-11-21T21:00:00Z')
  it('is not tried again on the same day, but on the next one and for another version', () => {
    expect(failedToday('45.4.1 2026-11-21', '45.4.1', evening)).toBe(true)
    expect(failedToday('45.4.1 2026-11-20', '45.4.1', evening)).toBe(false)
    expect(failedToday('45.4.0 2026-11-21', '45.4.1', evening)).toBe(false)
    expect(failedToday('', '45.4.1', evening)).toBe(false)
  })
})

describe('the settings of SQLite', () => {
  it('are passed on as better-sqlite3 has them', () => {
    const gypi =
      "# GENERATED\n{\n  'defines': [\n    'SQLITE_DQS=0',\n    'SQLITE_DEFAULT_CACHE_SIZE=-16000',\n    'SQLITE_SOUNDEX',\n  ],\n}\n"
    expect(sqliteDefines(gypi)).toEqual(['-DSQLITE_DQS=0', '-DSQLITE_DEFAULT_CACHE_SIZE=-16000', '-DSQLITE_SOUNDEX'])
  })
})
