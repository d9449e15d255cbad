/**
 * From what a chart is to show to the options that AG Charts draws it from. Amounts are pence; colours are the tokens of
 * styles/tokens.css as the browser resolves them. Example: `optionsOf(picture, coloursOf(element))`.
 */
import type { AgCartesianChartOptions, AgCartesianSeriesOptions } from 'ag-charts-community'
import { formatMoney, type Pence } from '../../shared/money.ts'

/**
 * How a series is coloured. plain: the accent; soft: in the background; bad: what is wrong; clear: takes up room in a stack
 * and is not seen, as below the floating bars of a waterfall.
 */
export type Tone = 'plain' | 'soft' | 'bad' | 'clear'

/** One series: an amount in pence for each category, null where there is none. Bars with the same `stack` are stacked. */
export interface ChartSeries {
  name: string
  kind: 'bar' | 'line'
  tone: Tone
  amounts: readonly (Pence | null)[]
  stack?: string
}

/** A level drawn right across, such as a reserve's minimum. */
export interface ChartLevel {
  name: string
  pence: Pence
}

/** What a chart shows. */
export interface Picture {
  categories: readonly string[]
  series: readonly ChartSeries[]
  levels?: readonly ChartLevel[]
  /** Where the axis starts, when £0 is so far off that differences could not be seen. */
  from?: Pence | undefined
}

const tokens = ['ink', 'ink-soft', 'rule', 'rule-faint', 'rule-strong', 'accent', 'error', 'paper'] as const

/** The colours of the tokens, and the typeface. */
export type Colours = Record<(typeof tokens)[number], string> & { font: string; forced: boolean }

/** The tokens as the browser resolves them for an element: plain colours, of the system's in forced colours. */
export function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement('span')
  element.append(probe)
  const resolved = Object.fromEntries(
    tokens.map((token) => {
      probe.style.color = `var(--${token})`
      return [token, getComputedStyle(probe).color]
    }),
  ) as Record<(typeof tokens)[number], string>
  probe.remove()
  const { fontFamily } = getComputedStyle(element)
  return { ...resolved, font: fontFamily, forced: matchMedia('(forced-colors: active)').matches }
}

/** Pounds as an axis has them, short. @example axisText(1250000) // '£1.25m' */
export function axisText(pounds: number): string {
  const magnitude = Math.abs(pounds)
  const [scale, suffix] = magnitude >= 1_000_000 ? [1_000_000, 'm'] : magnitude >= 1000 ? [1000, 'k'] : [1, '']
  return `${pounds < 0 ? '−' : ''}£${Number((magnitude / scale).toFixed(2))}${suffix}`
}

function seriesOf(series: ChartSeries, key: string, colours: Colours): AgCartesianSeriesOptions {
  const { name, kind, tone, stack } = series
  const clear = tone === 'clear'
  const stroke = tone === 'bad' ? colours.error : tone === 'soft' ? colours['rule-strong'] : colours.accent
  const common = { xKey: 'category', yKey: key, yName: name, showInLegend: !clear }
  const tooltip = {
    enabled: !clear,
    renderer: ({ datum }: { datum: Record<string, number | string | null> }) => ({
      heading: String(datum.category),
      title: name,
      data: [{ label: name, value: formatMoney(Math.round(Number(datum[key] ?? 0) * 100) as Pence) }],
    }),
  }
  if (kind === 'line')
    return {
      ...common,
      type: 'line',
      tooltip,
      stroke,
      strokeWidth: 2,
      lineDash: tone === 'soft' ? [5, 4] : [0],
      marker: { fill: colours.paper, stroke, strokeWidth: 2, size: 7 },
    }
  const fill = clear ? 'transparent' : colours.forced || tone === 'soft' ? colours.paper : stroke
  return {
    ...common,
    type: 'bar',
    tooltip,
    fill,
    stroke: clear ? 'transparent' : stroke,
    strokeWidth: clear ? 0 : colours.forced && tone === 'plain' ? 3 : 1,
    lineDash: tone === 'bad' && colours.forced ? [4, 3] : [0],
    ...(stack === undefined ? {} : { stacked: true, stackGroup: stack }),
  }
}

/** The options of a chart, but for its container. */
export function optionsOf(
  { categories, series, levels = [], from }: Picture,
  colours: Colours,
): AgCartesianChartOptions {
  const text = { color: colours['ink-soft'], fontFamily: colours.font, fontSize: 12 }
  const inPounds = (pence: Pence | null | undefined) => (pence == null ? null : pence / 100)
  return {
    background: { visible: false },
    padding: { top: 12, right: 12, bottom: 4, left: 4 },
    data: categories.map((category, place) => ({
      category,
      ...Object.fromEntries(series.map(({ amounts }, index) => [`amount${index}`, inPounds(amounts[place])])),
    })),
    series: series.map((each, index) => seriesOf(each, `amount${index}`, colours)),
    axes: {
      x: {
        type: 'category',
        position: 'bottom',
        line: { stroke: colours['rule-strong'] },
        label: text,
      },
      y: {
        type: 'number',
        position: 'left',
        ...(from === undefined ? {} : { min: from / 100 }),
        gridLine: { style: [{ stroke: colours['rule-faint'], lineDash: [0] }] },
        label: { ...text, formatter: ({ value }) => axisText(Number(value)) },
        crossLines: [
          { type: 'line', value: 0, stroke: colours['rule-strong'], strokeWidth: 1 },
          ...levels.map(({ name, pence }) => ({
            type: 'line' as const,
            value: pence / 100,
            stroke: colours.error,
            strokeWidth: 2,
            lineDash: [6, 4],
            label: {
              text: name,
              position: 'inside-top-right' as const,
              ...text,
              color: colours.error,
              fill: colours.paper,
              padding: 2,
            },
          })),
        ],
      },
    },
    legend: {
      enabled: series.filter(({ tone }) => tone !== 'clear').length > 1,
      position: 'bottom',
      item: { label: { ...text, color: colours.ink } },
      toggleSeries: false,
    },
    keyboard: { enabled: false },
  }
}
