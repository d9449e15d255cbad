/** What a chart is drawn from. Example: a reserve's closing balances in pounds, its minimum a dashed line across. */
import { expect, test } from 'vitest'
import { axisText, type Colours, optionsOf } from '../../renderer/charts/options.ts'
import type { Pence } from '../../shared/money.ts'

const colours: Colours = {
  ink: 'black',
  'ink-soft': 'grey',
  rule: 'silver',
  'rule-faint': 'white',
  'rule-strong': 'dimgrey',
  accent: 'green',
  error: 'red',
  paper: 'white',
  font: 'Inter',
  forced: false,
}
const bars = [100_00, null, -50_00] as (Pence | null)[]

test('an axis is labelled in short', () => {
  expect([0, 950, 12_500, 1_250_000, -200_000].map(axisText)).toEqual(['£0', '£950', '£12.5k', '£1.25m', '−£200k'])
})

test('amounts are pounds, blanks stay blank, a level is drawn across', () => {
  const options = optionsOf(
    {
      categories: ['2020/21', '2021/22', '2022/23'],
      series: [
        { name: 'Below', kind: 'bar', tone: 'clear', amounts: bars, stack: 'a' },
        { name: 'Closing', kind: 'bar', tone: 'plain', amounts: bars, stack: 'a' },
      ],
      levels: [{ name: 'Minimum £20', pence: 20_00 as Pence }],
      from: -100_00 as Pence,
    },
    colours,
  )
  expect(options.data).toEqual([
    { category: '2020/21', amount0: 100, amount1: 100 },
    { category: '2021/22', amount0: null, amount1: null },
    { category: '2022/23', amount0: -50, amount1: -50 },
  ])
  expect(options.series).toMatchObject([
    { type: 'bar', fill: 'transparent', showInLegend: false, stackGroup: 'a' },
    { type: 'bar', fill: 'green', showInLegend: true, stackGroup: 'a' },
  ])
  expect(options.axes?.y).toMatchObject({ min: -100, crossLines: [{ value: 0 }, { value: 20, stroke: 'red' }] })
  expect(options.legend).toMatchObject({ enabled: false })
})

test('in forced colours bars are told apart by their outline', () => {
  const series = (tone: 'plain' | 'bad') => ({ name: tone, kind: 'bar' as const, tone, amounts: bars })
  const forced = { ...colours, forced: true }
  const options = optionsOf({ categories: ['a', 'b', 'c'], series: [series('plain'), series('bad')] }, forced)
  expect(options.series).toMatchObject([
    { fill: 'white', stroke: 'green', strokeWidth: 3, lineDash: [0] },
    { fill: 'white', stroke: 'red', strokeWidth: 1, lineDash: [4, 3] },
  ])
})
