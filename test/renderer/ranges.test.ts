/**
 * Rectangles and moving about, on a sheet of letters: H is a heading, x a filled cell, a dot a blank one.
 */
import { describe, expect, it } from 'vitest'
import { destination, following } from '../../renderer/grid/moving.ts'
import { besideOver, boxOf, edgeFrom, isSingle, type Layout, rowsIn, type Spot } from '../../renderer/grid/ranges.ts'

/** @param below how many of the rows are pinned below the body */
function sheet(text: string, below = 0): Layout {
  const rows = text
    .trim()
    .split('\n')
    .map((row) => row.trim())
  return {
    rows: rows.length,
    body: rows.length - below,
    columns: Math.max(...rows.map((row) => row.length)),
    isHeading: (row) => rows[row] === 'H',
    isFilled: (row, column) => rows[row]?.[column] === 'x',
  }
}

const at = (row: number, column: number): Spot => ({ row, column })
const move = (layout: Layout, from: Spot, key: string, ctrl = false) => destination({ key, ctrl }, from, layout, 5)

// Two sections of lines with their subtotals, and the total pinned below.
const plan = sheet(
  `H
   xx.
   xxx
   x.x
   xxx
   H
   xxx
   x..
   xxx
   xxx`,
  1,
)

describe('ctrl with an arrow', () => {
  it('goes to the end of the block, which a heading ends', () => {
    expect(edgeFrom(at(1, 0), 'down', plan)).toEqual(at(4, 0))
    expect(edgeFrom(at(4, 0), 'down', plan)).toEqual(at(6, 0))
    expect(edgeFrom(at(6, 0), 'up', plan)).toEqual(at(4, 0))
  })
  it('stops before a blank, and goes on from there to the next filled cell', () => {
    expect(edgeFrom(at(1, 1), 'down', plan)).toEqual(at(2, 1))
    expect(edgeFrom(at(2, 1), 'down', plan)).toEqual(at(4, 1))
    expect(edgeFrom(at(3, 0), 'right', plan)).toEqual(at(3, 2))
    expect(edgeFrom(at(7, 0), 'right', plan)).toEqual(at(7, 2))
  })
  it('stays at the edge, and never ends on a heading', () => {
    expect(edgeFrom(at(1, 0), 'up', plan)).toEqual(at(1, 0))
    expect(edgeFrom(at(1, 0), 'left', plan)).toEqual(at(1, 0))
    expect(edgeFrom(at(1, 2), 'up', plan)).toEqual(at(1, 2))
  })
})

describe('a key', () => {
  it('moves one cell, held at the edges', () => {
    expect(move(plan, at(1, 0), 'ArrowUp')).toEqual(at(0, 0))
    expect(move(plan, at(0, 0), 'ArrowUp')).toEqual(at(0, 0))
    expect(move(plan, at(9, 2), 'ArrowRight')).toEqual(at(9, 2))
  })
  it('goes to the row’s and the sheet’s ends', () => {
    expect(move(plan, at(3, 1), 'Home')).toEqual(at(3, 0))
    expect(move(plan, at(3, 1), 'End')).toEqual(at(3, 2))
    expect(move(plan, at(3, 1), 'Home', true)).toEqual(at(1, 0))
    // The total is pinned below and always in sight.
    expect(move(plan, at(3, 1), 'End', true)).toEqual(at(8, 2))
  })
  it('turns a page less a row, and does not turn one with ctrl, which changes the view', () => {
    expect(move(plan, at(1, 1), 'PageDown')).toEqual(at(5, 1))
    expect(move(plan, at(8, 1), 'PageDown')).toEqual(at(9, 1))
    expect(move(plan, at(3, 1), 'PageUp')).toEqual(at(0, 1))
    expect(move(plan, at(3, 1), 'PageUp', true)).toBeNull()
    expect(move(plan, at(3, 1), 'x')).toBeNull()
  })
})

describe('Enter and Tab', () => {
  const go = (key: string, from: Spot, boxes = [boxOf(from, from, 'cells', plan)], shift = false, column?: number) =>
    following({ key, shift }, from, boxes, plan, column)

  it('go to the next cell over headings, and Tab on to the next row', () => {
    expect(go('Enter', at(4, 1))).toEqual(at(6, 1))
    expect(go('Enter', at(6, 1), undefined, true)).toEqual(at(4, 1))
    expect(go('Tab', at(4, 2))).toEqual(at(6, 0))
    expect(go('Tab', at(6, 0), undefined, true)).toEqual(at(4, 2))
    expect(go('Enter', at(2, 2), undefined, false, 0)).toEqual(at(3, 0))
  })
  it('leave the grid at its ends: Tab goes on to what follows, Enter stays', () => {
    expect(go('Tab', at(9, 2))).toBeNull()
    expect(go('Tab', at(1, 0), undefined, true)).toBeNull()
    expect(go('Enter', at(9, 0))).toBeNull()
    expect(go('Enter', at(1, 0), undefined, true)).toBeNull()
  })
  it('go round a selection, down first with Enter and right first with Tab, over headings', () => {
    const box = [boxOf(at(4, 0), at(6, 1), 'cells', plan)]
    const round = (key: string, shift = false) => {
      const places: string[] = []
      let from: Spot | null = at(4, 0)
      for (let step = 0; step < 5 && from; step++) {
        from = go(key, from, box, shift)
        places.push(`${from?.row},${from?.column}`)
      }
      return places
    }
    expect(round('Enter')).toEqual(['6,0', '4,1', '6,1', '4,0', '6,0'])
    expect(round('Tab')).toEqual(['4,1', '6,0', '6,1', '4,0', '4,1'])
    expect(round('Enter', true)).toEqual(['6,1', '4,1', '6,0', '4,0', '6,1'])
  })
  it('go on from one selection to the next', () => {
    const boxes = [boxOf(at(1, 0), at(1, 0), 'cells', plan), boxOf(at(8, 1), at(8, 2), 'cells', plan)]
    expect(go('Enter', at(1, 0), boxes)).toEqual(at(8, 1))
    expect(go('Enter', at(8, 2), boxes)).toEqual(at(1, 0))
    expect(go('Tab', at(1, 0), boxes, true)).toEqual(at(8, 2))
  })
})

describe('a rectangle', () => {
  it('is the same from whichever corner it is drawn', () => {
    expect(boxOf(at(6, 2), at(1, 0), 'cells', plan)).toEqual({ top: 1, bottom: 6, left: 0, right: 2 })
    expect(isSingle(boxOf(at(1, 1), at(1, 1), 'cells', plan))).toBe(true)
  })
  it('of whole rows or columns goes from edge to edge', () => {
    expect(boxOf(at(2, 1), at(3, 1), 'rows', plan)).toEqual({ top: 2, bottom: 3, left: 0, right: 2 })
    expect(boxOf(at(2, 1), at(3, 1), 'columns', { ...plan, rows: plan.body })).toEqual({
      top: 0,
      bottom: 8,
      left: 1,
      right: 1,
    })
  })
  it('has no cells in headings', () => {
    expect(rowsIn(boxOf(at(4, 0), at(6, 0), 'cells', plan), plan)).toEqual([4, 6])
    expect(besideOver(at(1, 0), 'up', plan)).toEqual(at(1, 0))
  })
})
