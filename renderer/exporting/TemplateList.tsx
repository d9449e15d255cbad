/**
 * What can be exported: the papers that come with the program, the officer's own workbooks, the lines as text, the budget as a
 * PDF, the tables for the website. Example: "Commissioning framework: Appendix A by priority, and what was drawn from the pot".
 */
import { FileUp, History, X } from 'lucide-react'
import { useId } from 'react'
import type { ExportState } from '../../shared/ipc.ts'
import { LINES, PRINT, PUBLICATION } from './choosing.ts'

export interface TemplateListProps {
  state: ExportState
  value: string
  onChange: (value: string) => void
  /** Asks for a workbook of the officer's own. */
  onChoose: () => void
  /** Asks for last year's workbook, to make a template of it. */
  onMake: () => void
  onForget: (id: string) => void
}

export function TemplateList({
  state: { builtin, own },
  value,
  onChange,
  onChoose,
  onMake,
  onForget,
}: TemplateListProps) {
  const name = useId()
  const item = (itemValue: string, label: string, describes: string, title?: string) => (
    <label className="template-choice" title={title}>
      <input
        type="radio"
        name={name}
        value={itemValue}
        checked={value === itemValue}
        onChange={() => onChange(itemValue)}
      />
      <span>
        <span className="template-name">{label}</span>
        <small>{describes}</small>
      </span>
    </label>
  )
  return (
    <>
      <fieldset className="templates">
        <legend>Papers</legend>
        {builtin.map(({ name: template, label, describes }) => (
          <div key={template}>{item(template, label, describes)}</div>
        ))}
      </fieldset>
      <fieldset className="templates">
        <legend>Workbooks of your own</legend>
        {own.map(({ id, name: label, folder }) => (
          <div key={id} className="template-own">
            {item(id, label, folder, `${label}, in ${folder}`)}
            <button
              type="button"
              className="icon-button"
              aria-label={`Take ${label} off the list`}
              onClick={() => onForget(id)}
            >
              <X size={14} aria-hidden />
            </button>
          </div>
        ))}
        <button type="button" className="button template-add" onClick={onChoose}>
          <FileUp size={14} aria-hidden /> A workbook of your own…
        </button>
        <button type="button" className="button template-add" onClick={onMake}>
          <History size={14} aria-hidden /> Template from last year’s workbook…
        </button>
      </fieldset>
      <fieldset className="templates">
        <legend>Without a template</legend>
        {item(LINES, 'Budget lines (.csv)', 'Every line with all its figures, as text')}
        {item(PRINT, 'Budget (PDF)', 'By priority with subtotals, A4 landscape')}
        {item(PUBLICATION, 'Publication pack (.csv)', 'Tables for the website, in a new folder')}
      </fieldset>
    </>
  )
}
