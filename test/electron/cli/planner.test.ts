/** The command line as a person or a script calls it: a process of its own, its output, its errors and its exit code. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'planner-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string) => join(folder, name)
const workbook = (name: string) => `test/fixtures/workbooks/${name}.xlsx`

function planner(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** What a command prints with --json; it must succeed and print nothing else. */
// biome-ignore lint/suspicious/noExplicitAny: the tests look into many documents
function json(...words: string[]): any {
  const { status, stdout, stderr } = planner(...words, '--json')
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout)
}

/** One sentence on standard error and nothing on standard output. */
function refused(status: number, ...words: string[]): string {
  const result = planner(...words)
  expect(result.stdout).toBe('')
  expect(result.stderr.trim().split('\n')).toHaveLength(1)
  expect(result.status).toBe(status)
  return result.stderr.trim()
}

describe('read', () => {
  it('gives Leicestershire as the README describes it', () => {
    const read = json('read', workbook('leicestershire'))
    expect(read.lines).toHaveLength(44)
    expect(read.lines[0]).toMatchObject({
      service: 'Victim First',
      provider: 'Catch 22',
      priority: 'VICTIMS',
      route: 'Procured – sole funded',
      geography: 'LLR',
      code: null,
      budget: { '2018/19': 57392500, '2019/20': 54375200, '2020/21': 55832200 },
      forecast: {},
      notes: [],
      extra: {},
      at: { sheet: 'Appendix A', row: 5 },
    })
    expect(read.stated[0]).toMatchObject({
      label: 'Victims Subtotal',
      kind: 'subtotal',
      year: '2018/19',
      statedPence: 138688500,
      computedPence: 138688500,
      differencePence: 0,
      outcome: 'agrees',
      at: { sheet: 'Appendix A', cell: 'E14' },
    })
    expect(read.skipped).toContainEqual({
      at: { sheet: 'Appendix A', row: 15 },
      reason: 'section heading',
      text: 'VULNERABLE',
    })
  })

  it('gives one sheet of Devon & Cornwall, with notes as texts', () => {
    const read = json('read', workbook('devon-and-cornwall'), '--sheet', 'Intentions 2019-20')
    expect(read.lines).toHaveLength(15)
    expect(read.lines.at(-1).notes).toEqual(['Subject to a positive evaluation of the pilot'])
    expect(read.problems).toMatchObject([{ kind: 'malformed figure in a note', suggestionPence: 188007600 }])
  })

  it('takes its own tables back as a mapping', () => {
    const mapping = inFolder('mapping.json')
    const first = json('read', workbook('leicestershire'), '--sheet', 'Appendix A')
    first.tables[0].columns.C = 'extra: Provision'
    writeFileSync(mapping, JSON.stringify(first))
    const read = json('read', workbook('leicestershire'), '--sheet', 'Appendix A', '--mapping', mapping)
    expect(read.lines[0]).toMatchObject({
      description: null,
      extra: { Provision: 'Generic victim support service inclusive of Restorative Justice' },
    })
    expect(read.stated).toEqual(first.stated)
  })

  it('says more to people', () => {
    const { stdout, status } = planner('read', workbook('leicestershire'))
    expect(status).toBe(0)
    expect(stdout).toContain('44 lines in 4 priorities')
    expect(stdout).toContain('440 cells: 373 used, 67 skipped, 0 problems.')
    expect(stdout).toContain('Appendix A G61: Grand Total 2020/21 states £4,395,961, computed £4,395,961: agrees.')
  })
})

describe('a plan from import to export', () => {
  const plan = inFolder('plan.cplan')
  beforeAll(() => {
    json('import', workbook('leicestershire'), '--plan', plan)
  })

  it('shows lines, subtotals and total by priority, or by anything else', () => {
    const shown = json('show', plan)
    expect(shown.plan).toEqual({ title: 'leicestershire', organisation: null, planYear: '2020/21', marking: null })
    expect(shown.years).toEqual(['2018/19', '2019/20', '2020/21'])
    expect(
      shown.groups.map(
        ({ name, lines, subtotal }: { name: string; lines: unknown[]; subtotal: { budget: object } }) => [
          name,
          lines.length,
          subtotal.budget,
        ],
      ),
    ).toEqual([
      ['VICTIMS', 8, { '2018/19': 138688500, '2019/20': 137971200, '2020/21': 139570700 }],
      ['VULNERABLE', 11, { '2018/19': 71793100, '2019/20': 82744600, '2020/21': 70550500 }],
      ['PREVENTION', 17, { '2018/19': 107755600, '2019/20': 106595600, '2020/21': 105214800 }],
      ['CROSS CUTTING', 8, { '2018/19': 110103300, '2019/20': 104343600, '2020/21': 124260100 }],
    ])
    expect(shown.total).toEqual({
      budget: { '2018/19': 428340500, '2019/20': 431655000, '2020/21': 439596100 },
      forecast: {},
    })
    const byRoute = json('show', plan, '--by', 'route')
    expect(byRoute.total).toEqual(shown.total)
    expect(byRoute.groups.length).toBeGreaterThan(4)
    expect(planner('show', plan).stdout).toMatch(/Total\s+4,283,405\s+4,316,550\s+4,395,961/)
  })

  it('sets, rolls forward, undoes and redoes, and tells it all in the history', () => {
    expect(json('set', plan, '--line', 'Victim First', '--year', '2020/21', '--amount', '=558322*1.02')).toEqual({
      done: 'set Victim First 2020/21',
    })
    expect(json('show', plan).total.budget['2020/21']).toBe(439596100 + 56948844 - 55832200)
    expect(json('undo', plan)).toEqual({ done: 'undo set Victim First 2020/21' })
    expect(json('show', plan).total.budget['2020/21']).toBe(439596100)
    json('redo', plan)
    json('undo', plan)
    expect(json('roll', plan, '--to', '2021/22', '--uplift', '2%')).toEqual({
      done: 'roll forward to 2021/22 with +2%',
    })
    const rolled = json('show', plan)
    expect(rolled.plan.planYear).toBe('2021/22')
    const line = (service: string) =>
      rolled.groups
        .flatMap(({ lines }: { lines: { service: string; budget: object }[] }) => lines)
        .find((one: { service: string }) => one.service === service)
    expect(line('Victim First').budget['2021/22']).toBe(56948844)
    expect(line('Missing co-ordinator').budget).not.toHaveProperty('2021/22')
    expect(line('Working In Rehabilitation and Employment (WIRE)').budget['2021/22']).toBe(0)
    const { history } = json('history', plan)
    expect(history.map(({ label, state }: { label: string; state: string }) => [label, state])).toEqual([
      ['import leicestershire.xlsx (44 lines)', 'done'],
      ['set Victim First 2020/21', 'dropped'],
      ['roll forward to 2021/22 with +2%', 'done'],
    ])
    expect(history[0]).toMatchObject({ who: expect.any(String), at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
  })

  it('sets aside an underspend into a reserve, and never more than there is', () => {
    json('set', plan, '--line', 'Kicks', '--year', '2020/21', '--amount', '8,000', '--measure', 'forecast')
    const words = [
      'carry',
      plan,
      '--line',
      'Kicks',
      '--year',
      '2020/21',
      '--to',
      'reserve:Commissioning reserve',
      '--decision',
      'D7',
    ]
    expect(refused(1, ...words, '--amount', '2,000.01')).toContain('has an underspend of £2,000 in 2020/21')
    json(...words, '--amount', '2,000')
    expect(refused(1, ...words, '--amount', '1')).toContain('of which £0 is undecided')
    expect(json('reserves', plan)).toMatchObject({
      reserves: [
        {
          name: 'Commissioning reserve',
          years: {
            '2020/21': { opening: null, in: 200000, out: 0, closing: null, change: 200000 },
            '2021/22': { opening: null, in: 0, out: 0, closing: null, change: 0 },
          },
        },
      ],
    })
  })

  it('exports Appendix A, which reads back as the same lines', () => {
    const out = inFolder('Appendix A.xlsx')
    expect(json('export', plan, '--template', 'commissioning-framework', '--out', out)).toMatchObject({ file: out })
    const shown = json('show', plan)
    const read = json('read', out)
    const services = (groups: { lines: { service: string }[] }[]) =>
      groups.flatMap(({ lines }) => lines.map(({ service }) => service))
    expect(read.lines.map(({ service }: { service: string }) => service)).toEqual(services(shown.groups))
    expect(new Set(read.stated.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(['agrees']))
    expect(read.problems).toEqual([])
  })

  it('imports the same workbook again without doubling it', () => {
    const twice = inFolder('twice.cplan')
    json('import', workbook('leicestershire'), '--plan', twice)
    expect(json('import', workbook('leicestershire'), '--plan', twice).lines).toEqual({ added: 0, matched: 44 })
    expect(json('show', twice).total.budget['2020/21']).toBe(439596100)
    expect(json('history', twice).history).toHaveLength(1)
  })
})

describe('refusals', () => {
  const plan = inFolder('refusals.cplan')
  beforeAll(() => {
    json('import', workbook('leicestershire'), '--plan', plan)
  })

  it('tells apart lines that share a service', () => {
    const words = ['set', plan, '--year', '2020/21', '--amount', '1']
    expect(refused(1, ...words, '--line', 'Domestic Homicide Reviews')).toContain(
      '“Domestic Homicide Reviews (Leicester City Council)”',
    )
    expect(json(...words, '--line', 'Domestic Homicide Reviews (Leicester City Council)').done).toBe(
      'set Domestic Homicide Reviews (Leicester City Council) 2020/21',
    )
    expect(refused(1, ...words, '--line', 'No such service')).toContain('There is no budget line “No such service”')
  })

  it.each([
    ['an amount that is none', ['--amount', '3,0000'], '“3,0000” is not an amount'],
    ['a division by zero', ['--amount', '=1/0'], 'divides by zero'],
  ])('refuses %s', (_, words, sentence) => {
    expect(refused(1, 'set', plan, '--line', 'Kicks', '--year', '2020/21', ...words)).toContain(sentence)
  })

  it('keeps arithmetic that refers to another year true, and says in words where it gives no amount', () => {
    const kicks = () =>
      json('show', plan).groups[2].lines.find(({ service }: { service: string }) => service === 'Kicks')
    const set = (year: string, amount: string) =>
      json('set', plan, '--line', 'Kicks', '--year', year, '--amount', amount)
    set('2020/21', '10,000')
    set('2021/22', '=[2020/21]*1.02')
    expect(kicks().budget['2021/22']).toBe(1020000)
    set('2020/21', '+10%')
    expect(kicks()).toMatchObject({
      budget: { '2020/21': 1100000, '2021/22': 1122000 },
      arithmetic: [
        { year: '2020/21', measure: 'budget', expression: '=10000*(1+10%)', error: null, message: null },
        { year: '2021/22', measure: 'budget', expression: '=[2020/21]*1.02', error: null, message: null },
      ],
    })
    set('2020/21', '')
    const said =
      '“=[2020/21]*1.02” refers to [2020/21], which is blank, so it has no amount and no sum counts it; enter that figure.'
    expect(kicks().budget).not.toHaveProperty('2021/22')
    expect(kicks().arithmetic).toEqual([
      { year: '2021/22', measure: 'budget', expression: '=[2020/21]*1.02', error: 'blank', message: said },
    ])
    expect(planner('show', plan).stdout).toContain(`Kicks, 2021/22: ${said}`)
    json('undo', plan)
    expect(kicks().budget['2021/22']).toBe(1122000)
    set('2021/22', '')
  })

  it('takes negative amounts and clears with nothing', () => {
    json('set', plan, '--line', 'Kicks', '--year', '2020/21', '--amount', '-5,000')
    const kicks = () =>
      json('show', plan).groups[2].lines.find(({ service }: { service: string }) => service === 'Kicks').budget
    expect(kicks()['2020/21']).toBe(-500000)
    json('set', plan, '--line', 'Kicks', '--year', '2020/21', '--amount', '')
    expect(kicks()).not.toHaveProperty('2020/21')
  })

  it.each([
    [['frobnicate'], 'There is no command “frobnicate”.'],
    [['show'], 'The file is missing.'],
    [['show', 'a.cplan', 'b.cplan'], '“b.cplan” is not expected.'],
    [['show', 'a.cplan', '--by', 'colour'], 'The budget cannot be shown by “colour”'],
    [['set', 'a.cplan', '--line', 'x', '--year', '2021', '--amount', '1'], '“2021” is not a financial year'],
    [['roll', 'a.cplan', '--to', '2021/22', '--uplift', 'lots'], '“lots” is not a percentage'],
    [['import', 'a.xlsx'], '--plan is missing.'],
    [['read', 'a.xlsx', '--colour', 'red'], "Unknown option '--colour'"],
  ])('says how it is called: %j', (words, sentence) => {
    const { status, stdout, stderr } = planner(...words)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
  })

  it('refuses files that are not what they should be, and writes nothing', () => {
    const text = inFolder('notes.xlsx')
    writeFileSync(text, 'just some text')
    expect(refused(1, 'import', text, '--plan', inFolder('never.cplan'))).toMatch(/“notes\.xlsx”.*nothing was changed/)
    expect(refused(1, 'read', inFolder('gone.xlsx'))).toContain('“gone.xlsx”')
    expect(refused(1, 'show', text)).toContain('is not a plan')
    expect(refused(1, 'show', inFolder('gone.cplan'))).toContain('“gone.cplan”')
    const prose = inFolder('prose.csv')
    writeFileSync(prose, 'Dear panel,\nthe budget is attached.\n')
    expect(refused(1, 'import', prose, '--plan', inFolder('never.cplan'))).toContain('No budget line was found')
    expect(refused(1, 'roll', plan, '--to', '2030/31')).toContain('can be rolled forward to 2021/22')
    expect(refused(1, 'undo', madeOf('short.cplan', 1000))).toContain('damaged')
    expect(existsSync(inFolder('never.cplan'))).toBe(false)
    expect(refused(1, 'export', plan, '--template', 'nonsense', '--out', inFolder('x.xlsx'))).toContain('nonsense')
    expect(existsSync(inFolder('x.xlsx'))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock') || name.endsWith('.tmp'))).toEqual([])
  })

  /** A plan cut off after so many bytes. */
  function madeOf(name: string, bytes: number): string {
    copyFileSync(plan, inFolder(name))
    writeFileSync(inFolder(name), readFileSync(plan).subarray(0, bytes))
    return inFolder(name)
  }
})

describe('demo', () => {
  it('does the whole job and says where the paper is', () => {
    const { status, stdout } = planner('demo', '--out', inFolder('demo'))
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Total\s+[\d,]+\s+[\d,]+\s+[\d,]+\s+[\d,]+$/m)
    const paper = /^The panel paper is (.+)$/m.exec(stdout)?.[1]
    expect(existsSync(paper!)).toBe(true)
    expect(planner('demo', '--out', inFolder('demo')).status).toBe(0)
  })
})

describe('checks and statements', () => {
  const plan = inFolder('Checked.cplan')
  beforeAll(() => {
    expect(planner('import', workbook('leicestershire'), '--plan', plan, '--sheet', 'Appendix A').status).toBe(0)
  })
  const stated = [plan, '--year', '2020/21', '--amount', '£4,385,961', '--text', 'total expenditure £4,385,961']

  it('finds nothing wrong with Leicestershire’s table, and the text’s total £10,000 off', () => {
    const before = planner('checks', plan)
    expect(before).toMatchObject({ status: 0, stderr: '' })
    expect(json('statement', ...stated, '--source', 'Framework, summary')).toEqual({
      done: 'add the statement of £4,385,961 for the total 2020/21',
    })
    const { status, stdout, stderr } = planner('checks', plan, '--json')
    expect([status, stderr]).toEqual([1, ''])
    expect(JSON.parse(stdout).checks[0]).toEqual({
      severity: 'error',
      kind: 'statement',
      where: 'Total, 2020/21',
      message:
        '“total expenditure £4,385,961” (Framework, summary) states £4,385,961 and the plan comes to £4,395,961, which differs by £10,000.',
      number: 1,
      id: expect.stringMatching(/^statement /),
      accepted: false,
    })
    expect(planner('checks', plan).stdout).toMatch(
      /^error: Total, 2020\/21: “total expenditure[^\n]* \[check 1\]\n[\s\S]*1 error, 0 warnings, \d+ notes?\.\n$/,
    )
  })

  it('holds statements about a priority and a line, rounded as quoted', () => {
    const about = ['--year', '2020/21', '--text', 'as the text says']
    json('statement', plan, '--priority', 'victims', '--amount', '£1.4m', ...about)
    json('statement', plan, '--line', 'Victim First', '--amount', '558k', ...about)
    const messages = JSON.parse(planner('checks', plan, '--json').stdout).checks.map(
      ({ message }: { message: string }) => message,
    )
    expect(messages).toContainEqual(
      expect.stringContaining('states £1,400,000 and the plan comes to £1,395,707, which agrees'),
    )
    expect(messages).toContainEqual(
      expect.stringContaining('states £558,000 and the plan comes to £558,322, which agrees'),
    )
  })

  it('accepts a difference by its number or its id, with a reason, for that difference only', () => {
    const own = inFolder('Accepted.cplan')
    json('import', workbook('cambridgeshire'), '--plan', own, '--sheet', 'Appendix 1')
    const first = () =>
      JSON.parse(planner('checks', own, '--json').stdout).checks.find(({ where }: { where: string }) =>
        where.endsWith(' C31'),
      )
    const { number, id, severity, message } = first()
    expect([number, severity]).toEqual([1, 'error'])
    expect(message).toContain('states £1,322,248')
    expect(json('accept', own, '--check', '1', '--reason', 'The pooled share')).toEqual({
      done: 'accept the difference of £10,000 in Appendix 1, C31',
    })
    expect(first()).toMatchObject({ id, severity: 'note', accepted: true })
    expect(planner('checks', own).stdout).toContain('Accepted: The pooled share [check ')
    expect(json('undo', own).done).toContain('undo accept')
    expect(first()).toMatchObject({ id, severity: 'error', accepted: false })
    expect(planner('accept', own, '--check', id, '--reason', 'The pooled share').status).toBe(0)
    const line = json('show', own).groups[0].lines[0]
    json('set', own, '--line', line.id, '--year', '2017/18', '--amount', '1')
    expect(first()).toMatchObject({ id, severity: 'error', accepted: false })
    expect(refused(1, 'accept', own, '--check', '99', '--reason', 'x')).toMatch(
      /“99” that can be accepted .+; nothing was changed/,
    )
    expect(refused(1, 'accept', own, '--check', '1', '--reason', ' ')).toContain('with a reason')
    expect(refused(2, 'accept', own, '--check', '1')).toContain('--reason is missing.')
    expect(refused(2, 'accept', own, '--reason', 'x')).toContain('--check is missing.')
  })

  it('refuses in one sentence what states nothing or is about nothing', () => {
    expect(refused(1, 'statement', plan, '--year', '2020/21', '--amount', 'a lot', '--text', 'x')).toContain(
      '“a lot” is not an amount',
    )
    const about = ['--year', '2020/21', '--amount', '5', '--text', 'x']
    expect(refused(1, 'statement', plan, ...about, '--priority', 'Nothing')).toContain(
      'There is no priority “Nothing” in the plan',
    )
    expect(refused(2, 'statement', plan, ...about, '--priority', 'a', '--line', 'b')).toContain('not both')
    expect(refused(2, 'statement', plan, '--year', '2020/21', '--amount', '5')).toContain('--text is missing.')
    expect(refused(1, 'checks', inFolder('none.cplan'))).toContain('none.cplan')
  })
})
