/**
 * Papers made in a process of their own: what comes out is what is made here, and whatever happens to the process is one
 * sentence. Example: the preview of a template with a mistake has the mistake first, and no sheets.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Excel from 'exceljs'
import { afterAll, describe, expect, it } from 'vitest'
import {
  launchPaperWithNode,
  makePack,
  makePaper,
  partsOf,
  previewPaper,
} from '../../../electron/workbook/paperclient.ts'
import { type Making, madeOf, previewOf } from '../../../electron/workbook/papermaking.ts'
import type { PaperAnswer, PaperRequest } from '../../../electron/workbook/paperprocess.ts'
import { readWorkbookBytes } from '../../../electron/workbook/reader.ts'
import type { WorkProcess } from '../../../electron/workbook/work.ts'
import { apply } from '../../../shared/change.ts'
import { packOf } from '../../../shared/exporting/pack.ts'
import { planImport, readTables } from '../../../shared/importing/index.ts'
import { planOf, rowsOf } from '../../../shared/plan.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'papers-'))
afterAll(() => rmSync(folder, { recursive: true }))

function leicestershire() {
  const bytes = readFileSync('test/fixtures/workbooks/leicestershire.xlsx')
  const reading = readTables(readWorkbookBytes(bytes, 'leicestershire.xlsx'), { sheets: ['Appendix A'] })
  let id = 0
  const plan = planOf()
  apply(plan, planImport(plan, reading, () => `id ${++id}`).change)
  return plan
}

const plan = leicestershire()
const rows = await partsOf(rowsOf(plan), async () => {})
const making = (own: Partial<Making> = {}): Making => ({
  as: 'workbook',
  template: path.resolve('electron/templates/commissioning-framework.xlsx'),
  year: null,
  unit: 1,
  today: '2021-01-14',
  ...own,
})
const asked = (own: Partial<Making> = {}) => ({ rows, optionId: null, making: making(own) })
const launch = launchPaperWithNode

async function template(cells: Record<string, string>): Promise<string> {
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('Paper')
  for (const [address, text] of Object.entries(cells)) sheet.getCell(address).value = text
  const file = path.join(folder, `${Object.keys(cells).join('-')}.xlsx`)
  writeFileSync(file, new Uint8Array(await book.xlsx.writeBuffer()))
  return file
}

describe('in a process of its own', () => {
  it('a workbook, the lines and the printed page are what they are here', async () => {
    for (const as of ['workbook', 'lines', 'print'] as const) {
      const bytes = await makePaper(asked({ as }), { launch })
      expect(Buffer.from(bytes).equals(Buffer.from(madeOf(plan, making({ as }))))).toBe(true)
    }
  })

  it('a publication pack is a file for each table, and its preview says what the plan does not hold', async () => {
    const files = await makePack(asked({ as: 'publication' }), { launch })
    expect(files).toEqual(packOf(plan, null))
    expect(files.map(({ name }) => name)).toHaveLength(7)
    expect(files.at(-1)!.name).toBe('notes 2020-21.csv')
    const { sheets, missing } = previewOf(plan, making({ as: 'publication' }))
    expect(sheets.map(({ name }) => name)).toContain('Commissioning budget 2020/21')
    expect(sheets[0]!.cells.at(-1)).toMatchObject({ text: '4,395,961', figure: true })
    const notes = readWorkbookBytes(Buffer.from(files.at(-1)!.text), 'notes.csv').sheets[0]!.cells
    expect(missing!.length).toBeGreaterThan(3)
    expect(notes.slice(2).map(({ text }) => text)).toEqual(missing!.flatMap(({ table, note }) => [table, note]))
    const yearless = planOf({ plan: [{ id: 'plan', title: 'P', organisation: null, planYear: null, marking: null }] })
    expect(() => packOf(yearless, null)).toThrow('choose the year of the pack')
  })

  it('previews too', async () => {
    const preview = await previewPaper(asked(), { launch })
    expect(preview).toEqual(previewOf(plan, making()))
    expect(preview.sheets[0]!.cells).toContainEqual(expect.objectContaining({ text: '558,322', figure: true }))
    expect(preview.placeholders.every(({ problem }) => problem === null)).toBe(true)
  })

  it('a placeholder that cannot be filled comes first, and refuses the paper', async () => {
    const file = await template({ B2: '{{plan.title}}', B4: '{{line.servce}}', C4: '{{line.budget Y}}' })
    const { sheets, placeholders } = await previewPaper(asked({ template: file }), { launch })
    expect(sheets).toEqual([])
    expect(placeholders.map(({ cell, problem }) => [cell, problem === null])).toEqual([
      ['B4', false],
      ['B2', true],
      ['C4', true],
    ])
    await expect(makePaper(asked({ template: file }), { launch })).rejects.toThrow(/nothing was written.*Paper!B4/)
  })

  it('can be stopped, ends in time, and says so when the process is gone', async () => {
    const still = (): WorkProcess<PaperRequest> => ({ post() {}, onMessage() {}, onExit() {}, kill() {} })
    const stop = new AbortController()
    const made = makePaper(asked(), { launch: still, signal: stop.signal })
    stop.abort()
    await expect(made).rejects.toThrow('The export was stopped, so nothing was written')
    await expect(makePaper(asked(), { launch, signal: stop.signal })).rejects.toThrow('was stopped')
    await expect(makePaper(asked(), { launch: still, timeoutMs: 20 })).rejects.toThrow('not finished within 1 second')
    const gone = () => ({ ...still(), onExit: (listener: () => void) => void setTimeout(listener) })
    await expect(makePaper(asked(), { launch: gone })).rejects.toThrow('could not be made')
    const fault: PaperAnswer = { kind: 'failed', message: 'TypeError' }
    const failing = () => ({
      ...still(),
      onMessage: (listener: (answer: unknown) => void) => void setTimeout(() => listener(fault)),
    })
    await expect(makePaper(asked(), { launch: failing })).rejects.toMatchObject({ cause: 'TypeError' })
  })
})
