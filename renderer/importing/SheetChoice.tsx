/**
 * Which sheets to read. Hidden ones are skipped and said so. Example: only "Intentions 2019-20" of Devon & Cornwall's.
 */

import type { OpenedWorkbook } from '../../shared/ipc.ts'
import { formatCount } from '../../shared/money.ts'

export interface SheetChoiceProps {
  workbook: OpenedWorkbook
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

export function SheetChoice({ workbook, chosen, onChange }: SheetChoiceProps) {
  const toggle = (name: string, on: boolean) =>
    onChange(workbook.sheets.map((sheet) => sheet.name).filter((held) => (held === name ? on : chosen.includes(held))))
  return (
    <fieldset className="sheets">
      <legend>Sheets</legend>
      {workbook.sheets.map(({ name, hidden, cells }) => (
        <label key={name} className="sheet-choice">
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            disabled={hidden}
            onChange={(event) => toggle(name, event.target.checked)}
          />
          <span>
            {name}
            <small>{hidden ? 'hidden, skipped' : `${formatCount(cells)} cells`}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
