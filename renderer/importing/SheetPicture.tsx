/**
 * A sheet as it stands in the workbook, each cell with what became of it. Only what is in sight is drawn, so that the
 * largest sheet opens at once. Arrow keys move the cursor. Example: E14, a stated sum that differs, has ≠ and a warm ground.
 */
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and says which of its cells is the active one
// biome-ignore-all lint/a11y/useSemanticElements: only the cells in sight are drawn, which no table element can say
import { type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { address, columnLetters } from '../../shared/sheet.ts'
import { type Fate, type FateKind, type Fates, fateNames } from './fates.ts'
import type { SheetSize, ShownCell } from './messages.ts'
import type { RowsInSight } from './useRows.ts'

const ROW = 24
const HEAD = 40
const GUTTER = 72
/** Room for what a column is read as, such as “forecast 2021/22”. */
const NARROWEST = 104
/** Rows drawn above and below those in sight. */
const SPARE = 6
/** Rows that are asked about together. */
const BLOCK = 64

export interface Spot {
  row: number
  column: number
}

export interface SheetPictureProps {
  /** The sheet's. */
  name: string
  size: SheetSize
  /** Those in sight. */
  rows: RowsInSight
  /** Tells which rows are in sight, in steps of {@link BLOCK}. */
  onRows: (rows: { from: number; to: number }) => void
  /** What a column is read as, below its letter. */
  readAs: (column: number) => string
  spot: Spot
  onSpot: (spot: Spot) => void
}

/**
 * The left edge of each column, counted from 1; one more at the end. Wide enough for most of a column's texts, and never so
 * wide that the others are out of sight.
 */
function leftsOf({ lastColumn, longest }: SheetSize): number[] {
  const lefts = [0, GUTTER]
  for (let column = 1; column <= lastColumn; column++)
    lefts.push(lefts[column]! + Math.max(NARROWEST, (longest[column] ?? 0) * 7.2 + 26))
  return lefts
}

const NONE: ReadonlyMap<number, ShownCell> = new Map()

export function SheetPicture({ name, size, rows, onRows, readAs, spot, onSpot }: SheetPictureProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const lefts = useMemo(() => leftsOf(size), [size])
  const { lastRow, lastColumn } = size
  const { fates } = rows
  const [view, setView] = useState({ top: 0, left: 0, height: 600, width: 900 })
  const look = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { scrollTop: top, scrollLeft: left, clientHeight: height, clientWidth: width } = element
    setView((held) =>
      held.top === top && held.left === left && held.height === height && held.width === width
        ? held
        : { top, left, height, width },
    )
  }, [])
  useLayoutEffect(() => {
    const watch = new ResizeObserver(look)
    watch.observe(scroller.current!)
    return () => watch.disconnect()
  }, [look])
  useEffect(() => {
    const element = scroller.current!
    const top = (spot.row - 1) * ROW
    const seen = element.clientHeight - HEAD - ROW
    if (top < element.scrollTop || top > element.scrollTop + seen) element.scrollTop = top - seen / 3
    const left = (lefts[spot.column] ?? GUTTER) - GUTTER
    const right = (lefts[spot.column + 1] ?? left) - element.clientWidth
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (right > element.scrollLeft) element.scrollLeft = Math.min(right, left)
  }, [spot, lefts])

  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / ROW) - 3)
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      PageUp: [-page, 0],
      PageDown: [page, 0],
      Home: [0, -lastColumn],
      End: [0, lastColumn],
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const within = (value: number, last: number) => Math.min(Math.max(value, 1), last)
    onSpot({ row: within(spot.row + step[0], lastRow), column: within(spot.column + step[1], lastColumn) })
  }

  const firstRow = Math.max(1, Math.floor(view.top / ROW) - SPARE)
  const endRow = Math.min(lastRow, Math.ceil((view.top + view.height) / ROW) + SPARE)
  const from = Math.floor(firstRow / BLOCK) * BLOCK - BLOCK
  const to = Math.ceil(endRow / BLOCK) * BLOCK + BLOCK
  useEffect(() => onRows({ from, to }), [onRows, from, to])
  const columns: number[] = []
  for (let column = 1; column <= lastColumn; column++)
    if (lefts[column + 1]! >= view.left && lefts[column]! <= view.left + view.width) columns.push(column)
  const numbers = Array.from({ length: Math.max(0, endRow - firstRow + 1) }, (_, index) => firstRow + index)
  const width = lefts[lastColumn + 1]!
  const place = (column: number, span = 1) => ({
    left: lefts[column],
    width: lefts[Math.min(column + span, lastColumn + 1)]! - lefts[column]!,
  })
  const at = address(spot.row, spot.column)
  const drawn = numbers.includes(spot.row) && columns.includes(spot.column)
  return (
    <div className="picture">
      <div
        ref={scroller}
        className="picture-scroller"
        role="grid"
        tabIndex={0}
        aria-label={`Sheet ${name}`}
        aria-rowcount={lastRow + 1}
        aria-colcount={lastColumn + 1}
        aria-activedescendant={drawn ? `${id}-${at}` : undefined}
        onScroll={look}
        onKeyDown={move}
      >
        <div className="picture-head" role="row" aria-rowindex={1} style={{ width }}>
          <span className="picture-corner" role="columnheader" aria-colindex={1} style={{ width: GUTTER }}>
            Row
          </span>
          {columns.map((column) => (
            <span
              key={column}
              className="picture-column"
              role="columnheader"
              aria-colindex={column + 1}
              style={place(column)}
            >
              {columnLetters(column)}
              <small title={readAs(column)}>{readAs(column)}</small>
            </span>
          ))}
        </div>
        <div className="picture-rows" role="rowgroup" style={{ height: lastRow * ROW, width }}>
          {numbers.map((number) => {
            const cells = rows.cells.get(number) ?? NONE
            const main = mainFate(cells, fates)
            return (
              <div
                key={number}
                className="picture-row"
                role="row"
                aria-rowindex={number + 1}
                style={{ top: (number - 1) * ROW, width }}
              >
                <span
                  className={main ? `picture-number fate-${main}` : 'picture-number'}
                  role="rowheader"
                  aria-colindex={1}
                  style={{ width: GUTTER }}
                >
                  {number}
                  <b aria-hidden>{main ? fateNames[main].letter : ''}</b>
                </span>
                {columns.map((column) => {
                  const cell = cells.get(column)
                  const here = address(number, column)
                  const fate = fates.get(here)
                  const isSpot = number === spot.row && column === spot.column
                  if (!cell && !isSpot) return null
                  const own = fate && (fate.kind !== main || fate.kind === 'differs' || fate.kind === 'problem')
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid as a whole takes the arrow keys
                    <span
                      key={column}
                      id={`${id}-${here}`}
                      className={cellClass(cell, fate, isSpot)}
                      role="gridcell"
                      tabIndex={-1}
                      aria-colindex={column + 1}
                      aria-selected={isSpot}
                      aria-label={`${here}, ${cell?.text ?? 'empty'}${fate ? `, ${fate.words}` : ''}`}
                      title={fate?.words}
                      style={place(column, spanOf(rows, number, column))}
                      onClick={() => {
                        onSpot({ row: number, column })
                        scroller.current?.focus({ preventScroll: true })
                      }}
                    >
                      {own && <b>{fateNames[fate.kind].letter}</b>}
                      <span>{cell?.text}</span>
                    </span>
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
      <p className="picture-spot" role="status">
        <strong>{at}</strong> {rows.cells.get(spot.row)?.get(spot.column)?.text ?? 'empty'}
        <span className="quiet"> {fates.get(at)?.words}</span>
      </p>
    </div>
  )
}

/** The most telling fate of a row, for its number. */
function mainFate(cells: ReadonlyMap<number, ShownCell>, fates: Fates): FateKind | null {
  const counts = new Map<FateKind, number>()
  for (const { row, column } of cells.values()) {
    const kind = fates.get(address(row, column))?.kind
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  for (const kind of ['heading', 'line', 'differs', 'agrees', 'section'] as const) if (counts.has(kind)) return kind
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function cellClass(cell: ShownCell | undefined, fate: Fate | undefined, isSpot: boolean): string {
  const classes = ['picture-cell']
  if (fate) classes.push(`fate-${fate.kind}`)
  if (cell?.isFigure) classes.push('picture-figure')
  if (isSpot) classes.push('picture-here')
  return classes.join(' ')
}

function spanOf({ merges }: RowsInSight, row: number, column: number): number {
  const merge = merges.find(({ top, left }) => top === row && left === column)
  return merge ? merge.right - merge.left + 1 : 1
}
