/**
 * Merging copies: part by part, what belongs together together, and the same whatever order they come back in. The oracle
 * knows nothing of rows or Changes: it is a list of "this field of this row is that", with each copy's differences put in.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, invert, type RowChange, rowTo, sameRow } from '../../../shared/change.ts'
import { blankLine, removeLine, setAmount, setPriority, setText } from '../../../shared/edits.ts'
import { quietOf } from '../../../shared/merging/parts.ts'
import {
  bringsNothing,
  type Choices,
  differingRows,
  type MergedCopy,
  mergeChange,
  mergedRows,
  mergingOf,
  type Side,
} from '../../../shared/merging.ts'
import {
  amountId,
  type Row,
  references,
  splitId,
  type TableName,
  type Tables,
  tableNames,
} from '../../../shared/model.ts'
import type { Pence } from '../../../shared/money.ts'
import { type Plan, planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { changeFrom, copyOf, dumpOf, planArbitrary, type Step, settings, stepArbitrary } from '../arbitraries.ts'

const year = yearFrom(2021)
const none: Choices = new Map()
const copy: MergedCopy = { id: 'digest', name: 'Budget (Jo).cplan', who: 'Jo', step: 4, passedOver: [] }

function small(): Plan {
  const priority = { id: 'p', name: 'Victims', parentId: null, position: 1 }
  return planOf({
    priority: [priority, { ...priority, id: 'q', name: 'Prevention', position: 2 }],
    line: [
      blankLine({ id: 'a', service: 'Victim First', provider: 'Catch 22', priorityId: 'p', position: 1 }),
      blankLine({ id: 'b', service: 'ISVA', priorityId: 'p', position: 2 }),
    ],
    amount: [amount('a', 100), amount('b', 200)],
    source: ['s', 't'].map((id, index) => ({
      id,
      name: id,
      kind: 'grant' as const,
      carry: 'no' as const,
      reserveId: null,
      conditions: null,
      position: index,
    })),
  })
}

function amount(lineId: string, pence: number, expression: string | null = null): Tables['amount'] {
  const id = amountId(lineId, year, 'budget')
  return { id, lineId, year, measure: 'budget', pence: pence as Pence, expression, origin: null }
}

const put = <Name extends TableName>(plan: Plan, table: Name, row: Tables[Name]): void =>
  apply(plan, { label: 'put', rows: [rowTo(plan, table, row.id, row)] })

/** What both did since the copy was taken. */
function apart(ours: (plan: Plan) => void, theirs: (plan: Plan) => void, base = small()) {
  const [mine, other] = [copyOf(base), copyOf(base)]
  ours(mine)
  theirs(other)
  const merging = mergingOf(mine, differingRows([base], mine, other))
  const merged = (side?: Side) => {
    const plan = copyOf(mine)
    const choices = new Map(side ? merging.clashes.map(({ key }) => [key, side] as const) : [])
    apply(plan, { label: 'merge', rows: mergedRows(mine, merging, choices).rows })
    return plan
  }
  return { mine, other, merging, merged, clashes: merging.clashes.map(({ key }) => key) }
}

const setTo = (pence: number) => (plan: Plan) =>
  apply(plan, setAmount(plan, { lineId: 'a', year, measure: 'budget', pence: pence as Pence }))
const word = (field: 'provider' | 'owner', value: string) => (plan: Plan) =>
  apply(plan, setText(plan, { lineId: 'a', field, value }))
const remove = (plan: Plan) => apply(plan, removeLine(plan, 'a'))
const nothing = () => {}
const budget = (plan: Plan) => plan.amount.get(amountId('a', year, 'budget'))?.pence ?? null

describe('what comes over, what stays and what clashes', () => {
  it('two fields of a line do not clash', () => {
    const { clashes, merged } = apart(word('owner', 'Finance'), word('provider', 'Remedi'))
    expect(clashes).toEqual([])
    expect(merged().line.get('a')).toMatchObject({ owner: 'Finance', provider: 'Remedi' })
  })

  it('the same field does, and either can be chosen', () => {
    const { clashes, merged, merging } = apart(setTo(110), setTo(120))
    expect(clashes).toEqual([`amount ${amountId('a', year, 'budget')} figure`])
    expect(merging.clashes[0]!.row.bases).toEqual([amount('a', 100)])
    expect([merged('ours'), merged('theirs'), merged()].map(budget)).toEqual([110, 120, 110])
  })

  it('the same change made by both is none', () => {
    const { merging } = apart(setTo(120), setTo(120))
    expect(merging).toMatchObject({ comes: [], stays: [], clashes: [], moved: 0 })
  })

  it('what only one of us did comes or stays, removal included', () => {
    const came = apart(nothing, remove)
    expect(came.merging.comes).toHaveLength(1)
    expect(came.merging.comes[0]).toMatchObject({ kind: 'removed', row: { table: 'line', id: 'a' } })
    expect(dumpOf(came.merged())).toEqual(dumpOf(came.other))
    const stayed = apart(remove, nothing)
    expect(stayed.merging).toMatchObject({ comes: [], clashes: [] })
    expect(stayed.merging.stays).toHaveLength(1)
    expect(dumpOf(stayed.merged())).toEqual(dumpOf(stayed.mine))
  })

  it('a line comes with its figures as one thing', () => {
    const added = (plan: Plan) => {
      put(plan, 'line', blankLine({ id: 'c', service: 'New', priorityId: 'q', position: 3 }))
      put(plan, 'amount', amount('c', 5))
    }
    const { merging, merged, other } = apart(nothing, added)
    expect(merging.comes).toHaveLength(1)
    expect(merging.comes[0]!.atoms).toHaveLength(2)
    expect(dumpOf(merged())).toEqual(dumpOf(other))
  })

  it('a line removed by one and worked on by the other is one question, with all that belongs to it', () => {
    const theirs = apart(setTo(110), remove)
    expect(theirs.clashes).toEqual(['line a'])
    expect(dumpOf(theirs.merged('ours'))).toEqual(dumpOf(theirs.mine))
    expect(dumpOf(theirs.merged('theirs'))).toEqual(dumpOf(theirs.other))
    const ours = apart(remove, word('provider', 'Remedi'))
    expect(ours.clashes).toEqual(['line a'])
    expect(dumpOf(ours.merged('theirs'))).toEqual(dumpOf(ours.other))
    expect(dumpOf(ours.merged('ours'))).toEqual(dumpOf(ours.mine))
  })

  it('a priority removed by one that the other moved a line into is asked; without it the line has none', () => {
    const into = (plan: Plan) => apply(plan, setPriority(plan, { lineId: 'a', priorityId: 'q' }))
    const without = (plan: Plan) => apply(plan, { label: 'x', rows: [rowTo(plan, 'priority', 'q', null)] })
    const { clashes, merged } = apart(into, without)
    expect(clashes).toEqual(['priority q'])
    expect(merged('ours').line.get('a')!.priorityId).toBe('q')
    expect(merged('theirs').line.get('a')!.priorityId).toBeNull()
    const back = apart(without, into)
    expect(back.clashes).toEqual(['priority q'])
    expect(back.merged('theirs').line.get('a')!.priorityId).toBe('q')
    expect(back.merged('ours').line.get('a')!.priorityId).toBeNull()
  })

  it('a source removed by one that the other lets pay is one question', () => {
    const pay = (plan: Plan) =>
      put(plan, 'split', { id: splitId('a', 's', year), lineId: 'a', sourceId: 's', year, pence: 5 as Pence })
    const without = (plan: Plan) => apply(plan, { label: 'x', rows: [rowTo(plan, 'source', 's', null)] })
    const { clashes, merged, mine, other } = apart(pay, without)
    expect(clashes).toEqual(['source s'])
    expect([dumpOf(merged('ours')), dumpOf(merged('theirs'))]).toEqual([dumpOf(mine), dumpOf(other)])
  })

  it('two sources that pay the rest of one line are one question', () => {
    const rest = (sourceId: string) => (plan: Plan) =>
      put(plan, 'split', { id: splitId('a', sourceId, year), lineId: 'a', sourceId, year, pence: null })
    const { clashes, merged } = apart(rest('s'), rest('t'))
    expect(clashes).toHaveLength(1)
    expect([...merged('ours').split.values()].map(({ sourceId }) => sourceId)).toEqual(['s'])
    expect([...merged('theirs').split.values()].map(({ sourceId }) => sourceId)).toEqual(['t'])
  })

  it('priorities that would stand below each other are one question', () => {
    const below = (id: string, parentId: string) => (plan: Plan) =>
      put(plan, 'priority', { ...plan.priority.get(id)!, parentId })
    const { clashes, merged } = apart(below('p', 'q'), below('q', 'p'))
    expect(clashes).toHaveLength(1)
    const parents = (plan: Plan) => [plan.priority.get('p')!.parentId, plan.priority.get('q')!.parentId]
    expect([parents(merged('ours')), parents(merged('theirs'))]).toEqual([
      ['q', null],
      [null, 'p'],
    ])
  })

  it('a blank figure against another amount is a clash; an error in a cell is merged as its figure', () => {
    const error = (plan: Plan) => {
      const { pence: _, origin: __, ...cell } = amount('a', 0, '=1/0')
      const id = amountId('a', year, 'budget')
      apply(plan, {
        label: 'x',
        rows: [
          rowTo(plan, 'amount', id, null),
          rowTo(plan, 'formulaError', id, { ...cell, expression: '=1/0', error: 'zero' }),
        ],
      })
    }
    const clear = (plan: Plan) => apply(plan, setAmount(plan, { lineId: 'a', year, measure: 'budget', pence: null }))
    const blank = apart(setTo(110), clear)
    expect(blank.clashes).toEqual([`amount ${amountId('a', year, 'budget')}`])
    expect([budget(blank.merged('ours')), budget(blank.merged('theirs'))]).toEqual([110, null])
    const came = apart(nothing, error)
    expect(came.clashes).toEqual([])
    expect(dumpOf(came.merged())).toEqual(dumpOf(came.other))
    const clash = apart(setTo(110), error)
    expect(clash.clashes).toHaveLength(1)
    expect([...clash.merged('theirs').formulaError.values()]).toHaveLength(1)
    expect([budget(clash.merged('theirs')), clash.merged('ours').formulaError.size]).toEqual([null, 0])
  })

  it('the same arithmetic with two results is no clash, since it is worked out anew', () => {
    const result = (pence: number) => (plan: Plan) => put(plan, 'amount', amount('a', pence, '=[2020/21]*2'))
    expect(apart(result(5), result(6)).clashes).toEqual([])
  })

  it('a part that was otherwise at one of two possible moments is asked', () => {
    const [first, second] = [small(), small()]
    setTo(110)(second)
    const [mine, other] = [copyOf(first), copyOf(second)]
    const merging = mergingOf(mine, differingRows([first, second], mine, other))
    expect(merging.clashes).toHaveLength(1)
  })

  it('positions never clash', () => {
    const at = (position: number) => (plan: Plan) => put(plan, 'line', { ...plan.line.get('a')!, position })
    const { merging, merged } = apart(at(5), at(7))
    expect(merging).toMatchObject({ clashes: [], comes: [], moved: 1 })
    expect(merged().line.get('a')!.position).toBe(7)
  })

  it('a draft of the copy stays there', () => {
    const { merging } = apart(nothing, (plan) =>
      put(plan, 'draft', { id: 'd', name: 'Draft 3', date: null, position: 1 }),
    )
    expect(merging.differing).toEqual([])
  })

  it('is one Change, which remembers the copy and can be undone', () => {
    const { mine, merging, merged } = apart(setTo(110), (plan) => {
      setTo(120)(plan)
      word('provider', 'Remedi')(plan)
    })
    const change = mergeChange(mine, merging, new Map([[merging.clashes[0]!.key, 'theirs']]), copy)
    expect(change.label).toBe('merge Jo’s copy “Budget (Jo).cplan”: 2 changes')
    expect(mergeChange(mine, merging, none, copy).label).toBe('merge Jo’s copy “Budget (Jo).cplan”: 1 change')
    const plan = copyOf(mine)
    apply(plan, change)
    expect([...plan.merged.values()]).toEqual([copy])
    expect({ ...dumpOf(plan), merged: [] }).toEqual(dumpOf(merged('theirs')))
    expect(bringsNothing(plan, apart(nothing, nothing).merging, copy)).toBe(true)
    expect(bringsNothing(mine, apart(nothing, nothing).merging, copy)).toBe(false)
    apply(plan, invert(change))
    expect(dumpOf(plan)).toEqual(dumpOf(mine))
  })
})

/** "table id" or "table id field" → what it is. */
type Facts = Map<string, unknown>

/** A plan as facts. A formula error is the cell's figure; drafts are not merged. */
function factsOf(plan: Plan): Facts {
  const facts: Facts = new Map()
  for (const table of tableNames) {
    if (table === 'draft') continue
    for (const row of plan[table].values() as Iterable<Row>) {
      const name = `${table === 'formulaError' ? 'amount' : table} ${row.id}`
      facts.set(name, true)
      if (table === 'formulaError' || table === 'amount') facts.set(`${name} figure`, row)
      else
        for (const [field, value] of Object.entries(row))
          if (field === 'extra')
            for (const [heading, text] of Object.entries(value as object)) facts.set(`${name} extra ${heading}`, text)
          else facts.set(`${name} ${field}`, value)
    }
  }
  return facts
}

/** The base with every copy's differences put in; null where two of them put in different things. */
function oracle(base: Plan, copies: readonly Plan[]): Facts | null {
  const was = factsOf(base)
  const differences = new Map<string, unknown>()
  for (const one of copies.map(factsOf))
    for (const name of new Set([...was.keys(), ...one.keys()])) {
      const value = one.get(name)
      if (sameRow(was.get(name), value)) continue
      const field = name.split(' ').at(-1)!
      const quiet = field === 'position' || field === 'origin'
      const held = differences.get(name)
      if (differences.has(name) && !sameRow(held, value)) {
        if (!quiet && !sameArithmetic(held, value)) return null
        const both = field === 'position' ? Math.max(held as number, value as number) : laterOf(held, value)
        differences.set(name, held === undefined || value === undefined ? undefined : both)
      } else differences.set(name, value)
    }
  const merged = new Map(was)
  for (const [name, value] of differences)
    if (value === undefined) merged.delete(name)
    else merged.set(name, value)
  return merged
}

const sameArithmetic = (one: unknown, other: unknown) => {
  const [mine, their] = [one, other] as ({ expression?: string | null } | undefined)[]
  return mine?.expression != null && mine.expression === their?.expression
}

const laterOf = (one: unknown, other: unknown) => (JSON.stringify(one) > JSON.stringify(other) ? one : other)

const threeArbitrary = fc.tuple(
  planArbitrary,
  fc.array(fc.array(stepArbitrary, { maxLength: 6 }), { minLength: 3, maxLength: 3 }),
)

/** What one person does in a copy; whatever they add has an id of their own. */
function worked(given: Plan, steps: readonly Step[], who: number): Plan {
  const base = withoutDoubles(given)
  const plan = copyOf(base)
  for (const step of steps) {
    const change = changeFrom(plan, step)
    const renamed = JSON.parse(JSON.stringify(change.rows), (_, value) => value) as RowChange[]
    apply(plan, { label: change.label, rows: renamedFor(base, plan, renamed, who) })
  }
  return withoutDoubles(plan)
}

/** A plan without formula errors beside amounts, which the program never makes. */
function withoutDoubles(given: Plan): Plan {
  const plan = copyOf(given)
  for (const id of [...plan.formulaError.keys()]) if (plan.amount.has(id)) plan.formulaError.delete(id)
  return plan
}

/** Ids are made by counting, so two people would give the same to different rows: theirs get their number in front. */
function renamedFor(base: Plan, plan: Plan, rows: RowChange[], who: number): RowChange[] {
  const made = rows.flatMap(({ table, id, before }) =>
    before === null && / \d+$/.test(id) && id.startsWith(table) && !base[table].has(id) ? [id] : [],
  )
  if (made.length === 0) return rows
  const longest = made.toSorted((a, b) => b.length - a.length)
  const text = JSON.stringify(rows, (_, value) =>
    typeof value === 'string'
      ? longest.reduce((held, id) => held.replace(new RegExp(`(?<![\\w:])${id}(?!\\d)`, 'g'), `${who}:${id}`), value)
      : value,
  )
  const renamed = JSON.parse(text) as RowChange[]
  return renamed.filter(({ table, id, before }) => before !== null || !plan[table].has(id))
}

/** Merges copies one after another. @returns null as soon as something clashes */
function inTurn(base: Plan, copies: readonly Plan[]): Plan | null {
  const [first, ...others] = copies as [Plan, ...Plan[]]
  const plan = copyOf(first)
  for (const other of others) {
    const merging = mergingOf(plan, differingRows([base], plan, other))
    if (merging.clashes.length > 0) return null
    apply(plan, { label: 'merge', rows: mergedRows(plan, merging, none).rows })
  }
  return plan
}

/** Every reference is to a row that is there, and no cell has both an amount and an error. */
function isWhole(plan: Plan): boolean {
  return (
    references.every(([from, column, target]) =>
      [...(plan[from].values() as Iterable<Row>)].every((row) => {
        const named = (row as unknown as Record<string, string | null>)[column]
        return named == null || plan[target].has(named)
      }),
    ) && [...plan.formulaError.keys()].every((id) => !plan.amount.has(id))
  )
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

describe('three copies that come back', () => {
  it('give the same plan in any order where nothing clashes, which is the oracle’s', () => {
    let merged = 0
    fc.assert(
      fc.property(threeArbitrary, (given) => {
        const [made, steps] = given
        const base = withoutDoubles(made)
        const copies = steps.map((own, who) => worked(base, own, who))
        const results = orders.map((order) =>
          inTurn(
            base,
            order.map((index) => copies[index]!),
          ),
        )
        const expected = oracle(base, copies)
        for (const plan of results) {
          if (plan === null) continue
          merged++
          expect(isWhole(plan)).toBe(true)
          expect(expected).not.toBeNull()
          expect(new Map([...factsOf(plan)].sort())).toEqual(new Map([...expected!].sort()))
        }
        expect(new Set(results.map((plan) => plan === null)).size).toBe(1)
      }),
      { ...settings, numRuns: 300 },
    )
    expect(merged).toBeGreaterThan(300)
  })

  it('whatever is chosen leaves a whole plan, which undo takes back', () => {
    let clashing = 0
    fc.assert(
      fc.property(
        planArbitrary,
        fc.array(stepArbitrary, { minLength: 6, maxLength: 30 }),
        fc.array(stepArbitrary, { minLength: 6, maxLength: 30 }),
        fc.infiniteStream(fc.boolean()),
        (made, mine, other, coins) => {
          const base = withoutDoubles(made)
          const [ours, theirs] = [worked(base, mine, 0), worked(base, other, 1)]
          const merging = mergingOf(ours, differingRows([base], ours, theirs))
          const choices = new Map(
            merging.clashes.map(({ key }) => [key, coins.next().value ? 'theirs' : 'ours'] as const),
          )
          if (merging.clashes.length > 0) clashing++
          expect(new Set(merging.clashes.map(({ key }) => key)).size).toBe(merging.clashes.length)
          const change = mergeChange(ours, merging, choices, copy)
          const plan = copyOf(ours)
          apply(plan, change)
          expect(isWhole(plan)).toBe(true)
          apply(plan, invert(change))
          expect(dumpOf(plan)).toEqual(dumpOf(ours))
          const theirAll = new Map(merging.clashes.map(({ key }) => [key, 'theirs'] as const))
          const taken = copyOf(ours)
          apply(taken, { label: 'merge', rows: mergedRows(ours, merging, theirAll).rows })
          const back = mergingOf(taken, differingRows([theirs], taken, theirs))
          expect({ clashes: back.clashes, comes: back.comes, moved: back.moved }).toEqual({
            clashes: [],
            comes: [],
            moved: 0,
          })
        },
      ),
      { ...settings, numRuns: 300 },
    )
    expect(clashing).toBeGreaterThan(30)
  })

  it('knows the quiet fields that the oracle knows', () => {
    expect(new Set(tableNames.flatMap(quietOf))).toEqual(new Set(['position', 'origin']))
  })
})
