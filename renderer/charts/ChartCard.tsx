/**
 * A chart among others: the sentence that says what it shows, the chart, its table, and what can be done with it: copied as
 * an image, saved as PNG or SVG, all in the light colours. Example: "Victims is 32% of 2021/22 … [Copy image] [Save PNG…]".
 */
import { Copy, ImageDown, Table2 } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { Picture } from '../../shared/charts/picture.ts'
import { planner } from '../instance.ts'
import { Chart } from './Chart.tsx'
import { ChartTable } from './ChartTable.tsx'
import { imageOf, svgOf } from './images.ts'

export interface ChartCardProps {
  title: string
  /** Null where there is nothing to draw; then `empty` says what would give it something. */
  picture: Picture | null
  empty: ReactNode
  /** What the chart is made of, such as the choice of a reserve. */
  children?: ReactNode
}

export function ChartCard({ title, picture, empty, children }: ChartCardProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <section className="chart-card" aria-label={title}>
      <header className="chart-head">
        <h3>{title}</h3>
        {children}
        {picture && <Tools title={title} picture={picture} table={{ id, open, toggle: () => setOpen(!open) }} />}
      </header>
      {picture ? (
        <>
          <p className="chart-summary">{picture.summary}</p>
          <Chart picture={picture} />
          {picture.notes.map((note) => (
            <p key={note} className="quiet">
              {note}
            </p>
          ))}
          <ChartTable picture={picture} shown={open} id={id} />
        </>
      ) : (
        <div className="chart-empty">{empty}</div>
      )}
    </section>
  )
}

function Tools({
  title,
  picture,
  table,
}: {
  title: string
  picture: Picture
  table: { id: string; open: boolean; toggle: () => void }
}) {
  const save = (as: 'png' | 'svg') =>
    void planner.papers.saveChart(async () =>
      as === 'png'
        ? { as, name: picture.name, base64: await imageOf(picture) }
        : { as, name: picture.name, text: svgOf(picture) },
    )
  return (
    <span className="chart-tools">
      <button
        type="button"
        className="button quiet-button"
        aria-label={`Table of ${title}`}
        aria-expanded={table.open}
        aria-controls={table.id}
        onClick={table.toggle}
      >
        <Table2 size={15} aria-hidden /> Table
      </button>
      <button
        type="button"
        className="button quiet-button"
        aria-label={`Copy ${title} as an image`}
        title="Copy as an image, for Word or an email"
        onClick={() => void planner.papers.copyChart(() => imageOf(picture), title)}
      >
        <Copy size={15} aria-hidden /> Copy
      </button>
      <button
        type="button"
        className="button quiet-button"
        aria-label={`Save ${title} as PNG…`}
        onClick={() => save('png')}
      >
        <ImageDown size={15} aria-hidden /> PNG…
      </button>
      <button
        type="button"
        className="button quiet-button"
        aria-label={`Save ${title} as SVG…`}
        onClick={() => save('svg')}
      >
        <ImageDown size={15} aria-hidden /> SVG…
      </button>
    </span>
  )
}
