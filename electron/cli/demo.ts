/**
 * The whole job on the sample workbook, without a window: read, import, roll forward, set aside an underspend, export;
 * with the figures printed. Example: `planner demo --out /tmp/demo` leaves a plan and the panel paper there.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rollForward } from '../../shared/edits/nextyear.ts'
import { carryUnderspend } from '../../shared/edits/underspend.ts'
import { Funding } from '../../shared/funding.ts'
import { readTables } from '../../shared/importing/index.ts'
import { type BasisPoints, formatMoney, type Pence } from '../../shared/money.ts'
import { detailsOf, linesInOrder, type Plan, planOf } from '../../shared/plan.ts'
import { lineLabel, reserveYears, undecidedOf } from '../../shared/reserves.ts'
import { Totals } from '../../shared/totals.ts'
import { type FinancialYear, shiftYear } from '../../shared/years.ts'
import { openPlanFile } from '../file/store.ts'
import { launchWithNode, readWorkbook } from '../workbook/client.ts'
import { templateFile, writeFilled } from '../workbook/papers.ts'
import { TEMPLATES } from './commands/templates.ts'
import { importInto } from './commands.ts'
import { author, type Output } from './running.ts'
import { planText } from './text.ts'

const SAMPLE = fileURLToPath(new URL('../sample/northshire-2020-21.xlsx', import.meta.url))
const UPLIFT = 200 as BasisPoints

/** Does the whole job in a folder (a new temporary one when none is given), replacing what an earlier run left there. */
export async function demo(folder: string | null): Promise<Output> {
  if (folder) mkdirSync(folder, { recursive: true })
  const directory = folder ? resolve(folder) : mkdtempSync(join(tmpdir(), 'commissioning-planner-'))
  const planPath = join(directory, 'Northshire.cplan')
  const paperPath = join(directory, 'Northshire Appendix A.xlsx')
  rmSync(planPath, { force: true })

  const reading = readTables(await readWorkbook(SAMPLE, { launch: launchWithNode }))
  const imported = await importInto(planPath, reading)
  const file = openPlanFile(planPath, author)
  try {
    const thisYear = detailsOf(planOf(file.rows())).planYear!
    const nextYear = shiftYear(thisYear, 1)
    file.commit(rollForward(planOf(file.rows()), { to: nextYear, uplift: UPLIFT }))
    const setAside = setAsideLargest(planOf(file.rows()), thisYear)
    file.commit(setAside.change)
    const plan = planOf(file.rows())
    const template = templateFile('commissioning-framework', TEMPLATES)
    await writeFilled(plan, template, paperPath, { today: author.now().slice(0, 10) })
    const total = new Totals(plan, 'priority').total(nextYear, 'budget')
    const closing = [...plan.reserve.values()]
      .flatMap((reserve) => reserveYears(plan, reserve, new Funding(plan)))
      .find(({ year }) => year === thisYear)
    const text = [
      imported.text,
      '',
      planText(plan, 'priority', { lines: false }),
      '',
      `Rolled forward to ${nextYear} with 2%.`,
      `${setAside.sentence} Its opening balance is not known; it changes by ${formatMoney(closing?.change ?? (0 as Pence))}.`,
      `The plan is ${planPath}`,
      `The panel paper is ${paperPath}`,
    ].join('\n')
    return { text, json: { plan: planPath, paper: paperPath, year: nextYear, total } }
  } finally {
    file.close()
  }
}

/** Puts the largest underspend of the year into the commissioning reserve. */
function setAsideLargest(plan: Plan, year: FinancialYear) {
  const lines = linesInOrder(plan).map((line) => ({ line, pence: undecidedOf(plan, line.id, year) ?? (0 as Pence) }))
  const { line, pence } = lines.reduce((largest, one) => (one.pence > largest.pence ? one : largest))
  const intent = {
    lineId: line.id,
    year,
    pence,
    to: 'reserve',
    target: 'Commissioning reserve',
    decision: 'Sample 1',
  } as const
  const sentence = `Set aside ${formatMoney(pence)}, the underspend of ${lineLabel(plan, line)} in ${year}, into the commissioning reserve.`
  return { change: carryUnderspend(plan, intent, () => crypto.randomUUID()), sentence }
}
