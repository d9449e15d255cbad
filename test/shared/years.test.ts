/** Every way a financial year is written is read as one; a span, a date or a short span is not. Example: "FY22" is 2021/22. */
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findYear, isYear, readYear, shiftYear, startOf, yearFrom } from '../../shared/years.ts'
import { settings, yearArbitrary } from './arbitraries.ts'

describe('a financial year and nothing else', () => {
  test.each([
    ['2021/22', '2021/22'],
    [' 2021/22 ', '2021/22'],
    ['2021-22', '2021/22'],
    ['2021 - 22', '2021/22'],
    ['2021–22', '2021/22'],
    ['2021—22', '2021/22'],
    ['2021 / 22', '2021/22'],
    ['2021/2022', '2021/22'],
    ['2021-2022', '2021/22'],
    ['2021 to 2022', '2021/22'],
    ['FY22', '2021/22'],
    ['FY 22', '2021/22'],
    ['fy22', '2021/22'],
    ['FY2022', '2021/22'],
    ['FY21/22', '2021/22'],
    ['FY21-22', '2021/22'],
    ['FY 21–22', '2021/22'],
    ['FY2021/22', '2021/22'],
    ['FY 2021-22', '2021/22'],
    ['FY2021/2022', '2021/22'],
    ['FY00', '1999/00'],
    ['Apr-21 to Mar-22', '2021/22'],
    ['Apr 21 - Mar 22', '2021/22'],
    ['April 2021 to March 2022', '2021/22'],
    ['APR-2021–MAR-2022', '2021/22'],
    ['Apr-99 to Mar-00', '1999/00'],
    ['1999/00', '1999/00'],
    ['1999/2000', '1999/00'],
    ['2000/01', '2000/01'],
    ['2009/10', '2009/10'],
  ])('%j is %s', (text, year) => {
    expect(readYear(text)).toBe(year)
  })

  test.each([
    '',
    '2021',
    '2018-2021',
    '2018-21',
    '2018/2020',
    '2021/23',
    '2022/21',
    '2021/21',
    '2021/022',
    '21/22',
    'FY18-21',
    'FY21/23',
    'FY 2018-2021',
    'FY2021-23',
    'FY2',
    'FY222',
    'Apr-21 to Mar-23',
    'Apr-21 to Apr-22',
    '2009-10-05',
    '2010/11/30',
    '2011-12-25',
    '12021/22',
    '2021/223',
    '1821/22',
    '2021/22 budget',
  ])('%j is not', (text) => {
    expect(readYear(text)).toBeNull()
  })
})

describe('a financial year in a heading', () => {
  test.each([
    ['2019 - 20 budget (£)', '2019/20', 'budget (£)'],
    ['Budget\n2020/21', '2020/21', 'Budget'],
    ['Forecast 2020/21 outturn', '2020/21', 'Forecast outturn'],
    ['Plan 2017-2021: 2019/20 budget', '2019/20', 'Plan 2017-2021: budget'],
    ['2019/20 and 2020/21', '2019/20', 'and 2020/21'],
    ['FY20 (2020/21 prices)', '2019/20', '(2020/21 prices)'],
    ['FY2020/21 budget', '2020/21', 'budget'],
  ])('%j', (text, year, rest) => {
    expect(findYear(text)).toEqual({ year, rest })
  })

  test.each([
    'Contract ends 2011-12-31',
    'Commissioning plan 2018-2021',
    'FY18-21',
    'Tel. 020 2122',
    '£2,021',
    'from 2018',
    'Clarify 22',
  ])('%j holds none', (text) => {
    expect(findYear(text)).toBeNull()
  })

  it('reads hostile texts quickly', () => {
    for (const part of ['apr ', 'FY ', '2021 ', '2018-2021 ', 'apr-', '1999/'])
      expect(findYear(part.repeat(8000) + ' '.repeat(8000))).toBeNull()
  })
})

describe('arithmetic of years', () => {
  it('steps over the turn of a century', () => {
    expect([shiftYear(yearFrom(1999), 1), shiftYear(yearFrom(2000), -1), shiftYear(yearFrom(2021), 0)]).toEqual([
      '2000/01',
      '1999/00',
      '2021/22',
    ])
    expect(startOf(yearFrom(1999))).toBe(1999)
  })

  it('knows its own form', () => {
    expect(['2021/22', '1999/00', '2099/00'].every(isYear)).toBe(true)
    expect(['2021/23', '2021-22', '2021/2022', ' 2021/22', '2021/22\n', '1821/22', ''].some(isYear)).toBe(false)
  })

  it('reads every year back in every form, and sorts as text', () => {
    fc.assert(
      fc.property(yearArbitrary, yearArbitrary, (year, other) => {
        const [start, end] = [startOf(year), year.slice(-2)]
        expect(yearFrom(start)).toBe(year)
        for (const form of [year, `${start}-${end}`, `${start} - ${end}`, `${start}/${start + 1}`, `FY${start}/${end}`])
          if (start < 2099) expect(readYear(form)).toBe(year)
        expect(year < other).toBe(start < startOf(other))
        expect(shiftYear(shiftYear(year, 7), -7)).toBe(year)
      }),
      settings,
    )
  })
})
