/**
 * What the import dialog shows of a reading, a page of each list at a time, so that ten thousand lines cost the window no
 * more than fifty. Example: of 10,000 lines the preview has lines 1 to 100, with their priorities' sums over all.
 */
import type { Comparison } from '../../shared/importing/comparing.ts'
import type {
  FoundTable,
  Place,
  Problem,
  Reading,
  ReadLine,
  Skipped,
  StatedFigure,
} from '../../shared/importing/index.ts'
import type { Measure } from '../../shared/model.ts'
import { addUp, type Pence } from '../../shared/money.ts'
import { amountOf, type Plan, yearsOf } from '../../shared/plan.ts'
import type { FinancialYear } from '../../shared/years.ts'
import {
  byPriority,
  cellAccountOf,
  differs,
  type FigureColumn,
  figureColumns,
  figureIn,
  statedInOrder,
  summaryOf,
} from './summary.ts'

/** The lists that are shown by the page. */
export const lists = ['preview', 'changed', 'added', 'missing', 'problems', 'stated', 'skipped'] as const
export type List = (typeof lists)[number]
/** Which page of each list is looked at, counted from 0. */
export type Pages = Partial<Record<List, number>>

/** Rows on a page. */
export const PAGE = 100

/** One page of a list; `all` counts the whole of it. */
export interface Page<One> {
  all: number
  from: number
  items: One[]
}

/** A line that would be taken, with a figure for each column. */
export interface PreviewLine {
  key: string
  service: string
  provider: string | null
  figures: (Pence | null)[]
}

/** A priority's lines on this page. */
export interface PreviewGroup {
  name: string
  lines: PreviewLine[]
  /** The sums of all its lines, where the last of them is on this page. */
  sums: (Pence | null)[] | null
}

export interface PreviewView {
  columns: FigureColumn[]
  lines: Page<PreviewGroup>
  total: (Pence | null)[]
}

/** One figure that would change, with its tick. */
export interface ChangedRow {
  tick: string
  service: string
  provider: string | null
  year: FinancialYear
  measure: Measure
  was: Pence | null
  becomes: Pence
  at: Place
}

/** A line of the plan that the workbook does not have; its tick, by its id, removes it. */
export interface MissingRow {
  tick: string
  service: string
  provider: string | null
  pence: Pence | null
}

export interface ChangesView {
  unchanged: number
  changed: Page<ChangedRow>
  columns: FigureColumn[]
  added: Page<PreviewLine>
  missing: Page<MissingRow>
  /** The year of the budgets that stand beside the missing lines. */
  year: FinancialYear | null
}

/** All that the dialog shows of a reading, but for what became of its cells. */
export interface ReadingView {
  file: string
  summary: string
  /** Everything could be read and adds up. */
  isClean: boolean
  lines: number
  tables: FoundTable[]
  account: string
  /** Sheets on which some figures seem to lack their unit. */
  unitDoubts: string[]
  /** null where a plan is there to compare with. */
  preview: PreviewView | null
  changes: ChangesView | null
  problems: Page<Problem>
  stated: Page<StatedFigure>
  /** Of the stated figures. */
  wrong: number
  skipped: Page<Skipped>
  /** What stands in the workbook where an amount was mended. */
  mended: { sheet: string; cell: string; text: string }[]
}

/** A page of a list; the last one where there are not so many. */
function pageOf<One, Shown>(all: readonly One[], page: number, show: (one: One) => Shown): Page<Shown> {
  const from = Math.min(page, Math.max(0, Math.ceil(all.length / PAGE) - 1)) * PAGE
  return { all: all.length, from, items: all.slice(from, from + PAGE).map(show) }
}

const same = <One>(one: One): One => one

const sums = (columns: FigureColumn[], lines: readonly ReadLine[]) =>
  columns.map((column) => addUp(lines.map((line) => figureIn(line, column))))

function shown(columns: FigureColumn[], key: string, line: ReadLine): PreviewLine {
  const { service, provider } = line
  return { key, service, provider, figures: columns.map((column) => figureIn(line, column)) }
}

function previewOf({ lines }: Reading, page: number): PreviewView {
  const columns = figureColumns(lines)
  const groups = byPriority(lines)
  const inOrder = groups.flatMap((group) => group.lines.map((line) => ({ group, line })))
  const { all, from, items } = pageOf(inOrder, page, same)
  const onPage: PreviewGroup[] = []
  for (const [index, { group, line }] of items.entries()) {
    if (items[index - 1]?.group !== group) onPage.push({ name: group.name, lines: [], sums: null })
    const held = onPage.at(-1)!
    held.lines.push(shown(columns, `${line.at.sheet} ${line.at.row} ${from + index}`, line))
    if (line === group.lines.at(-1)) held.sums = sums(columns, group.lines)
  }
  return { columns, lines: { all, from, items: onPage }, total: sums(columns, lines) }
}

function changesOf({ lines, missing }: Comparison, plan: Plan, pages: Pages): ChangesView {
  const changed = lines.filter(({ status }) => status === 'changed')
  const added = lines.filter(({ status }) => status === 'added')
  const columns = figureColumns(added.map(({ read }) => read))
  const year = yearsOf(plan).at(-1) ?? null
  return {
    unchanged: lines.length - changed.length - added.length,
    changed: pageOf(
      changed.flatMap((line) => line.figures.map((figure) => ({ line, figure }))),
      pages.changed ?? 0,
      ({ line: { read }, figure: { tick, year, measure, was, becomes } }) => {
        const figure = read.figures.find((one) => one.year === year && one.measure === measure)
        const { service, provider } = read
        return { tick, service, provider, year, measure, was, becomes, at: figure?.at ?? read.at }
      },
    ),
    columns,
    added: pageOf(added, pages.added ?? 0, ({ tick, read }) => shown(columns, tick, read)),
    missing: pageOf(missing, pages.missing ?? 0, ({ id, service, provider }) => {
      return { tick: id, service, provider, pence: year && amountOf(plan, id, year, 'budget') }
    }),
    year,
  }
}

/** What is shown of a reading. @param compared with the plan that it goes into, where that has lines */
export function viewOf(
  reading: Reading,
  compared: { comparison: Comparison; plan: Plan } | null,
  pages: Pages,
): Omit<ReadingView, 'mended'> {
  const { file, tables, lines, problems, stated, skipped } = reading
  const wrong = stated.filter(differs).length
  const doubts = problems.filter(({ kind }) => kind === 'unit missing').map(({ at }) => at.sheet)
  return {
    file,
    summary: summaryOf(reading),
    isClean: problems.length === 0 && wrong === 0,
    lines: lines.length,
    tables,
    account: cellAccountOf(reading),
    unitDoubts: [...new Set(doubts)],
    preview: compared ? null : previewOf(reading, pages.preview ?? 0),
    changes: compared && changesOf(compared.comparison, compared.plan, pages),
    problems: pageOf(problems, pages.problems ?? 0, same),
    stated: pageOf(statedInOrder(stated), pages.stated ?? 0, same),
    wrong,
    skipped: pageOf(skipped, pages.skipped ?? 0, same),
  }
}
