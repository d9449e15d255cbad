/**
 * The whole job on Leicestershire's workbook as one headless process, from its start to its end. Beside it a bare start
 * of Node.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { commands } from '../../electron/cli/commands.ts'
import { check, type Measurement, timesOf } from './measure.ts'

const WORKBOOK = join(import.meta.dirname, '../fixtures/workbooks/leicestershire.xlsx')
/** What the workbook's own grand totals say, in pence. */
const TOTALS = { '2018/19': 428_340_500, '2019/20': 431_655_000, '2020/21': 439_596_100 }

/** The parts of the command line's JSON that are checked. */
interface Shown {
  groups: { lines: unknown[] }[]
  total: { budget: Record<string, number> }
}
interface Read {
  lines: unknown[]
  stated: { outcome: string }[]
}

function node(...argv: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  check(`node ${argv[0]} (${stderr.slice(0, 300)})`, status, 0)
  return stdout
}

export async function measureJob(folder: string): Promise<Measurement> {
  let last = ''
  const times = timesOf(10, () => {
    last = mkdtempSync(join(folder, 'job-'))
    const shown = JSON.parse(node(join(import.meta.dirname, 'job.ts'), WORKBOOK, last)) as Shown
    check('lines', shown.groups.flatMap((group) => group.lines).length, 44)
    for (const [year, pence] of Object.entries(TOTALS)) check(year, shown.total.budget[year], pence)
  })
  const read = (await commands.read!.run([join(last, 'job.xlsx')], {})).json as Read
  check('lines of the exported paper', read.lines.length, 44)
  check('its figures that disagree', read.stated.filter(({ outcome }) => outcome !== 'agrees').length, 0)
  const besideTimes = timesOf(10, () => {
    node('-e', '0')
  })
  return { what: 'read, import, show, export: one process', times, beside: 'bare start of Node', besideTimes }
}
