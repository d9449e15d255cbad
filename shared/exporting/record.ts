/**
 * The record of a decision as a paper to be signed: reference, title, summary, recommendations, what is spent with its total,
 * who was consulted, what may be published, and the decision. Example (Leicestershire): EXE0003/20 has a table of seven
 * drawdowns, £114,843.25 in all.
 */
import { dayText } from '../days.ts'
import {
  type Citation,
  type CitingTable,
  citationsOf,
  citingTables,
  type Decision,
  decisionStatusNames,
  linesOf,
  publishing,
} from '../decisions.ts'
import { clipped, fileNameFor, type Paper, type PaperCell, type PaperColumn, type PaperRow } from '../exporting.ts'
import { addUp, type Pence } from '../money.ts'
import { amountOf, detailsOf, type Plan } from '../plan.ts'
import { lineLabel } from '../reserves.ts'
import type { Merge } from '../sheet.ts'
import { heightFor } from '../wrapping.ts'

/** In all, no wider than the paper. */
const WIDTHS = [30, 16, 45]
const SIGN = 30
/** The height of a row that has none of its own, and what a page holds between its margins, in points, with room to spare. */
const [ROW, PAGE] = [18, 720]

const tableNames: Record<CitingTable, [string, string, string]> = {
  drawdown: ['Drawdowns', 'Service area', 'Service description'],
  transfer: ['Transfers', 'Reserve', 'Reason'],
  carry: ['Carry-forwards', 'Underspend and where it goes', 'Reason'],
  virement: ['Virements', 'Between lines', 'Reason'],
}

/** A row is no higher than 409 points, so that a longer text takes several. */
const LONGEST_PIECE = 1_500

/** A paragraph in pieces that each fit in a row, parted between words where there are any; none for an empty one. */
function piecesOf(paragraph: string): string[] {
  const pieces: string[] = []
  let rest = paragraph.trim()
  while (rest.length > LONGEST_PIECE) {
    const space = rest.lastIndexOf(' ', LONGEST_PIECE)
    const end = space > 0 ? space : LONGEST_PIECE
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

/** The paper's rows as they are laid down, with what is merged. */
class Sheet {
  readonly rows: PaperRow[] = []
  readonly merges: Merge[] = []

  add(kind: PaperRow['kind'], values: (PaperCell['value'] | PaperCell)[], height: number | null = null): void {
    const cells = values.map((value) => (typeof value === 'object' && value !== null ? value : { value }))
    this.rows.push({ kind, cells, height })
  }

  /** A label, and beside it what is said, over the other columns. */
  field(label: string, said: string | null): void {
    if ((said?.length ?? 0) > LONGEST_PIECE) {
      this.field(label, null)
      this.prose(said, '')
      return
    }
    const width = WIDTHS[1]! + WIDTHS[2]!
    const texts = [
      { text: label, width: WIDTHS[0]!, bold: true },
      { text: said ?? '', width, bold: false },
    ]
    this.add('field', [label, said === null ? null : clipped(said)], heightFor(texts) + 4)
    this.merges.push({ top: this.rows.length, left: 2, bottom: this.rows.length, right: WIDTHS.length })
  }

  /** A text over the whole width, paragraph by paragraph. */
  prose(said: string | null, instead: string): void {
    const width = WIDTHS.reduce((sum, one) => sum + one)
    for (const paragraph of (said ?? instead).split('\n').flatMap(piecesOf)) {
      this.add('prose', [clipped(paragraph)], heightFor([{ text: paragraph, width, bold: false }]) + 2)
      this.merges.push({ top: this.rows.length, left: 1, bottom: this.rows.length, right: WIDTHS.length })
    }
  }

  section(title: string): void {
    this.add('gap', [], 8)
    this.add('section', [title])
  }

  /** The rows with which a new page begins, so that no section is parted that would fit on one: nobody signs a page of its own. */
  breaks(): number[] {
    const starts = this.rows.flatMap(({ kind }, index) => (kind === 'section' ? [index] : []))
    const height = (from: number, to: number) =>
      this.rows.slice(from, to).reduce((sum, row) => sum + (row.height ?? ROW), 0)
    const breaks: number[] = []
    let used = height(0, starts[0] ?? this.rows.length)
    for (const [index, start] of starts.entries()) {
      const needed = height(start, starts[index + 1] ?? this.rows.length)
      if (used + needed > PAGE && needed <= PAGE) {
        breaks.push(start + 1)
        used = needed
      } else used = (used + needed) % PAGE
    }
    return breaks
  }

  /** Where somebody signs. */
  signature(date: string | null): void {
    this.add('signature', ['Signature', null, date === null ? 'Date:' : `Date: ${dayText(date)}`], SIGN)
  }

  /** A table of what is spent, with its total. */
  table(
    headings: string[],
    rows: { what: string; pence: Pence | null; about: string | null }[],
    counted: (Pence | null)[],
  ): void {
    this.add('heading', headings, 20)
    for (const { what, pence, about } of rows) {
      const texts = [
        { text: what, width: WIDTHS[0]!, bold: false },
        { text: about ?? '', width: WIDTHS[2]!, bold: false },
      ]
      this.add('line', [clipped(what), pence, about === null ? null : clipped(about)], heightFor(texts))
    }
    const top = this.rows.length - rows.length + 1
    const whole = counted.length === rows.length
    const value = addUp(counted) ?? (0 as Pence)
    const sum = whole ? { value, formula: `SUM(B${top}:B${this.rows.length})` } : { value }
    this.add('total', ['Total', sum, null])
  }
}

/** The record as a paper of one sheet, on A4 upright. */
export function recordPaper(plan: Plan, decision: Decision): Paper {
  const { organisation, marking } = detailsOf(plan)
  const { reference, title, date } = decision
  const citations = citationsOf(plan, reference)
  const sheet = new Sheet()
  sheet.add('title', [clipped(organisation ?? 'Police and Crime Commissioner')])
  sheet.add('subtitle', ['Decision record'])
  sheet.add('gap', [], 8)
  sheet.field('Reference', reference)
  sheet.field('Title', title)
  sheet.field('Date', date === null ? null : dayText(date))
  sheet.field('Status', decisionStatusNames[decision.status])
  sheet.field('Present', decision.attendees.length === 0 ? null : decision.attendees.join(', '))
  sheet.section('Summary of the issue')
  sheet.prose(decision.summary, 'Not yet written.')
  if (decision.background !== null) {
    sheet.section('Background')
    sheet.prose(decision.background, '')
  }
  sheet.section('Recommendations presented')
  sheet.prose(decision.recommendations, 'Not yet written.')
  const pence = spending(plan, decision, citations, sheet)
  sheet.section('Advice and approval of the office')
  for (const { role, text, date: given } of decision.approvals) {
    sheet.field(role, text)
    sheet.signature(given)
  }
  if (decision.approvals.length === 0) {
    sheet.field('Chief Executive or Chief Finance Officer', null)
    sheet.signature(null)
  }
  sheet.section('Publication, as determined by the Monitoring Officer')
  for (const [field, what] of publishing) {
    const answer = decision[field]
    sheet.field(
      what,
      answer === 'yes' ? 'May be published' : answer === 'no' ? 'Not to be published' : 'Not yet determined',
    )
  }
  sheet.field(
    'Reasons for not publishing',
    decision.withheld ?? (publishing.some(([field]) => decision[field] === 'no') ? null : 'None'),
  )
  sheet.signature(null)
  sheet.section('Decision of the Police and Crime Commissioner')
  sheet.prose(
    'I have considered the advice set out above and the papers that belong to it. My decision on this matter is:',
    '',
  )
  sheet.field(
    'Decision',
    decision.status === 'approved' ? 'Approved' : decision.status === 'rejected' ? 'Rejected' : null,
  )
  sheet.signature(decision.status === 'approved' || decision.status === 'rejected' ? date : null)
  const columns: PaperColumn[] = WIDTHS.map((width, index) => ({ width, kind: index === 1 ? 'money' : 'text', pence }))
  return {
    file: fileNameFor(reference, title.slice(0, 60).trim()),
    title: `Decision record ${reference}: ${title}`,
    organisation,
    sheets: [
      {
        name: 'Decision record',
        columns,
        rows: sheet.rows,
        merges: sheet.merges,
        headingRow: null,
        upright: true,
        breaks: sheet.breaks(),
        header: marking,
        footer: `Decision ${reference}`,
      },
    ],
  }
}

/** The tables of what the decision is about. @returns whether any amount has pence */
function spending(plan: Plan, decision: Decision, citations: readonly Citation[], sheet: Sheet): boolean {
  const { planYear } = detailsOf(plan)
  const lines = linesOf(plan, decision.id)
  let pence = false
  let number = 0
  const caption = (what: string) => sheet.section(`Table ${++number}: ${what}`)
  if (lines.length > 0) {
    caption(planYear === null ? 'Budget lines' : `Budget lines ${planYear}`)
    const rows = lines.map((line) => ({
      what: lineLabel(plan, line),
      pence: planYear === null ? null : amountOf(plan, line.id, planYear, 'budget'),
      about: line.description ?? line.provider,
    }))
    sheet.table(
      ['Service', 'Budget (£)', 'Description'],
      rows,
      rows.map((row) => row.pence),
    )
    pence ||= rows.some((row) => (row.pence ?? 0) % 100 !== 0)
  }
  for (const table of citingTables) {
    const rows = citations.filter((citation) => citation.table === table)
    if (rows.length === 0) continue
    const [name, what, about] = tableNames[table]
    const years = [...new Set(rows.map(({ year }) => year))]
    caption(`${name} ${years.join(', ')}`)
    const amounts = rows.flatMap((row) => (row.counts ? [row.pence] : []))
    sheet.table([what, decision.status === 'approved' ? 'Approved (£)' : 'Proposed (£)', about], rows, amounts)
    pence ||= rows.some((row) => row.pence % 100 !== 0)
  }
  return pence
}
