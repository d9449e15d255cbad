/**
 * Durham's paper on a page: each priority with its total, then the services under each; and where the money comes from.
 */
import type ExcelJS from 'exceljs'
import { PERCENT, POUNDS, pageOf, penceWhereAny, put, putAcross } from './house.ts'

/** Millions to the place that a sentence says them to: £0.8m. */
const ROUGHLY = '"£"0.0"m"_);("£"0.0"m");"–"_)'
const PRIORITIES = 'Commissioning by priority {{plan.year Y}}'
const SOURCES = 'Sources of funding {{plan.year Y}}'

export function prioritySummary(book: ExcelJS.Workbook): void {
  byPriority(book)
  bySource(book)
}

function byPriority(book: ExcelJS.Workbook): void {
  const widths = [44, 26, 15, 12, 12]
  const sheet = pageOf(book, 'By priority', { widths, headingRow: null, landscape: false, footer: PRIORITIES })
  const sums = { 2: '0', 3: POUNDS, 4: ROUGHLY, 5: PERCENT }
  put(sheet, 1, 'title', [PRIORITIES])
  put(sheet, 2, 'subtitle', ['{{plan.title}}'])
  put(sheet, 3, 'subtitle', ['{{#if plan.organisation}}{{plan.organisation}}'])
  put(sheet, 4, 'heading', ['Priority', 'Services', 'Budget ({{plan.unit}})', 'In £m', 'Of the total'], sums)
  put(
    sheet,
    5,
    'line',
    [
      ...['{{priority.path}}', '{{subtotal.lines}}', '{{subtotal.budget Y}}'],
      ...['{{subtotal.budget Y in £m}}', '{{subtotal.share Y}}'],
    ],
    sums,
  )
  put(
    sheet,
    6,
    'total',
    ['Total', '{{total.lines}}', '{{total.budget Y}}', '{{total.budget Y in £m}}', '{{total.share Y}}'],
    sums,
  )
  const money = { 3: POUNDS }
  put(sheet, 8, 'heading', ['Service', 'Provider', 'Budget ({{plan.unit}})', 'How it is commissioned'], money)
  put(sheet, 9, 'group', ['{{priority.path}}'])
  put(
    sheet,
    10,
    'line',
    ['{{line.service}} {{line.marks "[note 1]"}}', '{{line.provider}}', '{{line.budget Y}}', '{{line.route}}'],
    money,
  )
  for (const row of [8, 10]) sheet.mergeCells(row, 4, row, 5)
  putAcross(sheet, 11, 'prose', '{{#if not line}}The plan has no budget lines yet.')
  putAcross(sheet, 13, 'note', '{{note.marker "[note 1]"}} {{note.text}}')
  penceWhereAny(sheet, 'C5', 'C6')
  penceWhereAny(sheet, 'C9', 'C10')
}

function bySource(book: ExcelJS.Workbook): void {
  const widths = [44, 26, 15, 15, 15]
  const sheet = pageOf(book, 'By source', { widths, headingRow: null, landscape: false, footer: SOURCES })
  const sums = { 3: POUNDS, 4: POUNDS, 5: POUNDS }
  put(sheet, 1, 'title', [SOURCES])
  put(sheet, 2, 'subtitle', ['{{plan.title}}'])
  put(
    sheet,
    3,
    'heading',
    [
      '{{#if source}}Source',
      'Kind',
      'Available ({{plan.unit}})',
      'Allocated ({{plan.unit}})',
      'Not\nallocated ({{plan.unit}})',
    ],
    sums,
  )
  put(
    sheet,
    4,
    'line',
    [
      ...['{{source.name}}', '{{source.kind}}', '{{source.available Y}}'],
      ...['{{source.allocated Y}}', '{{source.unallocated Y}}'],
    ],
    sums,
  )
  const total = ['available', 'allocated', 'unallocated'].map((field) => `{{total.${field} Y}}`)
  put(sheet, 5, 'total', ['{{#if source}}Total', null, ...total], sums)
  putAcross(sheet, 6, 'prose', '{{#if not source}}The plan names no sources of funding yet.')
  const money = { 3: POUNDS }
  put(sheet, 8, 'heading', ['{{#if source}}Service', 'Priority', 'Budget ({{plan.unit}})'], money)
  put(sheet, 9, 'group', ['{{source.name}}', null, '{{subtotal.budget Y}}'], money)
  put(sheet, 10, 'line', ['{{#if source}}{{line.service}}', '{{line.priority path}}', '{{line.budget Y}}'], money)
  put(sheet, 11, 'total', ['{{#if source}}Total', null, '{{total.budget Y}}'], money)
  penceWhereAny(sheet, 'C4', 'E5')
  penceWhereAny(sheet, 'C9', 'C11')
}
