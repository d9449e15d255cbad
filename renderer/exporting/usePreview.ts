/**
 * What an export would be, asked for anew whenever something else is chosen. Example: another unit is chosen, and the sheets
 * before stay in sight until the new ones are there.
 */
import { useEffect, useState } from 'react'
import type { ExportChoice, ExportPreview } from '../../shared/exporting/choice.ts'
import { call } from '../api.ts'
import { planner } from '../instance.ts'
import { sentenceOf } from '../planner.ts'

export interface Previewed {
  /** Of what is chosen, or while that is made of what was chosen before; null at first. */
  preview: ExportPreview | null
  /** Why there is none, as a sentence. */
  fault: string | null
  isBusy: boolean
}

/**
 * @param choice null while nothing is chosen
 * @param round another one asks anew, say after the template was changed in Excel
 */
export function usePreview(choice: ExportChoice | null, round: number): Previewed {
  const [told, setTold] = useState<{ key: string } & Omit<Previewed, 'isBusy'>>({ key: '', preview: null, fault: null })
  // Whether there is an accessible edition beside it changes nothing of the paper itself.
  const key = choice ? JSON.stringify({ ...choice, accessible: false, round }) : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked is the same when it reads the same
  useEffect(() => {
    if (!choice || told.key === key) return
    let isStopped = false
    const ask = async () => {
      await planner.flush()
      if (isStopped) return
      try {
        const preview = await call('previewExport', choice)
        if (!isStopped && preview) setTold({ key, preview, fault: null })
      } catch (error) {
        if (!isStopped) setTold({ key, preview: null, fault: sentenceOf(error) })
      }
    }
    void ask()
    return () => {
      isStopped = true
    }
  }, [key])
  return {
    preview: told.preview,
    fault: told.key === key ? told.fault : null,
    isBusy: choice !== null && told.key !== key,
  }
}
