/**
 * Export the panel's paper: which paper, then where to. Example: "Commissioning framework (Appendix A)".
 */
import { useState } from 'react'
import { planner } from '../instance.ts'
import { Choice } from '../parts/Choice.tsx'
import { Modal } from '../parts/Modal.tsx'

const templates = [{ value: 'commissioning-framework', label: 'Commissioning framework (Appendix A)' }] as const
type Template = (typeof templates)[number]['value']

export function ExportDialog() {
  const [template, setTemplate] = useState<Template>('commissioning-framework')
  const write = () => {
    planner.show(null)
    void planner.exportPaper(template)
  }
  return (
    <Modal
      title="Export the panel paper"
      description="An Excel workbook: sections, subtotals and the grand total as live formulas, ready to print."
      onClose={() => planner.show(null)}
      onSubmit={write}
      buttons={
        <>
          <button type="button" className="button" onClick={() => planner.show(null)}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Export…
          </button>
        </>
      }
    >
      <Choice stacked label="Paper" items={templates} value={template} onChange={setTemplate} />
    </Modal>
  )
}
