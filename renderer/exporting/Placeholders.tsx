/**
 * Every placeholder of a template with its cell and what it gives, those with something the matter first. Example: "Paper!B6
 * {{line.servce}} is not known (did you mean {{line.service}}?)".
 */

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { formatCount } from '../../shared/money.ts'
import type { CheckedPlaceholder } from '../../shared/templates/index.ts'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'

export function Placeholders({ placeholders }: { placeholders: readonly CheckedPlaceholder[] }) {
  const [page, setPage] = useState(0)
  if (placeholders.length === 0)
    return (
      <p className="tab-lead">
        This workbook holds no placeholders, so it would be written as it is. A cell such as {'{{line.service}}'} or{' '}
        {'{{total.budget Y}}'} is filled from the plan; a copy of a paper that comes with the program shows how.
      </p>
    )
  const wrong = placeholders.filter(({ problem }) => problem !== null).length
  const from = Math.min(page * PAGE, Math.floor((placeholders.length - 1) / PAGE) * PAGE)
  return (
    <div>
      <p className="tab-lead" role="status">
        {wrong === 0
          ? `All ${formatCount(placeholders.length)} placeholders can be filled.`
          : `${wrong === 1 ? 'One placeholder' : `${formatCount(wrong)} placeholders`} of ${formatCount(placeholders.length)} cannot be filled, so nothing can be written; put ${wrong === 1 ? 'it' : 'them'} right in the template and check it again.`}
      </p>
      <Pager page={{ all: placeholders.length, from, items: [] }} one="placeholder" onTurn={setPage} />
      <table className="plain-table sticky-head">
        <caption className="visually-hidden">Placeholders of the template</caption>
        <thead>
          <tr>
            <th scope="col">Cell</th>
            <th scope="col">Placeholder</th>
            <th scope="col">What it gives</th>
          </tr>
        </thead>
        <tbody>
          {placeholders.slice(from, from + PAGE).map(({ sheet, cell, placeholder, gives, problem }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell may hold the same placeholder twice, and the list is never reordered
            <tr key={from + index} className={problem === null ? undefined : 'warned'}>
              <th scope="row" className="nowrap">
                {sheet}!{cell}
              </th>
              <td>
                <code className="placeholder">{placeholder}</code>
              </td>
              <td>
                {problem === null ? (
                  <span className="outcome">
                    <CircleCheck size={14} aria-label="Can be filled" /> {gives}
                  </span>
                ) : (
                  <span className="outcome outcome-wrong">
                    <CircleAlert size={14} aria-label="Cannot be filled" /> {problem}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
