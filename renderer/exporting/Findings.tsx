/**
 * What would be exported: the first rows of its sheets, what each placeholder of a template gives, and what the plan does not
 * hold of a publication pack. Example: the tabs "Preview" and "Check template 61".
 */

import { Tabs } from '@base-ui/react/tabs'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { ExportChoice, ExportPreview } from '../../shared/exporting/choice.ts'
import { formatCount } from '../../shared/money.ts'
import { Missing } from './Missing.tsx'
import { Placeholders } from './Placeholders.tsx'
import { SheetPreview } from './SheetPreview.tsx'

const notes = {
  workbook: 'As plain cells, not as printed: the file keeps the template’s looks, and Excel works its formulas out.',
  lines: 'Text that a spreadsheet would take for a formula stands behind an apostrophe.',
  print: 'As plain cells; the PDF has its headings on every page.',
  publication: 'Each table is a .csv file, with amounts in pounds.',
} as const

export interface FindingsProps {
  choice: ExportChoice
  preview: ExportPreview
  isBusy: boolean
  onAgain: () => void
}

export function Findings({ choice: { as, template }, preview, isBusy, onAgain }: FindingsProps) {
  const { placeholders, sheets, missing = [] } = preview
  const wrong = placeholders.filter(({ problem }) => problem !== null).length
  const [chosen, setTab] = useState<'preview' | 'check' | 'missing'>('preview')
  const hasCheck = as === 'workbook'
  const hasMissing = as === 'publication' && missing.length > 0
  const there = { preview: true, check: hasCheck, missing: hasMissing }
  // A template that cannot be filled has nothing else to show.
  const tab = hasCheck && wrong > 0 ? 'check' : there[chosen] ? chosen : 'preview'
  return (
    <Tabs.Root value={tab} onValueChange={(value) => setTab(value as typeof chosen)} className="tabs export-tabs">
      <div className="export-tabs-head">
        <Tabs.List className="tab-list" aria-label="What would be exported">
          <Tabs.Tab value="preview" className="tab" disabled={wrong > 0}>
            Preview
          </Tabs.Tab>
          {hasCheck && (
            <Tabs.Tab value="check" className="tab">
              Check template
              <span className={wrong > 0 ? 'tab-number tab-number-alert' : 'tab-number'}>
                {formatCount(wrong > 0 ? wrong : placeholders.length)}
              </span>
            </Tabs.Tab>
          )}
          {hasMissing && (
            <Tabs.Tab value="missing" className="tab">
              Not in the plan <span className="tab-number tab-number-alert">{missing.length}</span>
            </Tabs.Tab>
          )}
        </Tabs.List>
        <span role="status">{isBusy ? 'Making it…' : ''}</span>
        {hasCheck && (
          <button type="button" className="button quiet-button" onClick={onAgain}>
            <RefreshCw size={14} aria-hidden /> Read the template again
          </button>
        )}
      </div>
      <Tabs.Panel value="preview" className="tab-panel export-preview" aria-busy={isBusy}>
        <SheetPreview key={`${as} ${template}`} sheets={sheets} note={notes[as]} />
      </Tabs.Panel>
      {hasCheck && (
        <Tabs.Panel value="check" className="tab-panel" tabIndex={0} aria-busy={isBusy}>
          <Placeholders key={template} placeholders={placeholders} />
        </Tabs.Panel>
      )}
      {hasMissing && (
        <Tabs.Panel value="missing" className="tab-panel" tabIndex={0} aria-busy={isBusy}>
          <Missing missing={missing} />
        </Tabs.Panel>
      )}
    </Tabs.Root>
  )
}
