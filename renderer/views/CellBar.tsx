/**
 * The bar over a grid: the name box, which says where one stands and goes to any line by its name or code, and beside it room
 * for what stands in the cell. Example: typing "isva" and Enter goes to the line "ISVA service".
 */
import { Autocomplete } from '@base-ui/react/autocomplete'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { linesInOrder, type Plan } from '../../shared/plan.ts'
import { type Found, findLines } from '../grid/finding.ts'
import { activeSession } from '../grid/session.ts'
import { useSelected } from '../grid/useSelected.ts'
import { planner } from '../instance.ts'
import { afterPaint } from '../painting.ts'

/** The name box's id, for the command that goes there. */
export const NAME_BOX = 'name-box'

/** Whether a name box was ever drawn: the first one follows the first grid, for it takes long to make. */
let isMade = false

export function CellBar({ plan, children }: { plan: Plan; children?: ReactNode }) {
  const [isShown, show] = useState(isMade)
  useEffect(
    () =>
      afterPaint(() => {
        isMade = true
        show(true)
      }),
    [],
  )
  return (
    <div className="cell-bar">
      {isShown ? <NameBox plan={plan} /> : <div className="name-box" />}
      {children}
    </div>
  )
}

function NameBox({ plan }: { plan: Plan }) {
  const { place } = useSelected()
  const [typed, setTyped] = useState<string | null>(null)
  const isTyping = typed !== null
  const lines = useMemo(() => (isTyping ? linesInOrder(plan) : []), [plan, isTyping])
  const found = useMemo(() => findLines(lines, typed ?? ''), [lines, typed])

  const leave = () => {
    setTyped(null)
    const session = activeSession()
    const at = session?.focused()
    if (session && at) session.go(at)
  }
  const goTo = ({ id }: Found) => {
    setTyped(null)
    const session = activeSession()
    const row = session?.rows().find((shown) => shown.kind === 'line' && shown.lineId === id)
    const columnId = session?.focused()?.columnId ?? session?.columns()[0]?.id
    if (session && row && columnId !== undefined) session.go({ rowId: row.id, columnId })
    else planner.set({ find: '', reveal: { lineId: id, edit: false } })
  }
  return (
    <Autocomplete.Root
      items={found}
      filter={null}
      open={isTyping && typed.trim() !== ''}
      value={typed ?? place}
      onValueChange={(value, { reason }) => reason !== 'item-press' && setTyped(value)}
      itemToStringValue={({ service }: Found) => service}
      autoHighlight="always"
    >
      <Autocomplete.Input
        id={NAME_BOX}
        className="name-box"
        aria-label="Go to a line"
        title={
          place === ''
            ? 'Go to a line by its name or code (Ctrl+G)'
            : `${place}. Type a line’s name or code to go to it (Ctrl+G)`
        }
        spellCheck={false}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (event.key === 'Enter' && !isTyping)) {
            event.preventDefault()
            leave()
          }
        }}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner className="popup-positioner" sideOffset={4} align="start">
          <Autocomplete.Popup className="popup name-box-found">
            <Autocomplete.Empty>
              {found.length === 0 ? <p className="quiet name-box-none">No line is called that.</p> : null}
            </Autocomplete.Empty>
            <Autocomplete.List>
              {(line: Found) => (
                <Autocomplete.Item key={line.id} value={line} className="name-box-line" onClick={() => goTo(line)}>
                  <span>{line.service}</span>
                  <span className="quiet">{line.beside}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
