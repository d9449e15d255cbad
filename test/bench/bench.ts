/**
 * How fast it is: `npm run bench`. Every answer is checked before its time is printed, and every figure has a ratio to
 * something measured in the same run. Nothing here fails for being slow. `npm run bench -- window` measures the window alone,
 * `npm run bench -- start` the start of the packed program alone.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureCommits } from './disk.ts'
import { measureExporting } from './exporting.ts'
import { measureFilling } from './filling.ts'
import { measureFunding } from './funding.ts'
import { tableOf } from './measure.ts'
import { measureEdits } from './memory.ts'
import { measureJob } from './process.ts'
import { measureReading } from './reading.ts'
import { measureStart } from './start.ts'
import { measureWindow } from './window.ts'

const folder = mkdtempSync(join(tmpdir(), 'planner-bench-'))
try {
  const only = process.argv[2]
  const measured = only
    ? []
    : [
        measureEdits(),
        ...(await measureFunding(folder)),
        measureCommits(folder),
        await measureJob(folder),
        ...(await measureReading(folder)),
        ...(await measureFilling(folder)),
        ...(await measureExporting(folder)),
      ]
  const said: string[] = []
  for (const [name, measure] of [
    ['start', measureStart],
    ['window', measureWindow],
  ] as const) {
    if (only && only !== name) continue
    const found = await measure(folder)
    measured.push(...found.table)
    said.push(...found.said)
  }
  process.stdout.write(`${tableOf(measured)}\n${said.join('\n')}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
