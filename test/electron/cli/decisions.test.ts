/** Records of decisions and the publication pack as a script calls them: output, files, refusals, exit codes. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTextTable } from '../../../shared/texttable.ts'

const folder = mkdtempSync(join(tmpdir(), 'planner-decisions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'plan.cplan')
beforeAll(() => copyFileSync('test/fixtures/plans/version-3.cplan', file))

function planner(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['electron/cli/planner.ts', ...words], {
    encoding: 'utf8',
  })
  return { status, out: stdout.trim(), err: stderr.trim() }
}
const text = (...words: string[]) => {
  const { status, out, err } = planner(...words)
  expect([err, status]).toEqual(['', 0])
  return out
}

describe('records of decisions', () => {
  it('are listed with what cites them, made and changed', () => {
    expect(text('decisions', file)).toContain(
      'EXE0003/20: 1 drawdown of £2,488.25, 1 transfer of £25,000, 1 carry-forward of £18,322, 1 virement of £500',
    )
    const given = ['--title', 'Commissioning Framework', '--date', '18 February 2020', '--line', 'Emergent issues']
    const people = ['--attendee', 'Chief Executive', '--approval', 'Chief Finance Officer: consulted, and content']
    expect(text('decision', file, '--reference', 'EXE0003/20', ...given, ...people, '--publish-record', 'yes')).toBe(
      'Done: record decision EXE0003/20.',
    )
    expect(text('decision', file, '--reference', 'exe0003/20', '--status', 'approved')).toBe(
      'Done: mark decision EXE0003/20 as approved.',
    )
    const { decisions, unrecorded } = JSON.parse(text('decisions', file, '--json'))
    expect(unrecorded).toEqual([])
    expect(decisions).toHaveLength(1)
    expect(decisions[0]).toMatchObject({
      reference: 'EXE0003/20',
      date: '2020-02-18',
      status: 'approved',
      lines: ['Emergent issues'],
      attendees: ['Chief Executive'],
      approvals: [{ role: 'Chief Finance Officer', text: 'consulted, and content', date: null }],
      publishRecord: 'yes',
      cited: { drawdown: { count: 1, pence: 248_825 }, transfer: { count: 1, pence: 2_500_000 } },
    })
  })

  it('are renamed where they are cited, and removed', () => {
    text('decision', file, '--reference', 'EXE0003/20', '--rename', 'PCC/7')
    expect(text('decisions', file)).toMatch(/^PCC\/7 {2}Commissioning Framework .* 1 drawdown of £2,488\.25/)
    text('decision', file, '--reference', 'PCC/7', '--remove')
    expect(text('decisions', file)).toContain('There are no records of decisions.')
    text('undo', file)
  })

  it('are refused with a sentence, or with how to call the command', () => {
    expect(planner('decision', file, '--reference', 'X', '--remove')).toMatchObject({
      status: 1,
      err: 'There is no record of decision “X” in the plan; nothing was changed, so check it with “decisions”.',
    })
    expect(planner('decision', file, '--reference', 'X')).toMatchObject({ status: 2 })
    expect(planner('decision', file, '--reference', 'X', '--title', 'T', '--status', 'done').err).toContain(
      '“done” is not a --status; choose draft, awaiting, approved, rejected.',
    )
    expect(planner('decision', file, '--reference', 'X', '--title', 'T', '--date', 'soon').status).toBe(1)
  })

  it('are written as a paper to be signed', async () => {
    const out = join(folder, 'record.xlsx')
    text('decision-record', file, '--reference', 'PCC/7', '--out', out)
    const workbook = await new exceljs.Workbook().xlsx.readFile(out)
    const sheet = workbook.worksheets[0]!
    expect(sheet.pageSetup.orientation).toBe('portrait')
    const values = sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row : []))
    expect(values).toContain('PCC/7')
    expect(values).toContainEqual(expect.objectContaining({ result: 2488.25 }))
    expect(values.filter((value) => value === 'Signature')).toHaveLength(3)
  })
})

describe('the publication pack', () => {
  it('is one .csv for each table and one of what is missing, as Excel reads UTF-8', () => {
    const out = join(folder, 'pack')
    const { tables, notes } = JSON.parse(text('publish', file, '--year', '2020/21', '--out', out, '--json'))
    expect(tables.map(({ rows }: { rows: number }) => rows)).toEqual([5, 3, 0, 1, 0, 0])
    expect(readdirSync(out)).toHaveLength(7)
    const contracts = readFileSync(join(out, 'contracts-over-10000 2020-21.csv'), 'utf8')
    expect(contracts.startsWith('\uFEFFReference,Provider,Contract')).toBe(true)
    expect(contracts).toContain('PCC/12,,Victim First,,1 Apr 2019,31 Mar 2023,1,1116144,557822,')
    const table = readTextTable(readFileSync(notes, 'utf8').slice(1))
    expect(table.kind).toBe('table')
    expect(planner('publish', file, '--year', '2020/21', '--out', file).err).toContain('could not be made')
  })
})
