/**
 * Other programs' view of a filled workbook: LibreOffice works it out, openpyxl opens it. Both are looked for on this
 * computer; where one is missing, its tests are skipped.
 */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const PYTHON = '/usr/bin/python3'

export const withoutOpenpyxl = spawnSync(PYTHON, ['-c', 'import openpyxl']).status !== 0
export const withoutLibreOffice = spawnSync('soffice', ['--version']).status !== 0

/** Workbooks as LibreOffice saves them, once it has worked out every formula that has no value. */
export function recalculated(files: Record<string, Buffer>): Record<string, Buffer> {
  return inFolder((folder) => {
    const names = Object.keys(files)
    const paths = names.map((_, index) => path.join(folder, `${index}.xlsx`))
    for (const [index, name] of names.entries()) writeFileSync(paths[index]!, files[name]!)
    const profile = pathToFileURL(path.join(folder, 'profile')).href
    const to = ['--convert-to', 'xlsx', '--outdir', path.join(folder, 'out')]
    execFileSync('soffice', ['--headless', `-env:UserInstallation=${profile}`, ...to, ...paths], { stdio: 'ignore' })
    return Object.fromEntries(
      names.map((name, index) => [name, readFileSync(path.join(folder, 'out', `${index}.xlsx`))]),
    )
  })
}

const OPEN = `
import json, sys, openpyxl
found = {}
for name in sys.argv[1:]:
    book = openpyxl.load_workbook(name)
    found[name] = {sheet.title: {cell.coordinate: str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None} for sheet in book.worksheets}
print(json.dumps(found))
`

/** What openpyxl sees: by file, sheet and cell, formulas with their "=". */
export function opened(files: Record<string, Buffer>): Record<string, Record<string, Record<string, string>>> {
  return inFolder((folder) => {
    const names = Object.keys(files)
    const paths = names.map((_, index) => path.join(folder, `${index}.xlsx`))
    for (const [index, name] of names.entries()) writeFileSync(paths[index]!, files[name]!)
    const found = JSON.parse(
      execFileSync(PYTHON, ['-W', 'ignore', '-c', OPEN, ...paths], { maxBuffer: 1 << 28 }).toString(),
    )
    return Object.fromEntries(names.map((name, index) => [name, found[paths[index]!]]))
  })
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'filled-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
