/**
 * The parts of AG Grid that this program uses, and its looks from the program's own tokens.
 * Example: a grid takes `theme={ledgerTheme}`.
 */
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CustomEditorModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowDragModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community'

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CustomEditorModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowDragModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
])

/** How high a row is, in pixels. */
export const ROW_HEIGHT = 28

/** Every colour and size is a token of styles/tokens.css, so light, dark and forced colours follow by themselves. */
export const ledgerTheme = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--paper)',
  foregroundColor: 'var(--ink)',
  textColor: 'var(--ink)',
  borderColor: 'var(--rule)',
  browserColorScheme: 'inherit',
  headerBackgroundColor: 'var(--paper)',
  headerTextColor: 'var(--ink-soft)',
  headerFontWeight: 600,
  headerFontSize: '12px',
  headerHeight: 40,
  rowHeight: ROW_HEIGHT,
  fontFamily: 'inherit',
  fontSize: '13px',
  dataFontSize: '13px',
  cellHorizontalPadding: 10,
  rowBorder: { color: 'var(--rule-faint)', width: 1, style: 'solid' },
  columnBorder: false,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  borderRadius: 0,
  headerRowBorder: { color: 'var(--rule-strong)', width: 1, style: 'solid' },
  headerColumnResizeHandleColor: 'var(--rule)',
  pinnedRowBorder: false,
  rowHoverColor: 'var(--hover)',
  oddRowBackgroundColor: 'var(--paper)',
  tooltipBackgroundColor: 'var(--ink)',
  tooltipTextColor: 'var(--paper)',
  tooltipBorder: false,
})
