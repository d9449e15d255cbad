/**
 * What can be done with the selected cells and lines, on a right click, the menu key or Shift+F10. Its entries are commands of
 * the one list. Example: a right click outside the selection selects that cell first.
 */
import { ContextMenu } from '@base-ui/react/context-menu'
import { type ReactElement, useRef, useState } from 'react'
import { type CommandId, plainName } from '../../shared/commands.ts'
import { keyText, perform, whyNot } from '../actions.ts'
import { planner } from '../instance.ts'

const GROUPS: readonly (readonly CommandId[])[] = [
  ['cut', 'copy', 'copyForWord', 'paste'],
  ['fillDown', 'fillRight', 'clearCells'],
  ['insertAbove', 'addLine', 'duplicateLines', 'deleteLine'],
  ['moveUp', 'moveDown', 'editLines'],
]

/** Keys that the grid hears by itself. */
const OWN_KEYS: Partial<Record<CommandId, string>> = { clearCells: 'Delete' }

function Key({ id }: { id: CommandId }) {
  const text = OWN_KEYS[id] ?? keyText(id)
  return text && <kbd>{text}</kbd>
}

/** @param children the ledger's own element */
export function GridMenu({ children }: { children: ReactElement }) {
  const [open, setOpen] = useState(false)
  const before = useRef<HTMLElement | null>(null)
  const asked = useRef<CommandId | null>(null)
  const onContextMenu = () => {
    before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
  }
  return (
    <ContextMenu.Root
      open={open}
      onOpenChange={(next) => setOpen(next && planner.state.dialog === null)}
      onOpenChangeComplete={(isOpen) => {
        const id = asked.current
        asked.current = null
        // Copying and pasting are done by what has the focus, which is the grid's cell again by now.
        if (!isOpen && id) perform(id)
      }}
    >
      <ContextMenu.Trigger render={children} onContextMenuCapture={onContextMenu} />
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="popup-positioner">
          <ContextMenu.Popup className="popup grid-menu" finalFocus={before}>
            {GROUPS.map((ids, index) => (
              <ContextMenu.Group key={ids[0]}>
                {index > 0 && <ContextMenu.Separator className="menu-rule" />}
                {ids.map((id) => (
                  <ContextMenu.Item
                    key={id}
                    className="option grid-menu-item"
                    disabled={whyNot(id) !== null}
                    onClick={() => {
                      asked.current = id
                    }}
                  >
                    <span>{plainName(id)}</span>
                    <Key id={id} />
                  </ContextMenu.Item>
                ))}
              </ContextMenu.Group>
            ))}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}
