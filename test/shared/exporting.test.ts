/** What every paper's texts and rows must keep to: a cell's length, a file's name, a row's height. */
import { describe, expect, it } from 'vitest'
import { clipped, fileNameFor } from '../../shared/exporting.ts'
import { heightFor } from '../../shared/wrapping.ts'

it.each([
  ['Northshire', 'Northshire – Appendix A 2020-21.xlsx'],
  ['2020/21: "draft"?', '2020-21- -draft-- – Appendix A 2020-21.xlsx'],
  ['..', 'Appendix A 2020-21.xlsx'],
  ['x'.repeat(300), `${'x'.repeat(80)} – Appendix A 2020-21.xlsx`],
])('suggests a file name that every system takes: %s', (title, file) => {
  expect(fileNameFor(title, 'Appendix A 2020-21')).toBe(file)
})

it('keeps a text within a cell', () => {
  expect(clipped('short')).toBe('short')
  const long = clipped('x'.repeat(32_767), 10)
  expect(long).toHaveLength(32_757)
  expect(long).toMatch(/x…$/)
})

describe('the height of a row', () => {
  const height = (text: string, width = 28, size?: number) =>
    heightFor([{ text, width, bold: false, ...(size === undefined ? {} : { size }) }])

  it('follows from the lines that its text takes', () => {
    expect([10, 30, 60, 120].map((length) => height('word '.repeat(length / 5).trim()))).toEqual([
      15.25, 15.25, 28, 53.5,
    ])
    expect(height('a\nb\nc') - height('a')).toBe(2 * 12.75)
  })

  it('follows from the size of its typeface', () => {
    expect(height('a', 28, 20)).toBe(2 * 12.75 + 2.5)
    expect(height('word '.repeat(6).trim(), 28, 20)).toBe(2 * 2 * 12.75 + 2.5)
  })

  it('is never more than a spreadsheet takes', () => {
    expect(height('word '.repeat(5000))).toBe(409)
    expect(height('word', 0)).toBeGreaterThan(0)
  })
})
