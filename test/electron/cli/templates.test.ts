/**
 * Templates on the command line. Example: `check-template` lists a misspelt placeholder first, with its cell, and exits 1.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Excel from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'templates-'))
const inFolder = (name: string) => path.join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))

const planner = (...args: string[]) =>
  new Promise<{ code: number; out: string; error: string }>((resolve) => {
    execFile(process.execPath, ['electron/cli/planner.ts', ...args], (fault, out, error) => {
      resolve({ code: typeof fault?.code === 'number' ? fault.code : 0, out, error })
    })
  })

const plan = inFolder('P.cplan')
beforeAll(async () => {
  await planner('import', 'test/fixtures/workbooks/leicestershire.xlsx', '--sheet', 'Appendix A', '--plan', plan)
})

it('a copy of a template that comes with the program fills as the program’s own does', async () => {
  const copy = inFolder('Ours.xlsx')
  expect((await planner('template', 'commissioning-framework', '--out', copy)).code).toBe(0)
  expect(readFileSync(copy)).toEqual(readFileSync('electron/templates/commissioning-framework.xlsx'))
  const [own, ours] = [inFolder('own.xlsx'), inFolder('ours out.xlsx')]
  await planner('export', plan, '--template', 'commissioning-framework', '--out', own)
  await planner('export', plan, '--template', copy, '--out', ours)
  expect(readFileSync(ours)).toEqual(readFileSync(own))
  expect(await planner('template', 'no-such', '--out', copy)).toMatchObject({
    code: 2,
    error: expect.stringContaining('There is no template “no-such”; choose one of commissioning-framework'),
  })
  expect((await planner('template', '--out', copy)).error).toContain('The name is missing.')
})

it('every placeholder is listed, problems first', async () => {
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('Paper')
  sheet.getCell('B2').value = '{{plan.year}}'
  sheet.getCell('B4').value = '{{line.servce}}'
  sheet.getCell('C4').value = '{{line.budget Y}}'
  const file = inFolder('Wrong.xlsx')
  writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()))
  const { code, out } = await planner('check-template', plan, '--template', file, '--json')
  expect(code).toBe(1)
  const { placeholders, wrong } = JSON.parse(out)
  expect(wrong).toBe(1)
  expect(placeholders.map((one: { cell: string }) => one.cell)).toEqual(['B4', 'B2', 'C4'])
  expect(placeholders[0].problem).toContain('did you mean {{line.service}}?')
  expect(placeholders[1]).toEqual({
    sheet: 'Paper',
    cell: 'B2',
    placeholder: '{{plan.year}}',
    gives: '2020/21',
    problem: null,
  })
  const right = await planner('check-template', plan, '--template', 'commissioning-framework')
  expect(right.code).toBe(0)
  expect(right.out).toMatch(/placeholders, all of them can be filled\.\n$/)
})
