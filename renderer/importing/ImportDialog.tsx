/** x */
import type { Workbook } from '../../shared/sheet.ts'
export function ImportDialog({ workbook }: { workbook: Workbook }) {
  return <p>{workbook.file}</p>
}
