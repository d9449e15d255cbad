/**
 * The contract behind the line: start, term and options, end, notice. Example: with start 01/04/2021 and term 3+1+1 the end
 * is 31/03/2024; taking the option moves it to 31/03/2025.
 */
import { TriangleAlert } from 'lucide-react'
import { beyondContract, beyondSentence, contractEnds } from '../../shared/contracts.ts'
import { dayText, typedDay } from '../../shared/days.ts'
import { type ContractIntent, setContract, takeBackOption, takeOption } from '../../shared/edits/contracts.ts'
import type { Line } from '../../shared/model.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { planner, useLedger, usePlanner } from '../instance.ts'
import { DraftField } from '../parts/Field.tsx'
import { Section } from './Section.tsx'

type TextPart = Exclude<keyof ContractIntent, 'lineId' | 'extended'>

export function ContractSection({ line }: { line: Line }) {
  const { plan } = useLedger()
  const readOnly = usePlanner((state) => state.open?.readOnly ?? true)
  const contract = plan.contract.get(line.id)
  const { ends, taken, left, differing } = contractEnds(plan, line)
  const field = (part: TextPart, label: string, value: string, placeholder?: string) => (
    <DraftField
      label={label}
      value={value}
      readOnly={readOnly}
      {...(placeholder && !readOnly ? { placeholder } : {})}
      onCommit={(typed) => void planner.edit((held) => setContract(held, { lineId: line.id, [part]: typed }))}
    />
  )
  return (
    <Section label="Contract">
      <div className="field-pair">
        {field('start', 'Contract start', typedDay(line.contractStart), '01/04/2021')}
        {field('term', 'Term in years', contract?.term ?? '', '3+1+1')}
      </div>
      <div className="field-pair">
        {field('end', 'Contract end', typedDay(line.contractEnd), 'follows the term')}
        {field('noticeDate', 'Notice date', typedDay(contract?.noticeDate ?? null))}
      </div>
      {field('reference', 'Contract reference', contract?.reference ?? '')}
      {ends.length > 1 && (
        <ol className="contract-ends" aria-label="Ends of the term and its options">
          {ends.map((end, index) => (
            <li key={end} className={index <= taken ? 'contract-taken' : undefined}>
              <span>{index === 0 ? 'Initial term' : `Option ${index}`}</span>
              <span>to {dayText(end)}</span>
              <span className="quiet">{index === 0 ? '' : index <= taken ? 'taken' : 'open'}</span>
            </li>
          ))}
        </ol>
      )}
      {!readOnly && taken + left > 0 && (
        <div className="panel-buttons">
          {left > 0 && (
            <button
              type="button"
              className="button"
              disabled={ends.length === 0}
              title={ends.length === 0 ? 'Give the contract’s start or end first' : undefined}
              onClick={() => void planner.edit((held) => takeOption(held, line.id))}
            >
              Take option {taken + 1}
            </button>
          )}
          {taken > 0 && (
            <button
              type="button"
              className="button quiet-button"
              onClick={() => void planner.edit((held) => takeBackOption(held, line.id))}
            >
              Take option {taken} back
            </button>
          )}
        </div>
      )}
      {differing && (
        <p className="quiet">
          Start, term and options taken would end it on {dayText(differing)}; the end above counts.
        </p>
      )}
      {beyondContract(plan, line).map((beyond) => (
        <p key={beyond.year} className="contract-beyond">
          <TriangleAlert size={14} aria-hidden /> {beyondSentence(lineLabel(plan, line), beyond)}
        </p>
      ))}
    </Section>
  )
}
