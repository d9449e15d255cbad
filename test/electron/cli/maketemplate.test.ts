/**
 * A template from last year's workbook on the command line: imported, made, rolled forward, exported. Example: Leicestershire's
 * workbook is filled with 2019/20 to 2021/22.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'lastyear-'))
const inFolder = (name: string) => path.join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))

const planner = (...args: string[]) =>
  new Promise<{ code: number; out: string; error: string }>((resolve) => {
    execFile(process.execPath, ['electron/cli/planner.ts', ...args], (fault, out, error) => {
      resolve({ code: typeof fault?.code === 'number' ? fault.code : 0, out, error })
    })
  })

const WORKBOOK = 'test/fixtures/workbooks/leicestershire.xlsx'

it('last year’s workbook is filled with next year’s plan', async () => {
  const [plan, template, paper] = [inFolder('P.cplan'), inFolder('Ours.xlsx'), inFolder('Paper.xlsx')]
  const made = await planner('make-template', WORKBOOK, '--out', template)
  expect(made).toMatchObject({ code: 0, error: '' })
  expect(made.out).toContain('Appendix A, row 4: rows 4 to 60, 4 sections with 44 lines, are bands of placeholders now')
  expect(made.out).not.toContain('To be looked at')
  await planner('import', WORKBOOK, '--plan', plan)
  await planner('roll', plan, '--to', '2021/22')
  expect(await planner('export', plan, '--template', template, '--out', paper)).toMatchObject({ code: 0 })
  const { tables, stated } = JSON.parse((await planner('read', paper, '--sheet', 'Appendix A', '--json')).out)
  expect(tables[0].years).toEqual(['2019/20', '2020/21', '2021/22'])
  expect(stated.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(15).fill('agrees'))
})

it('says what is to be looked at, and refuses what cannot be turned', async () => {
  const template = inFolder('Wiltshire.xlsx')
  const { out } = await planner('make-template', 'test/fixtures/workbooks/wiltshire.xlsx', '--out', template)
  expect(out).toContain('To be looked at:')
  expect(out).toContain('External funding, row 1: left as it stood: none of its figures could be read')
  const none = inFolder('none.xlsx')
  expect(await planner('make-template', 'test/fixtures/imports/no-year.xlsx', '--out', none)).toMatchObject({
    code: 1,
    error: expect.stringContaining('nothing says which year its figures are for'),
  })
  expect(existsSync(none)).toBe(false)
  expect((await planner('make-template', '--out', none)).code).toBe(2)
})
