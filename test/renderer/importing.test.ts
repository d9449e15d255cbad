/**
 * What the import dialog works out before it draws: the fate of each cell, the choices of a column, and what a draft of an
 * import comes to. Example: a stated sum that differs is ≠, and its label with it.
 */
import { describe, expect, it, vi } from 'vitest'
import { ImportClient, Latest, piecesOf, readApart, type WorkerLike } from '../../renderer/importing/client.ts'
import { fatesOf, spotOf } from '../../renderer/importing/fates.ts'
import {
  choiceOf,
  columnsOfDraft,
  draftsOf,
  headingsOf,
  markedTable,
  nameOf,
  readRows,
  withColumn,
  withYear,
  yearsAround,
} from '../../renderer/importing/mapping.ts'
import type { FromWorker, ToWorker, View } from '../../renderer/importing/messages.ts'
import { ImportSession, readDraft, rememberedMappings, toRemember } from '../../renderer/importing/session.ts'
import { untouched, withTick } from '../../renderer/importing/ticks.ts'
import { apply, type Change, invert } from '../../shared/change.ts'
import { readTables } from '../../shared/importing/index.ts'
import { openedWorkbook } from '../../shared/ipc.ts'
import type { Pence } from '../../shared/money.ts'
import { planOf, rowsOf } from '../../shared/plan.ts'
import { sheetOf, workbookOf } from '../shared/importing/sheets.ts'
import { planRows, Y1, Y2 } from './fixtures.ts'

const budget = workbookOf({
  Budget: [
    ['Northshire 2020/21'],
    ['Service', 'Provider', '2020/21 budget (£)', 'Remark'],
    [{ b: 'VICTIMS' }],
    ['Helpline', 'Harbour Trust', 1200, 'agreed'],
    ['Shelter', 'Safe Haven', '£3,0000'],
    ['Victims subtotal', null, 1300],
    ['Total', null, { f: 'SUM(C4:C5)', v: 1200 }],
    [null],
    ['Prepared for the panel'],
  ],
})
const byHand = workbookOf({
  Grants: [
    ['What', 'Who', 'This time'],
    ['Helpline', 'Harbour Trust', '12,000'],
    ['Shelter', 'Safe Haven', '8,000'],
  ],
})
const everything = { sheets: ['Grants'], mappings: {}, corrections: [] }

describe('the fates of a sheet’s cells', () => {
  const [sheet] = budget.sheets
  const fates = fatesOf(sheet!, readTables(budget))
  const kindAt = (cell: string) => fates.get(cell)?.kind

  it('are one for every cell', () => {
    expect(fates.size).toBe(sheet!.cells.length)
    expect([kindAt('A1'), kindAt('A2'), kindAt('D2'), kindAt('A3'), kindAt('A4'), kindAt('C4'), kindAt('D4')]).toEqual([
      'skipped',
      'heading',
      'heading',
      'section',
      'line',
      'line',
      'line',
    ])
    expect([kindAt('C5'), kindAt('A5'), kindAt('C6'), kindAt('A6'), kindAt('A9')]).toEqual([
      'problem',
      'line',
      'differs',
      'differs',
      'skipped',
    ])
  })

  it('are those of its own table where two stand side by side', () => {
    const beside = workbookOf({
      Budget: [
        ['Grant', '2020/21 (£)', null, 'Contract', '2020/21 (£)'],
        ['Helpline', 100, null, 'Rangers', 10],
        ['Total', 100, null, 'Marshals', 20],
        [null, null, null, 'Total', 30],
      ],
    })
    const own = fatesOf(beside.sheets[0]!, readTables(beside))
    expect(['A3', 'B3', 'D3', 'E3', 'D4', 'E4'].map((at) => own.get(at)?.kind)).toEqual([
      'agrees',
      'agrees',
      'line',
      'line',
      'agrees',
      'agrees',
    ])
  })

  it('are told in words', () => {
    expect(fates.get('C2')!.words).toBe('Heading, read as budget 2020/21')
    expect(fates.get('C4')!.words).toBe('Helpline, budget of 2020/21')
    expect(fates.get('A1')!.words).toBe('Skipped: title')
  })

  it('stand where a report says', () => {
    expect(spotOf({ sheet: 'Budget', cell: 'AB12' })).toEqual({ row: 12, column: 28 })
    expect(spotOf({ sheet: 'Budget', row: 3 })).toEqual({ row: 3, column: 1 })
  })
})

describe('the choices of a column', () => {
  it.each([
    'service',
    'sub-priority',
    'budget 2018/19',
    'forecast',
    'total across',
    'budget 2018/19: South',
    'extra: Remark',
  ])('are those of its name: %s', (name) => {
    expect(nameOf(choiceOf(name), 'Remark')).toBe(name)
  })

  it('are there for every column below the headings, also one without a heading', () => {
    const [sheet] = workbookOf({
      A: [
        ['Service', '2020/21'],
        ['Helpline', 100, 'late'],
      ],
    }).sheets
    const drafts = draftsOf('A', readTables({ file: 'a.xlsx', sheets: [sheet!] }).tables)
    expect(columnsOfDraft(drafts[0]!, headingsOf(sheet!, [[1]])[0]!)).toEqual([
      { letters: 'A', heading: 'Service', choice: { kind: 'service', year: null } },
      { letters: 'B', heading: '2020/21', choice: { kind: 'budget', year: Y2 } },
      { letters: 'C', heading: 'column C', choice: { kind: 'keep', year: null } },
    ])
  })

  it('start from what the headings of a marked row say', () => {
    const sheet = sheetOf('A', [['Grants'], ['Name', 'Provider', 'Sum'], ['Helpline', 'Harbour Trust', 5, 'late']])
    expect(markedTable(sheet, 2)).toEqual({
      sheet: 'A',
      headerRows: [2],
      columns: { A: 'extra: Name', B: 'provider', C: 'extra: Sum', D: 'extra: column D' },
    })
  })

  it('read heading rows and offer years', () => {
    expect([
      readRows('3'),
      readRows('3 and 4'),
      readRows('3-5'),
      readRows('0'),
      readRows('x'),
      readRows('1, 90'),
    ]).toEqual([[3], [3, 4], [3, 4, 5], null, null, null])
    expect(yearsAround([Y2, Y1], Y1)).toEqual([
      '2016/17',
      '2017/18',
      '2018/19',
      '2019/20',
      '2020/21',
      '2021/22',
      '2022/23',
      '2023/24',
    ])
    expect(yearsAround([], Y2)).toContain('2010/11')
  })
})

describe('a draft of an import', () => {
  const marked = () => {
    const [sheet] = byHand.sheets
    const drafts = draftsOf('Grants', [], [markedTable(sheet!, 1)])
    const [headings] = headingsOf(sheet!, [[1]])
    const [what, , sum] = columnsOfDraft(drafts[0]!, headings!)
    const named = withColumn(drafts[0]!.mapping, what!, { kind: 'service', year: null })
    const summed = withColumn(named, sum!, { kind: 'budget', year: null })
    const again = draftsOf('Grants', [], [summed])
    return withYear(summed, columnsOfDraft(again[0]!, headings!), Y2)
  }

  it('reads a table that was marked by hand', () => {
    expect(readDraft(byHand, everything).lines).toEqual([])
    const reading = readDraft(byHand, { ...everything, mappings: { Grants: [marked()] } })
    expect(reading.lines.map(({ service, figures }) => [service, figures[0]?.year, figures[0]?.pence])).toEqual([
      ['Helpline', Y2, 1_200_000],
      ['Shelter', Y2, 800_000],
    ])
  })

  it('is remembered, and used where the headings have that shape and would be read otherwise', () => {
    const known = toRemember(byHand, ['Grants'], { Grants: [marked()] })
    expect(known).toHaveLength(1)
    const { mappings, used } = rememberedMappings(byHand, known)
    expect(mappings.Grants).toEqual([marked()])
    expect(used.Grants![0]!.yearsAsThen).toBe(true)
    expect(rememberedMappings(budget, known).mappings).toEqual({})
    const [table] = readTables(budget).tables
    const same = toRemember(budget, ['Budget'], { Budget: [table!] })
    expect(rememberedMappings(budget, same).mappings).toEqual({})
    expect(toRemember(byHand, [], { Grants: [marked()] })).toEqual([])
  })

  it('mends amounts in place', () => {
    const corrections = [{ sheet: 'Budget', cell: 'C5', pence: 10_000 as Pence }]
    const reading = readDraft(budget, { sheets: ['Budget'], mappings: {}, corrections })
    expect(reading.problems).toEqual([])
    expect(reading.stated[0]).toMatchObject({ label: 'Victims subtotal', outcome: 'agrees' })
  })

  const said = { sheets: ['Budget'], mappings: {}, corrections: [], ticks: untouched }
  const newIds = () => {
    let ids = 0
    return () => `id${++ids}`
  }
  const view = (session: ImportSession, ticks = untouched, pages = {}) =>
    session.answer('view', { said: { ...said, ticks }, pages }) as View

  it('compares with a plan that has lines, and only then', () => {
    for (const plan of [null, planOf()]) {
      const { reading, effect } = view(new ImportSession(budget, plan, newIds()))
      expect(reading!.changes).toBeNull()
      expect(reading!.preview!.lines.items).toMatchObject([{ name: 'VICTIMS', sums: [120_000] }])
      expect(effect).toEqual({ added: 2, matched: 0, changed: 0, removed: 0, isNothing: false })
    }
    const session = new ImportSession(budget, planOf(planRows()), newIds())
    const ticks = { ...untouched, added: withTick(untouched.added, '0', false) }
    const { reading, effect } = view(session, ticks)
    expect(reading!.preview).toBeNull()
    expect(reading!.changes!.added.items.map(({ service }) => service)).toEqual(['Helpline', 'Shelter'])
    expect(effect).toMatchObject({ added: 1, matched: 0 })
  })

  it('says why nothing can be imported', () => {
    const none = { on: false, but: new Set<string>() }
    const session = new ImportSession(budget, planOf(planRows()), newIds())
    expect(view(session, { ...untouched, added: none })).toMatchObject({
      effect: null,
      error: 'Nothing is ticked, so there is nothing to import; tick what is to be taken.',
    })
    const empty = new ImportSession(workbookOf({ Budget: [['Hello', 'world']] }), null, newIds())
    expect(view(empty).error).toContain('No budget line was found')
  })

  it('removes what is ticked of the lines that the workbook lacks, with all that is theirs', () => {
    const plan = planOf(planRows())
    const before = rowsOf(plan)
    const session = new ImportSession(budget, plan, newIds())
    const { missing } = view(session).reading!.changes!
    expect(missing.all).toBe(plan.line.size)
    const gone = missing.items[0]!.tick
    const ticks = {
      ...untouched,
      added: { on: false, but: new Set<string>() },
      missing: withTick(untouched.missing, gone, true),
    }
    expect(view(session, ticks).effect).toMatchObject({ added: 0, removed: 1 })
    const { text, confirmed } = session.answer('change', { ...said, ticks })
    const change = JSON.parse(text) as Change
    expect(confirmed).toEqual([])
    expect(change.label).toBe('import test.xlsx (0 lines, 1 removed)')
    apply(plan, change)
    expect(plan.line.has(gone)).toBe(false)
    for (const table of ['amount', 'note', 'carry'] as const)
      expect([...plan[table].values()].some(({ lineId }) => lineId === gone)).toBe(false)
    expect(plan.line.size).toBe(before.line.length - 1)
    apply(plan, invert(change))
    expect(rowsOf(plan)).toEqual(before)
  })

  it('keeps a line that receives an underspend of one that stays', () => {
    const plan = planOf(planRows())
    const [giver, receiver] = [...plan.line.keys()]
    const decided = { reason: null, decision: null, status: 'requested' } as const
    const carry = {
      id: 'given',
      lineId: giver!,
      year: Y2,
      pence: 100 as Pence,
      to: 'line',
      toId: receiver!,
      ...decided,
    } as const
    plan.carry.set('given', carry)
    const session = new ImportSession(budget, plan, newIds())
    const removing = (...ids: string[]) => view(session, { ...untouched, missing: { on: false, but: new Set(ids) } })
    expect(removing(receiver!).error).toContain('receives an underspend of another line, so it was kept')
    expect(removing(giver!, receiver!)).toMatchObject({ effect: { removed: 2 }, error: null })
  })

  it('shows a page of a long list, with the sums of all of it', () => {
    const rows = Array.from({ length: 250 }, (_, index) => [`Service ${index}`, 'Provider', 10])
    const long = workbookOf({ Budget: [['Service', 'Provider', '2020/21 budget (£)'], ...rows] })
    const session = new ImportSession(long, null, newIds())
    const page = (preview: number) => view(session, untouched, { preview }).reading!.preview!.lines
    expect(page(0)).toMatchObject({ all: 250, from: 0, items: [{ sums: null }] })
    expect(page(0).items[0]!.lines).toHaveLength(100)
    expect(page(2)).toMatchObject({ from: 200, items: [{ sums: [250_000] }] })
    expect(page(9).from).toBe(200)
  })

  it('shows some rows of a sheet, with what became of them', () => {
    const session = new ImportSession(budget, null, newIds())
    const asks = { sheet: 'Budget', from: 4, to: 5 }
    const before = session.answer('rows', asks)
    expect(before.fates).toEqual([])
    expect(before.cells.map(({ text }) => text)).toEqual([
      'Helpline',
      'Harbour Trust',
      '1200',
      'agreed',
      'Shelter',
      'Safe Haven',
      '£3,0000',
    ])
    expect(before.cells[2]).toEqual({ row: 4, column: 3, text: '1200', isFigure: true })
    view(session)
    expect(session.answer('rows', asks).fates).toMatchObject([
      ['A4', { kind: 'line' }],
      ['B4', { kind: 'line' }],
      ['C4', { kind: 'line' }],
      ['D4', { kind: 'line' }],
      ['A5', { kind: 'line' }],
      ['B5', { kind: 'line' }],
      ['C5', { kind: 'problem' }],
    ])
    expect(session.answer('rows', { ...asks, sheet: 'Gone' })).toEqual({ cells: [], fates: [], merges: [] })
  })

  it('tells how large a sheet is, where its merges begin, and what a marked row makes of it', () => {
    const merges = [{ top: 2, left: 1, bottom: 2, right: 2 }]
    const sheet = sheetOf('A', [['Service', 'A text of more than twenty characters'], ['Helpline'], [null, null, 5]], {
      merges,
    })
    const session = new ImportSession({ file: 'a.xlsx', sheets: [sheet] }, null, newIds())
    expect(session.answer('size', 'A')).toEqual({ lastRow: 3, lastColumn: 3, longest: { 1: 8, 2: 20, 3: 1 } })
    expect(session.answer('rows', { sheet: 'A', from: 2, to: 3 }).merges).toEqual(merges)
    expect(session.answer('rows', { sheet: 'A', from: 3, to: 3 }).merges).toEqual([])
    expect(session.answer('marked', { sheet: 'A', row: 1 })).toEqual(markedTable(sheet, 1))
    expect(session.answer('headings', { sheet: 'A', tables: [[1]] })).toEqual(headingsOf(sheet, [[1]]))
  })

  it('tells what stood where an amount was mended', () => {
    const corrections = [{ sheet: 'Budget', cell: 'C5', pence: 10_000 as Pence }]
    const session = new ImportSession(budget, null, newIds())
    const { reading } = session.answer('view', { said: { ...said, corrections }, pages: {} })
    expect(reading!.mended).toEqual([{ sheet: 'Budget', cell: 'C5', text: '£3,0000' }])
  })
})

describe('the worker’s client', () => {
  /** A worker of which the test plays the part. */
  function fakeWorker() {
    const sent: ToWorker[] = []
    const worker: WorkerLike = {
      postMessage: (message: ToWorker) => sent.push(message),
      terminate: vi.fn(),
      onmessage: null,
      onerror: null,
    }
    const asked = async () => {
      await vi.waitFor(() => expect(sent.at(-1)?.kind).toBe('ask'))
      return sent.at(-1) as Extract<ToWorker, { kind: 'ask' }>
    }
    const tell = (data: FromWorker) => worker.onmessage?.call(worker as Worker, { data } as MessageEvent)
    return { sent, worker, asked, tell }
  }

  it('sends the workbook and the plan once, in pieces, and then only what is asked', async () => {
    const plan = planOf(planRows())
    const { sent, worker, asked, tell } = fakeWorker()
    const client = new ImportClient(openedWorkbook(budget), plan, () => worker)
    const answer = client.ask('rows', { sheet: 'Budget', from: 1, to: 2 })
    const { number } = await asked()
    const none = { cells: [], fates: [], merges: [] }
    tell({ number, ok: true, answer: none })
    expect(await answer).toEqual(none)
    expect(sent.map(({ kind }) => kind)).toEqual([
      'workbook',
      ...Object.values(rowsOf(plan)).flatMap((rows) => (rows.length > 0 ? ['rows'] : [])),
      'ask',
    ])
    expect(sent[0]).toEqual({ kind: 'workbook', text: JSON.stringify(budget), hasPlan: true })
    const many = planOf()
    for (let index = 0; index < 6000; index++) many.line.set(`${index}`, { ...plan.line.get('a')!, id: `${index}` })
    const pieces = [...piecesOf(openedWorkbook(budget), many)]
    expect(pieces.map((piece) => (piece.kind === 'rows' ? piece.rows.length : piece.kind))).toEqual([
      'workbook',
      5000,
      1000,
    ])
  })

  it('reads what was pasted in a worker that is ended afterwards', async () => {
    const { sent, worker, tell } = fakeWorker()
    const read = readApart('a\tb', () => worker)
    expect(sent).toEqual([{ kind: 'paste', number: 0, text: 'a\tb' }])
    const { whole, ...shown } = openedWorkbook(budget)
    tell({ number: 0, ok: true, answer: { ...shown, text: whole.text } })
    expect(await read).toEqual(openedWorkbook(budget))
    expect(worker.terminate).toHaveBeenCalled()
    const refused = readApart('', () => worker)
    tell({ number: 0, ok: false, sentence: 'It is empty.' })
    await expect(refused).rejects.toThrow('It is empty.')
  })

  it('ends the worker, and says in a sentence what went wrong in it', async () => {
    const { worker, asked, tell } = fakeWorker()
    const client = new ImportClient(openedWorkbook(budget), null, () => worker)
    const refused = client.ask('change', { sheets: [], mappings: {}, corrections: [], ticks: untouched })
    tell({ number: (await asked()).number, ok: false, sentence: 'Nothing was found.' })
    await expect(refused).rejects.toThrow('Nothing was found.')
    const broken = client.ask('rows', { sheet: 'Budget', from: 1, to: 2 })
    await asked()
    worker.onerror?.call(worker as Worker, {} as ErrorEvent)
    await expect(broken).rejects.toThrow('has stopped; nothing has been imported')
    await expect(client.ask('remembered', [])).rejects.toThrow('has stopped; nothing has been imported')
    expect(worker.terminate).toHaveBeenCalled()
  })

  it('tells only the answer to what was asked last', async () => {
    const waiting: { asked: number; answer: (text: string) => void }[] = []
    const told: [number, string][] = []
    const latest = new Latest(
      (asked: number) => new Promise<string>((answer) => waiting.push({ asked, answer })),
      (asked, answer) => told.push([asked, answer.status === 'fulfilled' ? answer.value : 'failed']),
    )
    for (const asked of [1, 2, 3]) latest.want(asked)
    waiting[0]!.answer('one')
    await vi.waitFor(() => expect(waiting).toHaveLength(2))
    expect(waiting[1]!.asked).toBe(3)
    waiting[1]!.answer('three')
    await vi.waitFor(() => expect(told).toEqual([[3, 'three']]))
  })
})
