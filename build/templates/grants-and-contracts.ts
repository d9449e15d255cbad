/**
 * Cambridgeshire's paper: what is awarded by grant and by contract, gross and net of what partners put in; where the money
 * comes from; and Appendix 1, each award with its purpose and conditions.
 */
import type ExcelJS from 'exceljs'
import { POUNDS, pageOf, penceWhereAny, put, putAcross } from './house.ts'

export function grantsAndContracts(book: ExcelJS.Workbook): void {
  summary(book)
  byRoute(book)
  appendix(book)
}

/** Of a heading with two lines, in points. */
const TWO_LINES = 28
const FOOT = 'Commissioning and grants {{plan.year Y}}'
const AWARDED = 'where budget Y != ""'
const AMOUNTS = ['budget', 'partners', 'net'] as const
const GROSS = ['Award (£)', 'of which from\npartners (£)', 'Net cost (£)']
const sums = (of: string) => AMOUNTS.map((amount) => `{{${of}.${amount} Y}}`)

function summary(book: ExcelJS.Workbook): void {
  const sheet = pageOf(book, 'Summary', {
    widths: [44, 12, 16, 16, 16],
    headingRow: null,
    landscape: false,
    footer: FOOT,
  })
  put(sheet, 1, 'title', ['{{plan.title}}'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · awards for {{plan.year Y}}'])
  const money = { 2: '0', 3: POUNDS, 4: POUNDS, 5: POUNDS }
  put(sheet, 4, 'heading', ['How it is commissioned', 'Awards', ...GROSS], money)
  sheet.getRow(4).height = TWO_LINES
  put(sheet, 5, 'line', [`{{route.name ${AWARDED}}}`, '{{subtotal.lines}}', ...sums('subtotal')], money)
  put(sheet, 6, 'total', ['Total', '{{total.lines}}', ...sums('total')], money)
  penceWhereAny(sheet, 'C5', 'E6')

  const given = { 3: POUNDS, 4: POUNDS, 5: POUNDS }
  const any = '{{#if source}}'
  const columns = ['Available (£)', 'Awarded (£)', 'Not yet\nawarded (£)']
  put(sheet, 8, 'heading', [`Funding stream${any}`, 'Kind', ...columns], given)
  sheet.getRow(8).height = TWO_LINES
  const stream = ['available', 'allocated', 'unallocated'].map((amount) => `{{source.${amount} Y}}`)
  put(sheet, 9, 'line', ['{{source.name}}', '{{source.kind}}', ...stream], given)
  putAcross(sheet, 10, 'note', 'Conditions: {{source.conditions}}{{#if source.conditions}}')
  const all = ['available', 'allocated', 'unallocated'].map((amount) => `{{total.${amount} Y}}`)
  put(sheet, 11, 'total', [`Total${any}`, null, ...all], given)
  penceWhereAny(sheet, 'C9', 'E11')
}

function byRoute(book: ExcelJS.Workbook): void {
  const sheet = pageOf(book, 'By route', { widths: [56, 44, 15, 15, 15], headingRow: 4, footer: FOOT })
  const money = { 3: POUNDS, 4: POUNDS, 5: POUNDS }
  put(sheet, 1, 'title', ['Grants and contracts by how they are commissioned'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · {{plan.year Y}}'])
  put(sheet, 4, 'heading', ['Service', 'Provider', ...GROSS], money)
  sheet.getRow(4).height = TWO_LINES
  put(sheet, 5, 'group', [`{{route.name ${AWARDED}}}`])
  put(sheet, 6, 'line', ['{{line.service}} {{line.marks}}', '{{line.provider}}', ...sums('line')], money)
  put(sheet, 7, 'subtotal', ['{{route.name}} subtotal', null, ...sums('subtotal')], money)
  put(sheet, 8, 'total', ['Total', null, ...sums('total')], money)
  putAcross(sheet, 10, 'note', '[{{note.number}}] {{note.text}}')
  penceWhereAny(sheet, 'C6', 'E8')
}

function appendix(book: ExcelJS.Workbook): void {
  const sheet = pageOf(book, 'Appendix 1', { widths: [48, 52, 38, 16], headingRow: 4, footer: FOOT })
  const money = { 4: POUNDS }
  put(sheet, 1, 'title', ['Appendix 1: awards for {{plan.year Y}}'])
  put(sheet, 2, 'subtitle', ['{{plan.organisation}} · services with their amounts and conditions'])
  put(sheet, 4, 'heading', ['Service provision', 'Purpose and conditions', 'Provider', 'Funding (£)'], money)
  put(sheet, 5, 'group', ['{{route.name}}'])
  put(sheet, 6, 'line', ['{{priority.path}}'])
  sheet.getCell('A6').font = { ...sheet.getCell('A6').font, bold: true }
  const about = ['{{line.service}}', '{{line.description}}\n{{line.notes}}', '{{line.provider}}', '{{line.budget Y}}']
  put(sheet, 7, 'line', about, money)
  put(sheet, 8, 'subtotal', ['{{priority.name}} subtotal', null, null, '{{subtotal.budget Y}}'], money)
  put(sheet, 9, 'subtotal', ['{{route.name}} subtotal', null, null, '{{subtotal.budget Y}}'], money)
  put(sheet, 10, 'total', ['Total awards', null, null, '{{total.budget Y}}'], money)
  // Long names of priorities run on into the cells beside them, which are empty.
  for (const name of ['A6', 'A8', 'A9']) sheet.getCell(name).alignment = { vertical: 'top', wrapText: false }
  penceWhereAny(sheet, 'D7', 'D10')
}
