/** The note that figures may not add up stands only where they do not, as they are shown. */
import { describe, expect, it } from 'vitest'
import { blankLine } from '../../../shared/edits.ts'
import { pairId } from '../../../shared/model.ts'
import { planOf } from '../../../shared/plan.ts'
import { paper } from './paper.ts'
import { figure, pounds, Y } from './sample.ts'

const NOTE = 'Figures may not add up because of rounding.'

/** Lines of so many pounds, each in a priority of its own. */
function planWith(amounts: number[], { core, opening }: { core?: number; opening?: number } = {}) {
  return planOf({
    plan: [{ id: 'plan', title: 'Plan', organisation: null, planYear: Y, marking: null }],
    priority: amounts.map((_, place) => ({ id: `p${place}`, name: `P${place}`, parentId: null, position: place })),
    line: amounts.map((_, place) =>
      blankLine({ id: `l${place}`, position: place, priorityId: `p${place}`, service: `S${place}` }),
    ),
    amount: amounts.map((amount, place) => figure(`l${place}`, Y, amount)),
    source: [{ id: 'core', name: 'Core', kind: 'core', carry: 'yes', reserveId: null, conditions: null, position: 1 }],
    availability:
      core === undefined
        ? []
        : [{ id: pairId('core', Y), sourceId: 'core', year: Y, pence: pounds(core), status: 'confirmed', note: null }],
    reserve:
      opening === undefined
        ? []
        : [
            {
              ...{ id: 'r', name: 'R', purpose: null, openingYear: Y, openingPence: pounds(opening) },
              ...{ minimumPence: null, position: 1, category: null },
            },
          ],
    transfer:
      opening === undefined
        ? []
        : [{ id: 't', reserveId: 'r', year: Y, direction: 'in', pence: pounds(400), reason: null, decision: null }],
  })
}

const lines = [
  ['{{line.service}}', '{{line.budget Y in £m}}'],
  ['Total', '{{total.budget Y in £m}}'],
  ['{{#if total.rounding}}{{total.rounding}}'],
]
const said = (plan: Parameters<typeof paper>[0], rows: (string | null)[][]) =>
  paper(plan, rows)
    .flat()
    .some((value) => value === NOTE)

describe('a total', () => {
  it('that does not equal what is shown above it has the note', () => {
    expect(said(planWith([710_400, 484_300, 451_300]), lines)).toBe(true)
    expect(paper(planWith([710_400, 484_300, 451_300]), lines).at(-1)).toEqual([NOTE])
  })

  it('that does has none, and no empty row', () => {
    expect(paper(planWith([629_000, 623_000, 599_000]), lines)).toHaveLength(4)
    expect(said(planWith([629_000, 623_000, 599_000]), lines)).toBe(false)
  })

  it('of groups without their lines is looked at too, below a row between them', () => {
    const groups = [
      ['{{priority.name}}', '{{subtotal.budget Y in £m}}'],
      ['–'],
      ['Total', '{{total.budget Y in £m}}'],
      ['{{#if total.rounding}}{{total.rounding}}'],
    ]
    expect(said(planWith([710_400, 484_300, 451_300]), groups)).toBe(true)
    expect(said(planWith([710_000, 484_000, 451_000]), groups)).toBe(false)
  })

  it('counts as it is shown: to so many places, in thousands, in pounds to the penny', () => {
    const shown = (as: string) => lines.map((row) => row.map((cell) => cell.replace('in £m', as)))
    const plan = planWith([1_000.4, 1_000.4])
    expect(said(plan, shown('in £ to 0 places'))).toBe(true)
    expect(said(plan, shown('in £'))).toBe(false)
    expect(said(plan, shown('in £000'))).toBe(false)
    expect(said(planWith([1_400, 1_400]), shown('in £000'))).toBe(true)
    expect(said(planWith([1_400, 1_400]), shown('in £000 to 1 place'))).toBe(false)
  })

  it('of part of the lines is not a matter of rounding', () => {
    const part = [['{{line.service where service=S0}}', '{{line.budget Y in £m}}'], ['–'], ...lines.slice(1)]
    expect(said(planWith([710_400, 484_300]), part)).toBe(false)
  })
})

describe('what is available, and reserves', () => {
  const sources = [
    ['{{source.name}}', '{{source.available Y in £m}}'],
    ['Gap', '{{total.gap Y in £m}}'],
    ['{{#if total.rounding}}{{total.rounding}}'],
  ]
  it('a gap is what is asked for less what is available, as both are shown', () => {
    expect(said(planWith([1_400, 1_000], { core: 1_000 }), sources)).toBe(false)
    expect(said(planWith([1_400], { core: 600 }), sources)).toBe(true)
  })

  const reserves = [
    ['{{reserve.name}}', '{{reserve.opening Y in £m}}', '{{reserve.in Y in £m}}', '{{reserve.closing Y in £m}}'],
    ['{{#if total.rounding}}{{total.rounding}}'],
  ]
  it('an opening with what goes in and out is the closing', () => {
    expect(said(planWith([1], { opening: 1_400 }), reserves)).toBe(true)
    expect(said(planWith([1], { opening: 1_000 }), reserves)).toBe(false)
  })
})
