/**
 * What both changed otherwise, side by side, with a choice each. Example: Victim First 2021/22: ours £569,488, theirs £575,000,
 * and as it was £558,322.
 */
import { useState } from 'react'
import type { Told } from '../../shared/merging/words.ts'
import type { Side } from '../../shared/merging.ts'
import { Pager } from '../importing/Pager.tsx'
import { PAGE } from '../importing/view.ts'

export interface ClashesProps {
  clashes: readonly Told[]
  choices: ReadonlyMap<string, Side>
  /** Null where nothing can be chosen. */
  onChoose: ((choices: ReadonlyMap<string, Side>) => void) | null
}

export function Clashes({ clashes, choices, onChoose }: ClashesProps) {
  const [page, setPage] = useState(0)
  const from = page * PAGE
  const shown = clashes.slice(from, from + PAGE)
  const all = (side: Side) => onChoose?.(new Map(clashes.map(({ key }) => [key, side])))
  return (
    <section aria-labelledby="clashes" className="merge-part">
      <header className="merge-head">
        <h3 id="clashes">Both of you changed: choose one of each</h3>
        {onChoose && (
          <>
            <button type="button" className="button" onClick={() => all('ours')}>
              All ours
            </button>
            <button type="button" className="button" onClick={() => all('theirs')}>
              All theirs
            </button>
          </>
        )}
      </header>
      <table className="plain-table merge-table merge-clashes" aria-labelledby="clashes">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">As it was</th>
            <th scope="col">Ours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((clash, index) => (
            <tr key={clash.key}>
              <th scope="row">
                {shown[index - 1]?.where !== clash.where && <span className="merge-where">{clash.where}</span>}
                <span className="merge-what">{clash.what}</span>
              </th>
              <td>{clash.was}</td>
              {(['ours', 'theirs'] as const).map((side) => (
                <td key={side} className={choices.get(clash.key) === side ? 'merge-chosen' : undefined}>
                  {onChoose ? (
                    <label className="merge-choice">
                      <input
                        type="radio"
                        name={clash.key}
                        aria-label={`${clash.where}, ${clash.what}: ${side}, ${clash[side]}`}
                        checked={choices.get(clash.key) === side}
                        onChange={() => onChoose(new Map([...choices, [clash.key, side]]))}
                      />
                      <span>{clash[side]}</span>
                    </label>
                  ) : (
                    clash[side]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Pager page={{ all: clashes.length, from, items: shown }} one="clash" many="clashes" onTurn={setPage} />
    </section>
  )
}
