/**
 * Charts on their way out of the window. Example: a place that was cancelled in the picker writes nothing.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { makeCharts } from '../../../electron/main/charts.ts'
import { folder } from '../file/helpers.ts'

const png = Buffer.from('PNG').toString('base64')

it('are written where the picker says, as they were handed over', async () => {
  const home = folder()
  const placeChart = vi.fn(async (as: string): Promise<string | null> => path.join(home, `Reserves.${as}`))
  const { saveChart } = makeCharts({ dialogs: { placeChart }, copyImage: async () => true })
  expect(await saveChart({ as: 'png', name: 'Reserves', base64: png })).toEqual({ file: 'Reserves.png' })
  expect(await saveChart({ as: 'svg', name: 'Reserves', text: '<svg £/>' })).toEqual({ file: 'Reserves.svg' })
  expect(placeChart).toHaveBeenCalledWith('svg', 'Reserves')
  expect(readFileSync(path.join(home, 'Reserves.png'), 'utf8')).toBe('PNG')
  expect(readFileSync(path.join(home, 'Reserves.svg'), 'utf8')).toBe('<svg £/>')
  placeChart.mockResolvedValueOnce(null)
  expect(await saveChart({ as: 'png', name: 'Bridge', base64: png })).toBeNull()
  expect(existsSync(path.join(home, 'Bridge.png'))).toBe(false)
})

it('are copied, or a sentence says that they were not', async () => {
  const copyImage = vi.fn(async () => true)
  const { copyChart } = makeCharts({ dialogs: { placeChart: async () => null }, copyImage })
  await copyChart(png)
  expect(copyImage).toHaveBeenCalledWith(Buffer.from('PNG'))
  copyImage.mockResolvedValueOnce(false)
  await expect(copyChart(png)).rejects.toThrow('could not be copied')
})
