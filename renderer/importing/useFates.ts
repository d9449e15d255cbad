/**
 * What became of the cells in sight, as the worker has it. Example: scrolling asks about the next rows, and until it is answered
 * they stand without a colour.
 */
import { useEffect, useMemo, useState } from 'react'
import { type ImportClient, Latest } from './client.ts'
import type { Fates } from './fates.ts'
import type { Questions } from './messages.ts'
import type { ReadingView } from './view.ts'

/** @param reading asked about again whenever it is another */
export function useFates(
  client: ImportClient,
  reading: ReadingView,
  sheet: string,
  { from, to }: { from: number; to: number },
): Fates {
  const [told, setTold] = useState<{ sheet: string; fates: Fates } | null>(null)
  const latest = useMemo(
    () =>
      new Latest(
        (asks: Questions['fates']['asks']) => client.ask('fates', asks),
        (asks, answer) => {
          // Where it could not be told, the cells stand without a colour.
          setTold({ sheet: asks.sheet, fates: new Map(answer.status === 'fulfilled' ? answer.value : []) })
        },
      ),
    [client],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reading has other fates
  useEffect(() => latest.want({ sheet, from, to }), [latest, sheet, from, to, reading])
  return told?.sheet === sheet ? told.fates : NONE
}

const NONE: Fates = new Map()
