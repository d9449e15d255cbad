/**
 * Charts that leave the window: onto the clipboard as an image, or into a file placed in the picker. What is handed over has
 * been checked by its schema. Example: `charts.saveChart({as: 'png', name: 'Reserves', base64})` gives `{file: 'Reserves.png'}`.
 */
import path from 'node:path'
import { Refusal } from '../../shared/refusal.ts'
import { writeAtomic } from '../workbook/atomic.ts'
import type { Answers } from './calls.ts'
import type { Dialogs } from './dialogs.ts'

export interface ChartsOptions {
  dialogs: Pick<Dialogs, 'placeChart'>
  /** @returns whether it was an image */
  copyImage: (png: Buffer) => Promise<boolean>
}

export function makeCharts({ dialogs, copyImage }: ChartsOptions): Pick<Answers, 'copyChart' | 'saveChart'> {
  return {
    copyChart: async (base64) => {
      if (!(await copyImage(Buffer.from(base64, 'base64'))))
        throw new Refusal('The chart could not be copied, so the clipboard is as it was; save it as PNG instead.')
      return null
    },
    saveChart: async (chart) => {
      const place = await dialogs.placeChart(chart.as, chart.name)
      if (place === null) return null
      const bytes = chart.as === 'png' ? Buffer.from(chart.base64, 'base64') : Buffer.from(chart.text, 'utf8')
      await writeAtomic(place, () => bytes)
      return { file: path.basename(place) }
    },
  }
}
