/**
 * The whole job on Leicestershire's workbook as one headless process, from its start to its end. Beside it
 * LibreOffice, headless, which opens the same workbook and saves it again; where it is missing, a bare start of Node.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { commands } from '../../electron/cli/commands.ts'
import { check, type Measurement, type Times, timesOf } from './measure.ts'

const WORKBOOK = join(import.meta.dirname, '../fixtures/workbooks/leicestershire.xlsx')
const SOFFICE = '/usr/bin/soffice'
/** What the workbook's own grand totals say, in pence. */
const TOTALS = { '2018/19': 428_340_500, '2019/20': 431_655_000, '2020/21': 439_596_100 }

/** The parts of the command line's JSON that are checked. */
interface Shown {
  groups: { lines: { budget: Record<string, number> }[] }[]
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
    const lines = shown.groups.flatMap((group) => group.lines)
    check('lines', lines.length, 44)
    for (const { budget } of lines)
      if (budget['2020/21'] !== undefined)
        check('2% more', budget['2021/22'], Math.round((budget['2020/21'] * 102) / 100))
    for (const [year, pence] of Object.entries(TOTALS)) check(year, shown.total.budget[year], pence)
  })
  const read = (await commands.read!.run([join(last, 'job.xlsx')], {})).json as Read
  check('lines of the exported paper', read.lines.length, 44)
  check('its figures that disagree', read.stated.filter(({ outcome }) => outcome !== 'agrees').length, 0)
  const what = 'the whole job on Leicestershire: read, import, roll forward, export'
  if (existsSync(SOFFICE)) return { what, times, beside: 'LibreOffice opens and saves it', besideTimes: saved(folder) }
  const besideTimes = timesOf(10, () => void node('-e', '0'))
  return { what, times, beside: 'bare start of Node', besideTimes }
}

/** LibreOffice opening the workbook and saving it again, in a profile of its own that is made before. */
function saved(folder: string): Times {
  const [profile, out] = [join(folder, 'office of the job'), join(folder, 'saved')]
  mkdirSync(profile, { recursive: true })
  const file = join(out, 'leicestershire.xlsx')
  const save = () => {
    rmSync(file, { force: true })
    const own = `-env:UserInstallation=${pathToFileURL(profile)}`
    spawnSync(SOFFICE, [own, '--headless', '--convert-to', 'xlsx', '--outdir', out, WORKBOOK])
    check('the workbook that LibreOffice saved is there', existsSync(file), true)
  }
  save()
  return timesOf(10, save)
}
