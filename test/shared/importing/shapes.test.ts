/**
 * Confirmed columns, remembered by the shape of their headings. Example: the same headings a year later, one column on.
 */
import { describe, expect, it } from 'vitest'
import { knownMappingOf, knownMappingSchema, rememberedFor } from '../../../shared/importing/shapes.ts'
import { sheetOf } from './sheets.ts'

const first = sheetOf('Last', [
  ['Grants'],
  ['What', 'Who', '2020/21', 'Next: 2021-22'],
  ['Helpline', 'Harbour Trust', 100, 200],
])
const mapping = {
  sheet: 'Last',
  headerRows: [2],
  columns: { A: 'service', B: 'provider', C: 'budget 2020/21', D: 'forecast 2021/22' },
  unit: 1000,
}

describe('a remembered mapping', () => {
  const known = knownMappingOf(first, mapping)!

  it('fits its schema and its own sheet', () => {
    expect(knownMappingSchema.parse(JSON.parse(JSON.stringify(known)))).toEqual(known)
    expect(rememberedFor(first, [known])).toEqual([{ mapping, yearsAsThen: false }])
  })

  it('fits the same headings elsewhere, with the years that they say', () => {
    const next = sheetOf('Next', [
      ['Grants'],
      ['and more'],
      [null, 'WHAT', 'Who ', '2021/22', 'Next: 2022-23'],
      [null, 'Helpline', 'Harbour Trust', 100, 200],
      [null, 'What', 'Who', '2021/22', 'Next: 2022-23'],
    ])
    expect(rememberedFor(next, [known])).toEqual([
      {
        mapping: {
          sheet: 'Next',
          headerRows: [3],
          columns: { B: 'service', C: 'provider', D: 'budget 2021/22', E: 'forecast 2022/23' },
          unit: 1000,
        },
        yearsAsThen: false,
      },
    ])
  })

  it('does not fit other headings', () => {
    expect(rememberedFor(sheetOf('Other', [['What', 'Whom', '2020/21', 'Next: 2021-22']]), [known])).toEqual([])
    expect(rememberedFor(sheetOf('Gap', [['What', 'Who', null, '2020/21', 'Next: 2021-22']]), [known])).toEqual([])
    expect(rememberedFor(sheetOf('Years', [['What', 'Who', '2020/21', 'Next: 2022-23']]), [known])).toEqual([])
  })

  it('says so where the headings name no year', () => {
    const plain = sheetOf('Plain', [
      ['What', 'This time'],
      ['Helpline', 100],
    ])
    const held = knownMappingOf(plain, {
      sheet: 'Plain',
      headerRows: [1],
      columns: { A: 'service', B: 'budget 2021/22' },
    })!
    expect(rememberedFor(plain, [held])).toMatchObject([
      { mapping: { columns: { B: 'budget 2021/22' } }, yearsAsThen: true },
    ])
  })

  it('may be over two rows', () => {
    const two = sheetOf('Two', [
      ['', '2020/21'],
      ['What', 'Budget'],
      ['Helpline', 100],
    ])
    const held = knownMappingOf(two, {
      sheet: 'Two',
      headerRows: [1, 2],
      columns: { A: 'service', B: 'budget 2020/21' },
    })!
    expect(rememberedFor(two, [held])[0]!.mapping).toMatchObject({ headerRows: [1, 2], columns: { A: 'service' } })
  })

  it('is none without headings', () => {
    expect(knownMappingOf(first, { ...mapping, headerRows: [99] })).toBeNull()
  })
})
