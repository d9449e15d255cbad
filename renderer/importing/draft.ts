/**
 * An import while the officer looks at it: sheets, columns, mended amounts and ticks, and what they come to. Nothing is
 * written until it is imported. Example: choosing another unit reads the tables anew; until then the last preview stays.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Correction } from '../../shared/importing/corrections.ts'
import type { TableMapping } from '../../shared/importing/index.ts'
import type { Remembered } from '../../shared/importing/shapes.ts'
import type { OpenedWorkbook } from '../../shared/ipc.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Call } from '../api.ts'
import { sentenceOf } from '../planner.ts'
import { ImportClient, Latest } from './client.ts'
import type { Mappings, Questions, View } from './messages.ts'
import { type TickList, untouched, withTick } from './ticks.ts'
import type { List, Pages } from './view.ts'

type Asked = Questions['view']['asks']

/** The state of an import, and what it comes to. @param version rises with every change of the plan, after which it is compared anew */
export function useDraft(workbook: OpenedWorkbook, plan: Plan | null, version: number, call: Call) {
  const [sheets, setSheets] = useState(() => workbook.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name))
  const [mappings, setMappings] = useState<Mappings>({})
  const [used, setUsed] = useState<Record<string, Remembered[]>>({})
  const [corrections, setCorrections] = useState<Correction[]>([])
  const [ticks, setTicks] = useState(untouched)
  const [pages, setPages] = useState<Pages>({})
  const [client, setClient] = useState<ImportClient | null>(null)
  const [told, setTold] = useState<{ asked: Asked; view: View } | null>(null)
  const latest = useRef<Latest<Asked, View> | null>(null)
  const asked = useMemo(
    (): Asked => ({ said: { sheets, mappings, corrections, ticks }, pages }),
    [sheets, mappings, corrections, ticks, pages],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is the same object before and after a change of it
  useEffect(() => {
    const made = new ImportClient(workbook, plan)
    latest.current = new Latest(
      (wanted) => made.ask('view', wanted),
      (wanted, answer) => {
        if (answer.status === 'fulfilled') setTold({ asked: wanted, view: answer.value })
        else {
          const error = sentenceOf(answer.reason)
          setTold((held) => ({ asked: wanted, view: { reading: held?.view.reading ?? null, effect: null, error } }))
        }
      },
    )
    setClient(made)
    return () => {
      latest.current = null
      made.close()
    }
  }, [workbook, plan, version])

  useEffect(() => {
    if (client) latest.current?.want(asked)
  }, [client, asked])

  useEffect(() => {
    if (!client) return
    let stopped = false
    const recall = async () => {
      const known = await call('knownMappings')
      if (stopped || known.length === 0) return
      const remembered = await client.ask('remembered', known)
      if (stopped || Object.keys(remembered.mappings).length === 0) return
      setUsed(remembered.used)
      setMappings((held) => ({ ...remembered.mappings, ...held }))
    }
    // Without them the tables are read as they are found.
    recall().catch(() => {})
    return () => {
      stopped = true
    }
  }, [client, call])

  /** What is read anew has other lines, so that each is ticked as at first. */
  const anew = () => {
    setTicks(untouched)
    setPages({})
  }
  return {
    /** The last that was worked out; null before the first. */
    view: told?.view ?? null,
    /** It is being worked out anew. */
    isBusy: told?.asked !== asked,
    client,
    sheets,
    mappings,
    used,
    corrections,
    ticks,
    /** The Change of what was said, and the columns to remember. @throws Refusal */
    change: () => client!.ask('change', asked.said),
    turn: (list: List, page: number) => setPages((held) => ({ ...held, [list]: page })),
    chooseSheets: (names: string[]) => {
      setSheets(names)
      anew()
    },
    /** @param own null to read the sheet as it is found */
    map: (sheet: string, own: TableMapping[] | null) => {
      setMappings(({ [sheet]: _, ...others }) => (own ? { ...others, [sheet]: own } : others))
      setUsed(({ [sheet]: _, ...others }) => others)
      anew()
    },
    correct: (correction: Correction) =>
      setCorrections((held) => [
        ...held.filter((one) => one.sheet !== correction.sheet || one.cell !== correction.cell),
        correction,
      ]),
    takeBack: (correction: Correction) => setCorrections((held) => held.filter((one) => one !== correction)),
    tick: (list: TickList, tick: string, on: boolean) =>
      setTicks((held) => ({ ...held, [list]: withTick(held[list], tick, on) })),
    tickAll: (list: TickList, on: boolean) => setTicks((held) => ({ ...held, [list]: { on, but: new Set() } })),
  }
}

export type Draft = ReturnType<typeof useDraft>
