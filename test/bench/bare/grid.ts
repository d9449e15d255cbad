/** An empty AG Grid with the parts of it that the program uses. Example: it marks the moment at which it can be seen. */
import { createGrid } from 'ag-grid-community'
import { ledgerTheme } from '../../../renderer/grid/modules.ts'

createGrid(document.getElementById('grid')!, {
  theme: ledgerTheme,
  columnDefs: ['Service', 'Provider', '2020/21', '2021/22'].map((headerName) => ({ headerName })),
  rowData: [],
  onGridReady: () => requestAnimationFrame(() => setTimeout(() => performance.mark('rows shown'))),
})
