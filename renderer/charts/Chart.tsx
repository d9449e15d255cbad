/**
 * A chart with its table. The picture is for the eye only; whoever cannot see it reads the table, which holds the same
 * figures. A view that shows those figures in a table of its own gives `table={false}`.
 * Example: `<Chart label="Balances" summary="…" categories={years} series={[…]} levels={[{name: 'Minimum', pence}]} />`.
 */
import type { AgChartInstance } from 'ag-charts-community'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { formatMoney } from '../../shared/money.ts'
import { coloursOf, optionsOf, type Picture } from './options.ts'

export interface ChartProps extends Picture {
  /** What the chart is of, for screen readers and as the table's caption. */
  label: string
  /** What it shows, in a sentence. */
  summary: string
  /** In pixels. */
  height?: number
  /** Whether the figures stand in a table for screen readers. */
  table?: boolean
}

/** Rises whenever the colours of the system change, so that a chart is drawn anew. */
function useColourChanges(): number {
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query))
    const changed = () => setChanges((count) => count + 1)
    for (const query of queries) query.addEventListener('change', changed)
    return () => {
      for (const query of queries) query.removeEventListener('change', changed)
    }
  }, [])
  return changes
}

/** Whether an element has ever come into sight: of a long list of charts, only those looked at are drawn. */
function useSeen(place: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      setSeen(true)
      observer.disconnect()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return seen
}

export function Chart({ label, summary, height = 220, table = true, categories, series, levels, from }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<AgChartInstance | null>(null)
  const [drawn, setDrawn] = useState<'not yet' | 'drawn' | 'failed'>('not yet')
  const colours = useColourChanges()
  const seen = useSeen(place)
  // The picture's own value says whether anything is to be drawn anew, not the identity of its arrays.
  const key = JSON.stringify({ categories, series, levels, from })
  const picture = useMemo(() => JSON.parse(key) as Picture, [key])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `colours` says when the colours of the system have changed
  useEffect(() => {
    if (!seen) return
    let gone = false
    const show = async () => {
      const { draw } = await import('./library.ts')
      const container = place.current
      if (gone || !container) return
      const options = { ...optionsOf(picture, coloursOf(container)), container }
      if (chart.current) await chart.current.update(options)
      else {
        chart.current = draw(options)
        await chart.current.waitForUpdate()
      }
      if (gone) return
      // What is hidden from screen readers must not take the focus either, the legend's buttons included.
      for (const part of container.querySelectorAll<HTMLElement>('button, [tabindex]')) part.tabIndex = -1
      setDrawn('drawn')
    }
    show().catch(() => {
      if (!gone) setDrawn('failed')
    })
    return () => {
      gone = true
    }
  }, [picture, colours, seen])
  useEffect(
    () => () => {
      chart.current?.destroy()
      chart.current = null
    },
    [],
  )

  return (
    <figure className="chart" aria-label={label}>
      <figcaption className="chart-summary">{summary}</figcaption>
      <div ref={place} className="chart-picture" style={{ height }} aria-hidden data-chart={drawn} />
      {drawn === 'failed' && <p className="quiet">The chart could not be drawn; its figures are in the table.</p>}
      {(table || drawn === 'failed') && (
        <div className={drawn === 'failed' ? '' : 'announcer'}>
          <table className="plain-table">
            <caption>{label}</caption>
            <thead>
              <tr>
                <td />
                {series.map(({ name, tone }) =>
                  tone === 'clear' ? null : (
                    <th key={name} scope="col" className="money">
                      {name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {categories.map((category, index) => (
                <tr key={category}>
                  <th scope="row">{category}</th>
                  {series.map(({ name, tone, amounts }) => {
                    const amount = amounts[index] ?? null
                    return tone === 'clear' ? null : (
                      <td key={name} className="money">
                        {amount === null ? '' : formatMoney(amount)}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
          {levels?.map(({ name, pence }) => (
            <p key={name}>
              {name}: {formatMoney(pence)}
            </p>
          ))}
        </div>
      )}
    </figure>
  )
}
