/**
 * The list of every command (Ctrl+K): found by a few letters, each with its key; what cannot be done now says why.
 * Example: Ctrl+K, "rol", Enter asks how to roll forward.
 */
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Check, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type CommandId, commands, menus } from '../../shared/commands.ts'
import { actions, keyText, perform, whyNot } from '../actions.ts'
import { planner } from '../instance.ts'
import { useFocusBack } from '../parts/focus.ts'
import { findCommands } from './finding.ts'
import { recentCommands, rememberCommand } from './recent.ts'

interface Item {
  id: CommandId
  value: string
  why: string | null
}

/** Letters may follow Ctrl+K at once, sooner than a dialog gives its first field the focus. */
const focusAtOnce = (input: HTMLInputElement | null) => input?.focus()

export function CommandList() {
  const giveBack = useFocusBack()
  const [typed, setTyped] = useState('')
  const [recent] = useState(recentCommands)
  const items = useMemo(
    () =>
      findCommands(typed, recent)
        .filter((id) => id !== 'commands')
        .map((id): Item => ({ id, value: commands[id].name, why: whyNot(id) })),
    [typed, recent],
  )
  const close = () => planner.show(null)
  const choose = ({ id, why }: Item) => {
    if (why !== null) return
    rememberCommand(id)
    close()
    // The command finds the focus where it was before the list was opened.
    giveBack(() => perform(id))
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="command-list" aria-label="Commands" finalFocus={false}>
          <Autocomplete.Root
            open
            inline
            items={items}
            filter={null}
            value={typed}
            onValueChange={(value, { reason }) => reason !== 'item-press' && setTyped(value)}
            itemToStringValue={(item: Item) => item.value}
            autoHighlight="always"
            keepHighlight
          >
            <div className="command-input">
              <Search size={16} aria-hidden />
              <Autocomplete.Input ref={focusAtOnce} aria-label="Find a command" placeholder="What do you want to do?" />
            </div>
            <Autocomplete.Empty className="command-none">
              {items.length === 0
                ? `No command is called “${typed.trim()}”. Try another word, or press F1 for help.`
                : null}
            </Autocomplete.Empty>
            <Autocomplete.List className="command-items">
              {(item: Item) => (
                <Autocomplete.Item
                  key={item.id}
                  value={item}
                  className="command-item"
                  aria-disabled={item.why !== null || undefined}
                  onClick={() => choose(item)}
                >
                  <span className="command-name">
                    {actions[item.id].on?.(planner.state) && <Check size={14} aria-label="on" />}
                    {item.value}
                  </span>
                  <span className="command-place">{item.why ?? menus[commands[item.id].menu].replace('&', '')}</span>
                  {keyText(item.id) && <kbd>{keyText(item.id)}</kbd>}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
