/**
 * What became of last year's workbook when a template was made of it: what is to be looked at first, then what was replaced.
 * Example: "Appendix A, row 4: rows 4 to 60, 4 sections with 44 lines, are bands of placeholders now".
 */
import type { MadeTemplate } from '../../shared/ipc.ts'

type Said = MadeTemplate['said'][number]

const placeText = ({ sheet, row, cell }: Said['at']) =>
  cell !== undefined ? `${sheet}!${cell}` : row === undefined ? sheet : `${sheet}, row ${row}`

export function MadeTemplatePanel({ made: { name, said } }: { made: MadeTemplate }) {
  const toLookAt = said.filter(({ look }) => look)
  const replaced = said.filter(({ look }) => !look)
  return (
    <section className="template-made" aria-label="The template that was made">
      <p role="status">
        Made “{name}”.{' '}
        {toLookAt.length === 0
          ? 'All tables of the workbook were turned.'
          : `Look at ${toLookAt.length === 1 ? 'one place' : `${toLookAt.length} places`} before you send the paper out.`}
      </p>
      <Places heading="To be looked at" said={toLookAt} open />
      <Places heading="Replaced" said={replaced} />
    </section>
  )
}

function Places({ heading, said, open = false }: { heading: string; said: Said[]; open?: boolean }) {
  if (said.length === 0) return null
  return (
    <details open={open}>
      <summary>
        {heading} ({said.length})
      </summary>
      <ul>
        {said.map(({ at, what }) => (
          <li key={`${placeText(at)} ${what}`}>
            <strong>{placeText(at)}</strong>: {what}
          </li>
        ))}
      </ul>
    </details>
  )
}
