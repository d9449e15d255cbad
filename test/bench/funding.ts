/**
 * One edit until every figure on the screen is right again: subtotals, totals, sources, gaps, reserves and checks of a plan
 * with 10,000 lines, 20 sources, 5 years and 3 options. Beside it the same sums as formulas: HyperFormula, which also
 * recalculates what an edit touches, and LibreOffice, which recalculates the workbook.
 */
import { apply } from '../../shared/change.ts'
import { setAmount } from '../../shared/edits.ts'
import { Figures } from '../../shared/figures.ts'
import type { Pence } from '../../shared/money.ts'
import { intoOption, Shown } from '../../shared/options.ts'
import { amountOf, type Plan } from '../../shared/plan.ts'
import { reserveYears } from '../../shared/reserves.ts'
import { formulasOf, hyperFormula, libreOfficeTimes } from './formulas.ts'
import { fundedPlan, fundedYears } from './large.ts'
import { check, type Measurement, timesOf } from './measure.ts'

const ROUNDS = 3_000

/** Everything that is shown of the figures, read as a screen would. */
function readAll(plan: Plan, figures: Figures) {
  const seen: number[] = []
  for (const year of fundedYears) {
    seen.push(figures.totals.total(year, 'budget') ?? 0, figures.funding.year(year).gap)
    for (const { id } of plan.priority.values()) seen.push(figures.totals.subtotal(id, year, 'budget') ?? 0)
    for (const source of plan.source.values()) seen.push(figures.funding.source(source, year).allocated)
  }
  for (const reserve of plan.reserve.values())
    for (const { closing } of reserveYears(plan, reserve, figures.funding)) seen.push(closing ?? 0)
  const counts = figures.checks.counts()
  return { seen, counts }
}

const editOf = (round: number, lines: readonly string[]) => ({
  lineId: lines[(round * 7919) % lines.length]!,
  year: fundedYears[round % fundedYears.length]!,
  measure: 'budget' as const,
  pence: (200_000 + round * 101) as Pence,
})

/** @param optionId the option that is switched on, or null */
function ours(optionId: string | null) {
  const shown = new Shown(fundedPlan())
  shown.switchTo(optionId)
  const { plan } = shown
  const figures = new Figures(plan, 'priority')
  const lines = [...plan.line.keys()]
  readAll(plan, figures)
  const times = timesOf(ROUNDS, (round) => {
    const planned = setAmount(plan, editOf(round, lines))
    const change = optionId === null ? planned : intoOption(shown.base, optionId, planned)
    apply(shown.base, change)
    figures.update(shown.update(change))
    readAll(plan, figures)
  })
  const scratch = readAll(plan, new Figures(plan, 'priority'))
  check('figures from scratch', JSON.stringify(readAll(plan, figures)), JSON.stringify(scratch))
  return { plan, times, lines }
}

/** @param folder for LibreOffice's workbooks */
export async function measureFunding(folder: string): Promise<Measurement[]> {
  const base = ours(null)
  const option = ours('option 1')
  const measured: Measurement[] = []
  const engine = await hyperFormula(formulasOf(fundedPlan()))
  if (engine) {
    const besideTimes = timesOf(5, (round) => {
      const { lineId, year, pence } = editOf(round, base.lines)
      engine.set(base.lines.indexOf(lineId), fundedYears.indexOf(year), pence)
      engine.read()
    })
    // Once more with every edit that ours had, so that both have come to the same plan.
    for (const [row, lineId] of base.lines.entries())
      for (const [column, year] of fundedYears.entries())
        engine.put(row, column, amountOf(base.plan, lineId, year, 'budget')!)
    const figures = new Figures(base.plan, 'priority')
    const { seen } = readAll(base.plan, figures)
    check('figures that HyperFormula has', JSON.stringify(engine.read()), JSON.stringify(seen))
    const beside = 'HyperFormula 3.5, same sums'
    measured.push({ what: 'edit → every figure, 10,000 lines', times: base.times, beside, besideTimes })
    measured.push({ what: 'the same with an option switched on', times: option.times, beside, besideTimes })
  }
  const office = await libreOfficeTimes(
    folder,
    formulasOf(base.plan),
    readAll(base.plan, new Figures(base.plan, 'priority')).seen,
  )
  if (office)
    measured.push({
      what: 'edit → every figure, 10,000 lines',
      times: base.times,
      beside: 'LibreOffice recalculates',
      besideTimes: office,
    })
  return measured
}
