/** What is asked for about funding, done or refused with a sentence. Example: two sources cannot both pay the rest of a line. */
import { beforeEach, describe, expect, it } from 'vitest'
import { apply, type Change, changeSchema, invert } from '../../../shared/change.ts'
import {
  addSource,
  copySplits,
  fenceNames,
  linesLacking,
  outsideSentence,
  payRests,
  payWhole,
  removeSource,
  setAvailable,
  setConfirmed,
  setSource,
  setSplit,
} from '../../../shared/edits/funding.ts'
import { blankLine, setAmount } from '../../../shared/edits.ts'
import { fundingOf } from '../../../shared/funding.ts'
import { differenceId, pairId, splitId } from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf, rowsOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'

const [y0, y1, y2] = [yearFrom(2020), yearFrom(2021), yearFrom(2022)]
const pounds = (amount: number) => (amount * 100) as Pence

let plan: Plan
let ids: number
const newId = () => `id ${++ids}`

/** Applies a Change as the plan file would: checked first, and undone and done again. */
function make(change: Change): Change {
  const checked = changeSchema.parse(JSON.parse(JSON.stringify(change)))
  const before = rowsOf(plan)
  apply(plan, checked)
  apply(plan, invert(checked))
  expect(rowsOf(plan)).toEqual(before)
  apply(plan, checked)
  return change
}

const add = (name: string, kind: 'core' | 'grant' | 'partner' | 'reserve' = 'core') => {
  make(addSource(plan, { name, kind }, newId))
  return [...plan.source.values()].find((source) => source.name === name)!.id
}

beforeEach(() => {
  ids = 0
  plan = planOf({
    plan: [{ id: 'plan', title: 'Test', organisation: null, planYear: y1, marking: null }],
    priority: [
      { id: 'v', name: 'Victims', parentId: null, position: 1 },
      { id: 'w', name: 'Young victims', parentId: 'v', position: 2 },
      { id: 'p', name: 'Prevention', parentId: null, position: 3 },
    ],
    line: [
      blankLine({ id: 'a', service: 'ISVA', priorityId: 'v', position: 1 }),
      blankLine({ id: 'b', service: 'Youth work', priorityId: 'p', position: 2 }),
      blankLine({ id: 'c', service: 'Road safety', priorityId: null, position: 3 }),
    ],
  })
  for (const year of [y1, y2])
    for (const [lineId, amount] of [['a', 500] as const, ['b', 200] as const])
      apply(plan, setAmount(plan, { lineId, year, measure: 'budget', pence: pounds(amount) }))
})

describe('sources', () => {
  it('are added at the end, with what they have and what they are tied to', () => {
    const available = [{ year: y1, pence: pounds(100), status: 'unconfirmed' as const }]
    const change = make(
      addSource(
        plan,
        { name: ' NHS England ', kind: 'partner', priorityIds: ['v'], conditions: ' ', available },
        newId,
      ),
    )
    expect(change.label).toBe('add the source NHS England')
    expect(rowsOf(plan).source).toEqual([
      {
        id: 'id 1',
        name: 'NHS England',
        kind: 'partner',
        carry: 'consent',
        reserveId: null,
        conditions: null,
        position: 1,
      },
    ])
    expect(rowsOf(plan).availability).toMatchObject([{ id: pairId('id 1', y1), pence: 10000, status: 'unconfirmed' }])
    expect(fenceNames(plan, 'id 1')).toEqual(['Victims'])
  })

  it('of kind reserve make their earmarked reserve, or find it by name', () => {
    add('Commissioning reserve', 'reserve')
    expect(rowsOf(plan).reserve).toMatchObject([
      { name: 'Commissioning reserve', openingYear: null, openingPence: null },
    ])
    make(addSource(plan, { name: 'Second draw', kind: 'reserve', reserve: 'COMMISSIONING RESERVE' }, newId))
    expect(plan.reserve.size).toBe(1)
    const [first, second] = rowsOf(plan).source
    expect(second!.reserveId).toBe(first!.reserveId)
  })

  it('need a name of their own', () => {
    const core = add('Core')
    expect(() => addSource(plan, { name: ' core ', kind: 'grant' }, newId)).toThrow('already a source “Core”')
    expect(() => addSource(plan, { name: ' ', kind: 'grant' }, newId)).toThrow('needs a name')
    expect(() => setSource(plan, core, { name: '' }, newId)).toThrow('“Core” was kept')
    make(setSource(plan, core, { name: 'CORE' }, newId))
    expect(plan.source.get(core)!.name).toBe('CORE')
  })

  it('change kind with their reserve, and their ring-fence row by row', () => {
    const id = add('Pot of gold')
    make(setSource(plan, id, { kind: 'reserve', priorityIds: ['v', 'p'] }, newId))
    expect(plan.source.get(id)!.reserveId).toBe([...plan.reserve.keys()][0])
    make(setSource(plan, id, { kind: 'grant', priorityIds: ['p'] }, newId))
    expect(plan.source.get(id)!.reserveId).toBeNull()
    expect(fenceNames(plan, id)).toEqual(['Prevention'])
    expect(setSource(plan, id, { carry: plan.source.get(id)!.carry }, newId).rows).toEqual([])
    expect(() => setSource(plan, id, { priorityIds: ['gone'] }, newId)).toThrow('no longer in the plan')
  })

  it('keep what is said of a year when its amount changes, and cannot have less than nothing', () => {
    const sourceId = add('Grant', 'grant')
    expect(() => setConfirmed(plan, { sourceId, year: y1, status: 'unconfirmed' })).toThrow('type the amount first')
    make(setAvailable(plan, { sourceId, year: y1, pence: pounds(10) }))
    make(setConfirmed(plan, { sourceId, year: y1, status: 'unconfirmed' }))
    make(setAvailable(plan, { sourceId, year: y1, pence: pounds(20) }))
    expect(plan.availability.get(pairId(sourceId, y1))).toMatchObject({ pence: 2000, status: 'unconfirmed' })
    expect(() => setAvailable(plan, { sourceId, year: y1, pence: -1 as Pence })).toThrow('less than £0')
    make(setAvailable(plan, { sourceId, year: y1, pence: null }))
    expect(plan.availability.size).toBe(0)
  })

  it('go with all that hangs on them, and leave the bids', () => {
    const sourceId = add('Grant', 'grant')
    make(setSource(plan, sourceId, { priorityIds: ['v'], available: [{ year: y1, pence: pounds(5) }] }, newId))
    make(setSplit(plan, { lineId: 'a', sourceId, year: y1, pence: 'rest' }))
    const bid = { id: 'bid', name: 'Bid', funder: null, status: 'secured' as const, lowPence: null, highPence: null }
    plan.bid.set('bid', { ...bid, firstYear: null, lastYear: null, setting: null, note: null, sourceId, position: 1 })
    make(removeSource(plan, sourceId))
    const { source, split, availability, ringFence, bid: bids } = rowsOf(plan)
    expect([source, split, availability, ringFence]).toEqual([[], [], [], []])
    expect(bids).toMatchObject([{ sourceId: null }])
  })

  it('stay where an option counts on them, or a past draw on a reserve would be forgotten', () => {
    const sourceId = add('Commissioning reserve', 'reserve')
    make(setAvailable(plan, { sourceId, year: y0, pence: pounds(5) }))
    expect(() => removeSource(plan, sourceId)).toThrow('was drawn on in 2020/21')
    make(setAvailable(plan, { sourceId, year: y0, pence: null }))
    const rowId = splitId('a', sourceId, y1)
    const row = { id: rowId, lineId: 'a', sourceId, year: y1, pence: null }
    const id = differenceId('o', 'split', rowId)
    plan.option.set('o', { id: 'o', name: '5% cut', description: null, position: 1 })
    plan.difference.set(id, { id, optionId: 'o', table: 'split', rowId, row })
    expect(() => removeSource(plan, sourceId)).toThrow('option “5% cut” counts on “Commissioning reserve”')
  })
})

describe('shares', () => {
  it('are set, let one source pay the rest, and are cleared', () => {
    const [core, nhs] = [add('Core'), add('NHS', 'partner')]
    make(setSplit(plan, { lineId: 'a', sourceId: nhs, year: y1, pence: pounds(200) }))
    expect(fundingOf(plan, 'a', y1).unfunded).toBe(pounds(300))
    expect(make(setSplit(plan, { lineId: 'a', sourceId: core, year: y1, pence: 'rest' })).label).toBe(
      'fund the rest of ISVA 2021/22 from Core',
    )
    expect(fundingOf(plan, 'a', y1)).toMatchObject({
      unfunded: 0,
      shares: new Map([
        [nhs, 20000],
        [core, 30000],
      ]),
    })
    expect(() => setSplit(plan, { lineId: 'a', sourceId: nhs, year: y1, pence: 'rest' })).toThrow(
      '“Core” already pays the rest of “ISVA” in 2021/22',
    )
    make(setSplit(plan, { lineId: 'a', sourceId: core, year: y1, pence: null }))
    expect(setSplit(plan, { lineId: 'a', sourceId: core, year: y1, pence: null }).rows).toEqual([])
    expect(fundingOf(plan, 'a', y1).unfunded).toBe(pounds(300))
  })

  it('are not below £0, unless the line is', () => {
    const sourceId = add('Core')
    const refund = { lineId: 'a', sourceId, year: y1, pence: pounds(-10) }
    expect(() => setSplit(plan, refund)).toThrow('less than £0')
    apply(plan, setAmount(plan, { lineId: 'a', year: y1, measure: 'budget', pence: pounds(-50) }))
    make(setSplit(plan, refund))
    expect(fundingOf(plan, 'a', y1).unfunded).toBe(pounds(-40))
  })

  it('of one source can be the whole line, whoever paid before', () => {
    const [core, nhs] = [add('Core'), add('NHS', 'partner')]
    make(setSplit(plan, { lineId: 'a', sourceId: nhs, year: y1, pence: pounds(200) }))
    make(payWhole(plan, { lineId: 'a', sourceId: core, year: y1 }))
    expect(fundingOf(plan, 'a', y1).shares).toEqual(new Map([[core, pounds(500)]]))
  })

  it('can be the rest of every line that lacks money, within the ring-fence', () => {
    const [core, grant] = [add('Core'), add('Grant', 'grant')]
    make(setSource(plan, grant, { priorityIds: ['v'] }, newId))
    expect(linesLacking(plan, grant, y1)).toEqual(['a'])
    make(payRests(plan, { sourceId: grant, year: y1 }))
    expect(linesLacking(plan, core, y1)).toEqual(['b'])
    make(payRests(plan, { sourceId: core, year: y1 }))
    expect(() => payRests(plan, { sourceId: core, year: y1 })).toThrow('No line that “Core” may pay for lacks money')
  })

  it('outside the ring-fence are kept, and said', () => {
    const grant = add('Grant', 'grant')
    make(setSource(plan, grant, { priorityIds: ['w', 'v'] }, newId))
    expect(outsideSentence(plan, grant, 'a')).toBeNull()
    expect(outsideSentence(plan, grant, 'b')).toBe(
      '“Grant” is ring-fenced to “Victims” and “Young victims”, and “Youth work” stands under “Prevention”.',
    )
    expect(outsideSentence(plan, grant, 'c')).toContain('“Road safety” has no priority.')
  })

  it('are copied to the next year where there is a budget and no share yet', () => {
    const [core, nhs] = [add('Core'), add('NHS', 'partner')]
    for (const lineId of ['a', 'b']) make(setSplit(plan, { lineId, sourceId: core, year: y1, pence: 'rest' }))
    make(setSplit(plan, { lineId: 'a', sourceId: nhs, year: y1, pence: pounds(200) }))
    make(setSplit(plan, { lineId: 'b', sourceId: nhs, year: y2, pence: pounds(1) }))
    expect(make(copySplits(plan, { from: y1, to: y2 })).label).toBe(
      'copy the funding of 1 line from 2021/22 to 2022/23',
    )
    expect(fundingOf(plan, 'a', y2).shares).toEqual(fundingOf(plan, 'a', y1).shares)
    expect(fundingOf(plan, 'b', y2).shares).toEqual(new Map([[nhs, pounds(1)]]))
    expect(() => copySplits(plan, { from: y1, to: y2 })).toThrow('no shares of 2021/22 to copy')
    expect(() => copySplits(plan, { from: y1, to: yearFrom(2023) })).toThrow('no shares of 2021/22 to copy')
  })

  it('of lines and sources that are gone are refused', () => {
    const core = add('Core')
    expect(() => setSplit(plan, { lineId: 'x', sourceId: core, year: y1, pence: 'rest' })).toThrow(
      'budget line is no longer',
    )
    expect(() => payWhole(plan, { lineId: 'a', sourceId: 'x', year: y1 })).toThrow('source of funding is no longer')
  })
})
