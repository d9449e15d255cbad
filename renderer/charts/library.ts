/**
 * The parts of AG Charts that this program uses. Loaded when the first chart is shown, since it is as large as the rest of
 * the window. Example: `const { draw } = await import('./library.ts')`.
 */
import {
  type AgChartInstance,
  type AgChartOptions,
  AgCharts,
  BarSeriesModule,
  CategoryAxisModule,
  CrossLinesModule,
  LegendModule,
  LineSeriesModule,
  ModuleRegistry,
  NumberAxisModule,
} from 'ag-charts-community'

ModuleRegistry.registerModules([
  BarSeriesModule,
  CategoryAxisModule,
  CrossLinesModule,
  LegendModule,
  LineSeriesModule,
  NumberAxisModule,
])

/** Draws a chart into its container; the instance that comes back takes new options by `update`. */
export const draw = (options: AgChartOptions): AgChartInstance => AgCharts.create(options)
