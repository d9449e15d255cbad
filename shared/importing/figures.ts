/**
 * What one cell says of money. Example: the cell "Safer Devon £439,470*⏎Exeter £25,000" is £464,470, with its names kept
 * as notes.
 */
import { addUp, formatMoney, fromNumber, type Pence, readAmount } from '../money.ts'
import type { Cell } from '../sheet.ts'
import { workOut } from './formulas.ts'
import type { Grid } from './grid.ts'
import type { Problem } from './reading.ts'

/** Why figures that would be small may be counted in something else than pounds, though nothing says so. */
export type Doubt =
  | 'all are small'
  | 'others have m'
  | 'others elsewhere have m'
  | 'others have k'
  | 'less than a penny'

export type CellFigure =
  | {
      kind: 'amount'
      pence: Pence
      mark: string | null
      /** What stands beside the figure in its cell, to be kept as a note. */
      words: readonly string[]
      /** What its last shown digit is worth, in pence; 0 for figures in pounds or pence, which are exact. */
      step: number
    }
  | { kind: 'blank' }
  | { kind: 'problem'; problem: Problem['kind']; message: string; suggestion: Pence | null }

const NO_WORDS: readonly string[] = []
const SAFE = 'its figure was left empty, so type the amount in after importing.'

/**
 * Reads a cell of a figure column.
 * @param unit what its figures are counted in, in pounds
 * @param doubt why its figures may be counted in something else, though nothing says so
 */
export function readFigure(grid: Grid, cell: Cell, unit: number, doubt: Doubt | null = null): CellFigure {
  const figure = readCell(grid, cell, unit)
  if (doubt === null || unit !== 1 || !lacksUnit(cell, figure, doubt)) return figure
  const millions = doubt !== 'others have k' && doubt !== 'less than a penny'
  const meant = millions ? readCell(grid, cell, 1_000_000) : figure
  return problem(
    'unit missing',
    `${cell.text} would be ${figure.kind === 'amount' && figure.pence !== 0 ? formatMoney(figure.pence) : 'pence'}, and ${WHY[doubt]}; ${SAFE}`,
    millions && meant.kind === 'amount' ? meant.pence : null,
  )
}

const WHY: Record<Doubt, string> = {
  'all are small': 'the table does not say what its figures are counted in',
  'others have m': 'others beside it have “m”',
  'others elsewhere have m': 'other amounts in this workbook have “m”',
  'others have k': 'others beside it have “k”',
  'less than a penny': 'no amount in pounds has three decimals',
}

/** Pounds with three decimals. */
const THREE_DECIMALS = /^£?\d{1,3}\.\d{3}\W*$/
const SUFFIX = /[kmp]\b/i

function lacksUnit(cell: Cell, figure: CellFigure, doubt: Doubt): boolean {
  if (cell.type === 'text' && THREE_DECIMALS.test(cell.text)) return doubt === 'all are small'
  if (figure.kind !== 'amount') return false
  const pounds = Math.abs(cell.type === 'number' ? (cell.value as number) : figure.pence / 100)
  if (pounds === 0 || pounds >= 1_000 || SUFFIX.test(cell.text)) return false
  if (doubt === 'all are small') return true
  if (doubt === 'others have m') return !Number.isInteger(pounds) || pounds < 100
  const typed = cell.type === 'number' && cell.formula === undefined && pounds < 100
  return typed && (doubt === 'less than a penny' ? /\.\d{3}$/.test(cell.text) : !Number.isInteger(pounds))
}

function readCell(grid: Grid, cell: Cell, unit: number): CellFigure {
  switch (cell.type) {
    case 'number': {
      if (cell.text.endsWith('%')) return problem('malformed amount', `${cell.text} is a share, not an amount; ${SAFE}`)
      const pence = fromNumber(cell.value as number, unit)
      if (pence !== null)
        return { kind: 'amount', pence, mark: null, words: NO_WORDS, step: unit === 1 ? 0 : stepOf(cell.text, unit) }
      return problem('malformed amount', `${cell.text} is too large to be an amount, so ${SAFE}`)
    }
    case 'text':
      return readText(String(cell.value), unit)
    case 'blank': {
      if (cell.value === '') return { kind: 'blank' }
      const pence = workOut(grid, cell, unit)
      if (pence !== null) return { kind: 'amount', pence, mark: null, words: NO_WORDS, step: 0 }
      return problem('amount without a value', `The formula =${cell.formula} was saved without its value; ${SAFE}`)
    }
    case 'error':
      return problem('error value', `The cell shows ${cell.text}; ${SAFE}`)
    default:
      return problem('malformed amount', `“${cell.text}” is not an amount; ${SAFE}`)
  }
}

function problem(kind: Problem['kind'], message: string, suggestion: Pence | null = null): CellFigure {
  return { kind: 'problem', problem: kind, message, suggestion }
}

function readText(text: string, unit: number): CellFigure {
  const parts = text.split('\n').filter((part) => part.trim() !== '')
  const figures: Extract<CellFigure, { kind: 'amount' }>[] = []
  for (const part of parts) {
    const figure = readPart(part, unit, parts.length > 1)
    if (figure.kind === 'problem') return parts.length > 1 ? { ...figure, suggestion: null } : figure
    if (figure.kind === 'amount') figures.push(figure)
  }
  if (figures.length === 0) return { kind: 'blank' }
  return {
    kind: 'amount',
    pence: addUp(figures.map(({ pence }) => pence)) as Pence,
    mark: figures.find(({ mark }) => mark)?.mark ?? null,
    words: parts.length > 1 ? parts.map((part) => part.trim()) : figures[0]!.words,
    step: Math.max(...figures.map(({ step }) => step)),
  }
}

/** One amount of a text; `named` allows a name before it, as where several stand in one cell. */
function readPart(part: string, unit: number, named: boolean): CellFigure {
  const amount = named ? (/^(?:\D*\s)?([-−+(]?£.*)$/.exec(part.trim())?.[1] ?? part) : part
  const reading = readAmount(amount, unit)
  if (reading.kind === 'amount') {
    return {
      kind: 'amount',
      pence: reading.pence,
      mark: reading.mark,
      words: reading.words ? [reading.words] : NO_WORDS,
      step: stepOf(amount, unit),
    }
  }
  if (reading.kind === 'blank') return reading
  return problem('malformed amount', `“${part.trim()}” is not an amount; ${SAFE}`, reading.suggestion)
}

/** The worth of the last digit shown. @example stepOf('£0.710m', 1) // 100000 pence, that is £1,000 */
function stepOf(text: string, unit: number): number {
  const match = /\d(?:\.(\d+))?\s*(k|m|bn)?\b/i.exec(text.replaceAll(',', ''))
  const suffix = match?.[2]?.toLowerCase()
  const scale = suffix === 'k' ? 1_000 : suffix === 'm' ? 1_000_000 : suffix === 'bn' ? 1_000_000_000 : unit
  return scale === 1 ? 0 : (scale * 100) / 10 ** (match?.[1]?.length ?? 0)
}
