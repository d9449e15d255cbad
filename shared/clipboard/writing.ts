/**
 * Copied cells as other programs take them: text with tabs, an HTML table whose numbers stay numbers in Excel and
 * LibreOffice, and a table for Word. Example: (12) is `-12` with tabs, and a right-aligned "(12)" in Word.
 */
import { type BasisPoints, formatPercentage, formatPounds, type Pence, plainPercentage, plainPounds } from '../money.ts'
import { beginsLikeFormula, type RowKind } from './reading.ts'

/** A cell to be copied; null is blank. A change is an amount whose sign is said where it is shown. */
export type CopiedCell =
  | { kind: 'text'; text: string | null }
  | { kind: 'money' | 'change'; pence: Pence | null; expression: string | null }
  | { kind: 'percent'; points: BasisPoints | null }

export interface CopiedRow {
  kind: RowKind
  cells: CopiedCell[]
}

/** A column's heading for a table in Word: the year, and under it what its figures are. */
export interface CopiedHeading {
  heading: string
  note?: string | undefined
  kind: CopiedCell['kind']
}

/** Text with tabs. A cell that holds a tab, a line break or a quotation mark at its start goes into quotation marks. */
export function writeTabbed(rows: readonly CopiedRow[]): string {
  return rows.map(({ cells }) => `${cells.map((cell) => quoted(plainText(cell))).join('\t')}\r\n`).join('')
}

const quoted = (text: string) => (/[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function plainText(cell: CopiedCell): string {
  if (cell.kind === 'text') return beginsLikeFormula(cell.text ?? '') ? `'${cell.text}` : (cell.text ?? '')
  if (cell.kind === 'percent') return cell.points === null ? '' : plainPercentage(cell.points).replace('−', '-')
  return cell.pence === null ? '' : plainPounds(cell.pence)
}

/**
 * An HTML table for spreadsheets, and for this program itself: `data-row` and `data-expression` say what no other program asks.
 *
 * Source: the attributes by which Excel (`x:num`, `mso-number-format`) and LibreOffice (`sdval`, `sdnum`) keep numbers.
 */
export function writeHtml(rows: readonly CopiedRow[]): string {
  const body = rows.map(({ kind, cells }) => `<tr data-row="${kind}">${cells.map(spreadsheetCell).join('')}</tr>`)
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>${body.join('')}</table></body></html>`
}

const POUNDS = { excel: String.raw`\#\,\#\#0\;\\\(\#\,\#\#0\\\)`, office: '#,##0;(#,##0)' }
const PENCE = { excel: String.raw`\#\,\#\#0\.00\;\\\(\#\,\#\#0\.00\\\)`, office: '#,##0.00;(#,##0.00)' }

function spreadsheetCell(cell: CopiedCell): string {
  if (cell.kind === 'text')
    return `<td style='mso-number-format:"\\@"' sdnum="2057;0;@">${html(cell.text ?? '', '<br style="mso-data-placement:same-cell">')}</td>`
  if (cell.kind === 'percent') {
    if (cell.points === null) return '<td></td>'
    const share = shifted(cell.points, 4)
    return `<td align="right" style='mso-number-format:"0\\.00%"' x:num="${share}" sdval="${share}" sdnum="2057;0;0.00%">${plainText(cell)}</td>`
  }
  if (cell.pence === null) return '<td></td>'
  const { excel, office } = cell.pence % 100 === 0 ? POUNDS : PENCE
  const pounds = plainPounds(cell.pence)
  const kept = cell.expression === null ? '' : ` data-expression="${html(cell.expression)}"`
  return `<td align="right" style='mso-number-format:"${excel}"' x:num="${pounds}" sdval="${pounds}" sdnum="2057;0;${office}"${kept}>${formatPounds(cell.pence)}</td>`
}

/** A whole number of so many decimals. @example shifted(-225, 4) // '-0.0225' */
function shifted(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

const FIGURES = 'text-align:right;white-space:nowrap'
const BOLD = 'font-weight:bold'

/**
 * A table for Word: its columns headed, its sections too, money right-aligned with negatives in brackets, sums in bold.
 * @param caption stands above it
 */
export function writeWordTable(
  caption: string,
  headings: readonly CopiedHeading[],
  rows: readonly CopiedRow[],
): string {
  const head = headings.map(({ heading, note, kind }) =>
    element(
      'th',
      'scope="col"',
      html(heading) + (note ? `<br>${html(note)}` : ''),
      kind === 'text' ? 'text-align:left' : FIGURES,
    ),
  )
  const body = rows.map(({ kind, cells }) => {
    if (kind === 'heading') {
      const name = cells.map(shownText).find((text) => text !== '') ?? ''
      const spans = `scope="rowgroup" colspan="${headings.length}"`
      return `<tr>${element('th', spans, html(name), 'text-align:left')}</tr>`
    }
    const sum = kind !== 'line'
    const style = sum ? `${BOLD};border-top:1px solid` : ''
    return `<tr>${cells
      .map((cell, index) => {
        const name = index === 0 && cell.kind === 'text' ? 'th' : 'td'
        const looks = cell.kind === 'text' ? 'text-align:left' : FIGURES
        const weight = name === 'th' && !sum ? 'font-weight:normal' : style
        const scope = name === 'th' ? 'scope="row"' : ''
        return element(name, scope, html(shownText(cell), '<br>'), [looks, weight].filter(Boolean).join(';'))
      })
      .join('')}</tr>`
  })
  return `<html><head><meta charset="utf-8"></head><body><table border="1" cellpadding="4" style="border-collapse:collapse"><caption>${html(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></body></html>`
}

const element = (name: 'td' | 'th', attributes: string, content: string, style: string) =>
  `<${name}${attributes && ` ${attributes}`} style="${style}">${content}</${name}>`

/** As the ledger shows it, in pounds: nil is a dash, negatives stand in brackets. */
function shownText(cell: CopiedCell): string {
  if (cell.kind === 'text') return cell.text ?? ''
  const value = cell.kind === 'percent' ? cell.points : cell.pence
  if (value === null) return ''
  if (value === 0) return '–'
  const text = cell.kind === 'percent' ? formatPercentage(value as BasisPoints) : formatPounds(value as Pence)
  return cell.kind !== 'money' && value > 0 ? `+${text}` : text
}

/** The same table as text with tabs, as it is shown, for programs that take no table. */
export function writeShown(headings: readonly CopiedHeading[], rows: readonly CopiedRow[]): string {
  const head = headings.map(({ heading, note }) => (note ? `${heading} ${note}` : heading))
  const body = rows.map(({ cells }) => cells.map(shownText))
  return [head, ...body].map((texts) => `${texts.map(quoted).join('\t')}\r\n`).join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text as HTML. @param lineBreak what a line break becomes */
export function html(text: string, lineBreak = ' '): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(/\r\n?|\n/g, lineBreak)
}
