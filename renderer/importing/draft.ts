/**
 * An import while the officer looks at it: sheets, columns, mended amounts and ticks, and what they come to. Nothing is
 * written until it is imported. Example: choosing another unit reads the tables anew, at once.
 */
import { useEffect, useMemo, useState } from 'react'
import type { NewId } from '../../shared/edits.ts'
import { type Comparison, chosenLines, compareImport } from '../../shared/importing/comparing.ts'
import { type Correction, corrected, withOriginals } from '../../shared/importing/corrections.ts'
import {
  type ImportPlan,
  planImport,
  type Reading,
  readTables,
  type TableMapping,
} from '../../shared/importing/index.ts'
import { type KnownMapping, knownMappingOf, type Remembered, rememberedFor } from '../../shared/importing/shapes.ts'
import { type Plan, planOf } from '../../shared/plan.ts'
import type { Workbook } from '../../shared/sheet.ts'
import type { Call } from '../api.ts'
import { sentenceOf } from '../planner.ts'
import { mappingOf } from './mapping.ts'

/** The officer's own mappings, by sheet. */
export type Mappings = Readonly<Record<string, TableMapping[]>>

/** What an import would do. */
export interface Outcome {
  reading: Reading | null
  comparison: Comparison | null
  planned: ImportPlan | null
  error: string | null
}

const nothing: Outcome = { reading: null, comparison: null, planned: null, error: null }

export interface DraftInput {
  sheets: readonly string[]
  mappings: Mappings
  corrections: readonly Correction[]
  left: ReadonlySet<string>
}

/** Reads the workbook as the officer said. @throws Refusal as readTables does */
export function readDraft(workbook: Workbook, { sheets, mappings, corrections }: Omit<DraftInput, 'left'>): Reading {
  const own = sheets.flatMap((name) => mappings[name] ?? [])
  const reading = readTables(corrected(workbook, corrections), { sheets, mappings: own })
  return withOriginals(reading, workbook, corrections)
}

/** Plans what is ticked. @param plan the open plan; null when the import makes a new one */
export function planDraft(plan: Plan | null, reading: Reading, left: ReadonlySet<string>, newId: NewId) {
  const comparison = plan && plan.line.size > 0 ? compareImport(plan, reading) : null
  const chosen = comparison && left.size > 0 ? chosenLines(comparison, left) : undefined
  return { comparison, plan: () => planImport(plan ?? planOf(), reading, newId, chosen) }
}

/**
 * The mappings that are remembered for the tables of a workbook, by sheet, where they say something else than what is found.
 * A table that none is remembered for is read as it is found.
 */
export function rememberedMappings(workbook: Workbook, known: readonly KnownMapping[]) {
  const used: Record<string, Remembered[]> = {}
  const mappings: Record<string, TableMapping[]> = {}
  if (known.length === 0) return { used, mappings }
  for (const sheet of workbook.sheets.filter(({ hidden }) => !hidden)) {
    const remembered = rememberedFor(sheet, known)
    if (remembered.length === 0) continue
    const found = readTables(workbook, { sheets: [sheet.name] }).tables
    const same = remembered.every(({ mapping }) =>
      found.some(
        (table) =>
          table.headerRows.join() === mapping.headerRows.join() &&
          (mapping.unit ?? table.unit) === table.unit &&
          Object.entries(mapping.columns).every(([letters, name]) => table.columns[letters] === name),
      ),
    )
    if (same) continue
    const rows = new Set(remembered.flatMap(({ mapping }) => mapping.headerRows))
    const others = found.filter(({ headerRows }) => !headerRows.some((row) => rows.has(row))).map(mappingOf)
    used[sheet.name] = remembered
    mappings[sheet.name] = [...remembered.map(({ mapping }) => mapping), ...others]
  }
  return { used, mappings }
}

/** What to remember of an import: the tables of the sheets whose columns the officer confirmed. */
export function toRemember(workbook: Workbook, sheets: readonly string[], mappings: Mappings): KnownMapping[] {
  return workbook.sheets
    .filter(({ name }) => sheets.includes(name))
    .flatMap((sheet) => (mappings[sheet.name] ?? []).flatMap((mapping) => knownMappingOf(sheet, mapping) ?? []))
}

/** The state of an import, and what it comes to. */
export function useDraft(workbook: Workbook, plan: Plan | null, { call, newId }: { call: Call; newId: NewId }) {
  const [sheets, setSheets] = useState(() => workbook.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name))
  const [mappings, setMappings] = useState<Mappings>({})
  const [used, setUsed] = useState<Record<string, Remembered[]>>({})
  const [corrections, setCorrections] = useState<Correction[]>([])
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())

  useEffect(() => {
    let stopped = false
    call('knownMappings').then(
      (known) => {
        if (stopped) return
        const remembered = rememberedMappings(workbook, known)
        if (Object.keys(remembered.mappings).length === 0) return
        setUsed(remembered.used)
        setMappings((held) => ({ ...remembered.mappings, ...held }))
      },
      () => {
        // Without them the tables are read as they are found.
      },
    )
    return () => {
      stopped = true
    }
  }, [workbook, call])

  const read = useMemo((): Outcome => {
    try {
      return { ...nothing, reading: readDraft(workbook, { sheets, mappings, corrections }) }
    } catch (error) {
      return { ...nothing, error: sentenceOf(error) }
    }
  }, [workbook, sheets, mappings, corrections])

  const outcome = useMemo((): Outcome => {
    if (!read.reading) return read
    const draft = planDraft(plan, read.reading, left, newId)
    try {
      return { ...read, comparison: draft.comparison, planned: draft.plan() }
    } catch (error) {
      return { ...read, comparison: draft.comparison, error: sentenceOf(error) }
    }
  }, [read, plan, left, newId])

  /** What is read anew has other lines, so that all are ticked again. */
  const anew = () => setLeft(new Set())
  return {
    ...outcome,
    sheets,
    mappings,
    used,
    corrections,
    left,
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
    tick: (ticks: readonly string[], on: boolean) =>
      setLeft((held) => {
        const next = new Set(held)
        for (const one of ticks) {
          if (on) next.delete(one)
          else next.add(one)
        }
        return next
      }),
  }
}

export type Draft = ReturnType<typeof useDraft>
