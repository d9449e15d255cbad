/** How high filled rows are: as their wrapped texts need, unless the template says how high they are. */
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { fillWorkbook } from '../../../../electron/workbook/filling/filler.ts'
import type { FilledValue } from '../../../../shared/templates/filling.ts'

const LONG = 'a text of several words that takes two lines in its column, not one'

interface Sample {
  size?: number
  wrapText?: boolean
  height?: number
  /** Of cell B5, which is not filled. */
  beside?: string
  /** Merges A5 with what is right of or below it. */
  merge?: string
}

/** The heights of the two copies of row 5, filled with a long text and with a short one. */
async function heights({ size = 10, wrapText = true, height, beside, merge }: Sample, text = LONG) {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Paper')
  sheet.columns = [{ width: 30 }, { width: 30 }, { width: 30 }]
  for (const column of [1, 2]) {
    const cell = sheet.getCell(5, column)
    cell.font = { name: 'Arial', size }
    cell.alignment = { wrapText }
    cell.value = column === 1 ? 'x' : (beside ?? null)
  }
  if (height !== undefined) sheet.getRow(5).height = height
  if (merge !== undefined) sheet.mergeCells(merge)
  const filledWith = (value: string): Record<string, FilledValue> => ({ A: { kind: 'text', text: value } })
  const rows = [text, 'short'].map((value) => ({ from: 5, cells: filledWith(value) }))
  const filled = fillWorkbook(
    Buffer.from(await book.xlsx.writeBuffer()),
    { sheets: [{ name: 'Paper', blocks: [{ first: 5, last: 5, rows }], cells: {}, headerFooter: {} }] },
    'paper.xlsx',
  )
  const part = strFromU8(unzipSync(filled)['xl/worksheets/sheet1.xml']!)
  return [5, 6].map((row) => {
    const [, attributes] = new RegExp(`<row r="${row}"([^>]*)>`).exec(part)!
    const found = / ht="([\d.]+)"/.exec(attributes!)
    return found && Number(found[1])
  })
}

it('follow from their wrapped texts, each row from its own', async () => {
  expect(await heights({})).toEqual([28, null])
  expect(await heights({}, 'one\ntwo')).toEqual([28, null])
})

it('follow from the size of the typeface', async () => {
  const [large] = await heights({ size: 20 })
  expect(large).toBeGreaterThan(2 * 28)
})

it('are left to the spreadsheet where nothing wraps', async () => {
  expect(await heights({ wrapText: false })).toEqual([null, null])
})

it('stay as the template has them', async () => {
  expect(await heights({ height: 18 })).toEqual([18, 18])
})

it('follow from texts that stay in the row too', async () => {
  expect(await heights({ beside: LONG }, 'short')).toEqual([28, 28])
})

it('follow from the width of merged cells, and not from those of several rows', async () => {
  expect(await heights({ merge: 'A5:C5' })).toEqual([null, null])
  expect(await heights({ merge: 'A5:C5' }, `${LONG} ${LONG}`)).toEqual([28, null])
  expect(await heights({ merge: 'A5:A6' })).toEqual([null, null])
})
