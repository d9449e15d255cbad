/**
 * What changed, for the covering report in Word: the sentences, and under them the table. Example: "Victim First rises by
 * £14,570 (2.7%) to £558,322.", then a row "Victim First, 543,752, 558,322, +14,570, +2.7%".
 */
import type { Differences } from '../changes/differences.ts'
import type { Paragraph } from '../changes/sentences.ts'
import { changeRows } from '../changes/table.ts'
import type { Pence } from '../money.ts'
import { type CopiedHeading, type CopiedRow, html, writeWordTable } from './writing.ts'

/**
 * The sentences and the table as HTML, as Word takes it.
 * @param was how the earlier point is called, as a column's heading
 */
export function changesHtml(
  paragraphs: readonly Paragraph[],
  differences: Differences,
  { was, is, caption }: { was: string; is: string; caption: string },
): string {
  const headings: CopiedHeading[] = [
    { heading: 'Service', kind: 'text' },
    { heading: was, kind: 'money' },
    { heading: is, kind: 'money' },
    { heading: 'Change £', kind: 'change' },
    { heading: 'Change %', kind: 'percent' },
    { heading: 'Remarks', kind: 'text' },
  ]
  const rows = changeRows(differences).map(({ kind, name, words, a, b, difference, share }): CopiedRow => {
    const amount = (pence: Pence | null) => ({ kind: 'money' as const, pence, expression: null })
    return {
      kind,
      cells: [
        { kind: 'text', text: name },
        ...(kind === 'heading'
          ? []
          : [
              amount(a),
              amount(b),
              { kind: 'change' as const, pence: difference, expression: null },
              { kind: 'percent' as const, points: share },
              { kind: 'text' as const, text: words.join('; ') || null },
            ]),
      ],
    }
  })
  const sentences = paragraphs.map((one) => `<p>${html(one.text)}</p>`).join('')
  return writeWordTable(caption, headings, rows).replace('<body>', `<body>${sentences}`)
}
