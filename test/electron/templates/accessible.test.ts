/**
 * The tables to publish: every rule of the Analysis Function's checklist, checked by a program of its own on top of openpyxl
 * (checklist.py); and their figures against Leicestershire's Appendix A.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { templateBytes } from '../../../build/templates/make.ts'
import { fillWorkbook, readTemplate } from '../../../electron/workbook/filling/filler.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import { setContract } from '../../../shared/edits/contracts.ts'
import { addSource } from '../../../shared/edits/funding.ts'
import { addReserve, addTransfer } from '../../../shared/edits/reserves.ts'
import { setDetails } from '../../../shared/edits.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { fillTemplate } from '../../../shared/templates/index.ts'
import { shiftYear, yearFrom } from '../../../shared/years.ts'
import { samplePlan } from '../../shared/templates/sample.ts'
import { recalculated, withoutLibreOffice, withoutOpenpyxl } from '../workbook/filling/office.ts'
import { filledPaper, OfficersPlan, rowsIn, today } from './filledpaper.ts'

const Y = yearFrom(2020)
const before = shiftYear(Y, -1)
const pounds = (amount: number) => Math.round(amount * 100) as Pence
const tablesOf = (plan: Plan) => filledPaper('accessible-tables', plan)

/** The faults that the checklist finds. */
function faultsOf(bytes: Buffer): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'checklist-'))
  try {
    const file = path.join(folder, 'tables.xlsx')
    writeFileSync(file, bytes)
    const script = path.join(import.meta.dirname, 'checklist.py')
    return JSON.parse(execFileSync('/usr/bin/python3', ['-W', 'ignore', script, file]).toString())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Appendix A with a few sources, reserves and a contract. */
function leicestershire(): Plan {
  const officer = new OfficersPlan('leicestershire', ['Appendix A'])
  const { plan, newId } = officer
  const does = officer.does.bind(officer)
  const title = 'Commissioning framework & budget'
  does(setDetails(plan, { title, organisation: 'OPCC for Leicestershire', marking: 'OFFICIAL', planYear: Y }))
  const available = (amount: number, year = Y) => ({ year, pence: pounds(amount), status: 'confirmed' as const })
  const core = [available(3_100_000, before), available(3_000_000)]
  does(addSource(plan, { name: 'Core budget', kind: 'core', carry: 'yes', available: core }, newId))
  does(addSource(plan, { name: 'Victims grant', kind: 'grant', carry: 'no', available: [available(1_200_000)] }, newId))
  const opening = { year: before, pence: pounds(300_000) }
  does(addReserve(plan, { name: 'Commissioning reserve', purpose: 'Smoothing', opening }, newId))
  does(addReserve(plan, { name: 'Older reserve' }, newId))
  const [reserve] = [...plan.reserve.keys()]
  const out = { reserveId: reserve!, year: Y, direction: 'out' as const, pence: pounds(100_000.5) }
  does(addTransfer(plan, { ...out, reason: null, decision: null }, newId))
  const lineId = officer.lines('Victim First')[0]!
  does(setContract(plan, { lineId, start: '2018-04-01', end: '2021-03-31', term: '3+1+1' }))
  return plan
}

const plans: [string, () => Plan][] = [
  ['a council’s plan', leicestershire],
  ['a plan with notes and blanks', samplePlan],
  [
    'a plan with nothing in it',
    () => planOf({ plan: [{ id: 'plan', title: 'Empty', organisation: null, planYear: Y, marking: null }] }),
  ],
]

describe.skipIf(withoutOpenpyxl)('the checklist', () => {
  it.each(plans)('finds no fault with the tables of %s', async (_, plan) => {
    expect(faultsOf(await tablesOf(plan()))).toEqual([])
  })

  it.each([
    ['cambridgeshire', ['Victims awards 2017-18', 'Appendix 1']],
    ['durham', ['Priorities 2017-18']],
    ['wiltshire', ['Allocations', 'External funding']],
  ])('finds no fault with the tables of %s as imported', async (workbook, sheets) => {
    expect(faultsOf(await tablesOf(new OfficersPlan(workbook, sheets).plan))).toEqual([])
  })

  it('finds faults with papers that are not made for it', async () => {
    const faults = faultsOf(await filledPaper('commissioning-framework', leicestershire())).join('\n')
    for (const fault of [
      ...[
        'properties: no title',
        'does not open at the cover',
        'frozen panes',
        'has 0 tables',
        'header or footer only',
      ],
      ...[
        'told by its colour',
        'is Arial 10',
        'no sheet of notes',
        'hides its gridlines',
        'not marked up as a heading',
      ],
    ])
      expect(faults).toContain(fault)
  })
})

describe('the tables', () => {
  it('are the paper’s by priority, to the pound', async () => {
    const rows = rowsIn(await tablesOf(leicestershire()), 'Table_1')
    expect(rows[0]).toEqual(['Table 1: budget by priority, 2019/20 and 2020/21'])
    expect(rows.slice(4)).toEqual([
      ['Priority', 'Budget lines', '2019/20 budget (£)', '2020/21 budget (£)', 'Change (£)', 'Change (%)'],
      ['VICTIMS', 8, 1_379_712, 1_395_707, 15_995, 15_995 / 1_379_712],
      ['VULNERABLE', 11, 827_446, 705_505, -121_941, -121_941 / 827_446],
      ['PREVENTION', 17, 1_065_956, 1_052_148, -13_808, -13_808 / 1_065_956],
      ['CROSS CUTTING', 8, 1_043_436, 1_242_601, 199_165, 199_165 / 1_043_436],
      ['Total', 44, 4_316_550, 4_395_961, 79_411, 79_411 / 4_316_550],
    ])
  })

  it('have every line of the workbook with its own figures', async () => {
    const rows = rowsIn(await tablesOf(leicestershire()), 'Table_2')
    const published = rows.slice(5, -1).map((cells) => [cells[1], cells[5], cells[6]])
    const appendix = readWorkbookBytes(readFileSync('test/fixtures/workbooks/leicestershire.xlsx'), 'a.xlsx').sheets[0]!
    const at = (row: number, column: number) =>
      appendix.cells.find((cell) => cell.row === row && cell.column === column)
    const own = (row: number, column: number) => at(row, column)?.value ?? null
    let found = 0
    for (const [service, last, next] of published) {
      const row = appendix.cells.find(
        (cell) =>
          cell.column === 1 &&
          cell.text.trim() === service &&
          [last, next].every((amount, place) => (own(cell.row, 6 + place) ?? '[x]') === amount),
      )
      expect(row, `${service} ${last} ${next}`).toBeDefined()
      found++
    }
    expect(found).toBe(44)
    expect(rows.at(-1)).toEqual(['Total', '[z]', '[z]', '[z]', '[z]', 4_316_550, 4_395_961, 79_411])
  })

  it('say where the money comes from and what the reserves hold', async () => {
    const bytes = await tablesOf(leicestershire())
    expect(rowsIn(bytes, 'Table_3').slice(4)).toEqual([
      [
        ...['Source', 'Kind', 'Unspent money may be kept', '2019/20 available (£)', '2020/21 available (£)'],
        ...['2021/22 available (£)', '2020/21 allocated (£)', '2020/21 not allocated (£)'],
      ],
      ['Core budget', 'Core budget', 'Yes', 3_100_000, 3_000_000, '[x]', 0, 3_000_000],
      ['Victims grant', 'Grant', 'No', '[x]', 1_200_000, '[x]', 0, 1_200_000],
      ['Total', '[z]', '[z]', 3_100_000, 4_200_000, '[x]', 0, 4_200_000],
    ])
    expect(rowsIn(bytes, 'Table_4').slice(5)).toEqual([
      ['Commissioning reserve', 'Smoothing', '2019/20', 300_000, 0, 0, 300_000],
      ['Commissioning reserve', 'Smoothing', '2020/21', 300_000, 0, 100_000.5, 199_999.5],
      ['Older reserve', '[x]', '2020/21', '[x]', 0, 0, '[x]'],
    ])
  })

  it('list grants and contracts of the year, and what the checks found', async () => {
    const bytes = await tablesOf(leicestershire())
    const grants = rowsIn(bytes, 'Table_5').slice(5)
    const contracts = rowsIn(bytes, 'Table_6').slice(5)
    expect(grants.at(-1)).toEqual(['Total', '[z]', '[z]', '[z]', '[z]', 1_828_848])
    expect(grants[0]).toEqual([
      ...['Rutland County Council', 'Sub-misuse add on for Rutland', 'Substance misuse support', '[x]', 'VULNERABLE'],
      1_485,
    ])
    expect(contracts[0]!.slice(4)).toEqual(['1 April 2018', '31 March 2021', '31 March 2023', 558_322])
    const sum = (rows: typeof grants) => rows.slice(0, -1).reduce((total, row) => total + Number(row.at(-1)), 0)
    expect([sum(grants), sum(contracts)]).toEqual([grants.at(-1)!.at(-1), contracts.at(-1)!.at(-1)])
    expect(rowsIn(bytes, 'Table_7').slice(4, 6)).toEqual([
      ['Severity', 'Check', 'Where', 'What was found'],
      expect.arrayContaining(['Error', 'Funding gap', '2020/21']),
    ])
  })

  it('are in pounds, whatever else the export counts in', async () => {
    const bytes = Buffer.from(await templateBytes('accessible-tables'))
    const options = { today, unit: 1_000_000 as const }
    const filling = fillTemplate(leicestershire(), readTemplate(bytes, 'tables.xlsx'), options)
    const total = rowsIn(fillWorkbook(bytes, filling, 'tables.xlsx'), 'Table_1').at(-1)
    expect(total!.slice(2, 5)).toEqual([4_316_550, 4_395_961, 79_411])
  })

  it('mark notes where they apply and list them once', async () => {
    const bytes = await tablesOf(samplePlan())
    expect(rowsIn(bytes, 'Table_2')[6]!.slice(1, 3)).toEqual(['ISVA [note 1][note 2]', 'Bright Sky'])
    expect(rowsIn(bytes, 'Notes').slice(3)).toEqual([
      ['Note', 'What it says', 'Services it is about'],
      ['[note 1]', 'Half is paid by NHS England', 'ISVA'],
      ['[note 2]', 'From April', 'ISVA, =HYPERLINK("x")'],
    ])
  })

  it('have a cover with the title, who publishes it and when', async () => {
    const cover = rowsIn(await tablesOf(leicestershire()), 'Cover').map(([first]) => first)
    expect(cover.slice(0, 4)).toEqual([
      'Commissioning framework & budget',
      'OPCC for Leicestershire',
      'Tables of the commissioning budget of 2020/21, made on 31 January 2019',
      'Marking: OFFICIAL',
    ])
    expect(cover.slice(-8)).toEqual(['Notes', ...[1, 2, 3, 4, 5, 6, 7].map((number) => `Table_${number}`)])
  })

  it.skipIf(withoutLibreOffice)('have live totals that LibreOffice works out the same', async () => {
    const bytes = await tablesOf(leicestershire())
    const again = recalculated({ tables: bytes }).tables!
    const plain = (table: ReturnType<typeof rowsIn>) =>
      table.map((row) => row.map((value) => (typeof value === 'number' ? value.toFixed(6) : value)))
    for (const sheet of ['Table_1', 'Table_2', 'Table_3', 'Table_4', 'Table_5', 'Table_6'])
      expect(plain(rowsIn(again, sheet))).toEqual(plain(rowsIn(bytes, sheet)))
  })
})

describe('what is shipped', () => {
  it.each(['accessible-tables', 'allocations-and-reserves'] as const)('is %s as it is made', async (name) => {
    const shipped = readTemplate(readFileSync(`electron/templates/${name}.xlsx`), `${name}.xlsx`)
    expect(shipped).toEqual(readTemplate(Buffer.from(await templateBytes(name)), `${name}.xlsx`))
  })
})
