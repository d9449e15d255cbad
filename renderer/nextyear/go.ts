/** From the next year's tables to a line in the budget. Example: `showLine(line.id)` puts the cursor on it there. */
import { planner } from '../instance.ts'

/** Goes to a line in the budget, its panel open, and puts the cursor on it. */
export function showLine(lineId: string): void {
  planner.go('budget')
  planner.set({ find: '', panelOpen: true, reveal: { lineId, edit: false } })
}
