/**
 * The help beside the plan (F1): a page for each of the ten things an officer does, found by a word, with a button that does
 * it; and every key. It stays open while the steps are followed. Example: F1, "gap", Enter shows how to close the gap.
 */
import { ArrowLeft, Keyboard, Search, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type CommandId, commandIds, commands, menus, plainName, shownKey } from '../../shared/commands.ts'
import { isMac, keyText, perform, whyNot } from '../actions.ts'
import { planner, usePlanner } from '../instance.ts'
import { useFocusBack } from '../parts/focus.ts'
import { findPages, type HelpPage, helpPages } from './pages.ts'

export function HelpPane() {
  const help = usePlanner((state) => state.help)
  return help && <Pane page={help.page} />
}

function Pane({ page }: { page: string | null }) {
  useFocusBack()
  const close = () => planner.set({ help: null })
  const open = (next: string | null) => planner.set({ help: { page: next } })
  const shown = helpPages.find(({ id }) => id === page)
  const title = shown?.title ?? (page === 'shortcuts' ? 'Keyboard shortcuts' : 'Help')
  const heading = useRef<HTMLHeadingElement>(null)
  // A new page is read from its heading; the contents begin with the field to find one.
  useEffect(() => {
    if (page) heading.current?.focus()
  }, [page])
  return (
    <aside
      className="help"
      aria-label="Help"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        if (page) open(null)
        else close()
      }}
    >
      <header className="help-head">
        {page ? (
          <button
            type="button"
            className="icon-button"
            aria-label="All help"
            title="All help"
            onClick={() => open(null)}
          >
            <ArrowLeft size={16} aria-hidden />
          </button>
        ) : null}
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className="icon-button" aria-label="Close help" title="Close help (Esc)" onClick={close}>
          <X size={16} aria-hidden />
        </button>
      </header>
      <section className="help-body" key={page} tabIndex={page ? 0 : undefined} aria-label={title}>
        {shown ? <Page page={shown} /> : page === 'shortcuts' ? <Shortcuts /> : <Contents open={open} />}
      </section>
    </aside>
  )
}

function Contents({ open }: { open: (page: string) => void }) {
  const [typed, setTyped] = useState('')
  const found = findPages(typed, textOf)
  return (
    <>
      <div className="find help-find">
        <Search size={14} aria-hidden />
        <input
          type="search"
          aria-label="Find help"
          placeholder="Find help"
          // biome-ignore lint/a11y/noAutofocus: the help was just asked for
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && found[0]) open(found[0].id)
          }}
        />
      </div>
      <p className="announcer" role="status">
        {typed.trim() === '' ? '' : found.length === 1 ? '1 page' : `${found.length} pages`}
      </p>
      {found.length === 0 ? (
        <p className="quiet">No page holds “{typed.trim()}”.</p>
      ) : (
        <ul className="help-contents">
          {found.map(({ id, title, about }) => (
            <li key={id}>
              <button type="button" onClick={() => open(id)}>
                <strong>{title}</strong>
                <span>{about}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="help-more">
        <button type="button" className="button" onClick={() => open('shortcuts')}>
          <Keyboard size={15} aria-hidden /> Keyboard shortcuts
        </button>
        <button type="button" className="button" onClick={() => perform('example')}>
          {plainName('example')}
        </button>
      </p>
    </>
  )
}

function Page({ page }: { page: HelpPage }) {
  // What can be done changes with the plan.
  usePlanner((state) => [state.open, state.dialog, state.version, state.selection].map(String).join())
  const why = whyNot(page.command)
  return (
    <>
      <p>{page.about}</p>
      <ol className="help-steps">
        {page.steps.map((step) => (
          <li key={step}>{withCommands(step)}</li>
        ))}
      </ol>
      {page.notes && (
        <ul className="help-notes">
          {page.notes.map((note) => (
            <li key={note}>{withCommands(note)}</li>
          ))}
        </ul>
      )}
      <p className="help-more">
        <button
          type="button"
          className="button primary"
          aria-disabled={why !== null || undefined}
          aria-describedby={why ? 'help-why' : undefined}
          onClick={() => perform(page.command)}
        >
          Do it now: {plainName(page.command)}
        </button>
        {why && (
          <span id="help-why" className="quiet">
            {why}
          </span>
        )}
      </p>
    </>
  )
}

/** Every command that has a key, menu by menu. */
function Shortcuts() {
  return (
    <>
      {Object.entries(menus).map(([menu, name]) => {
        const rows = commandIds.filter((id) => commands[id].menu === menu && keyText(id))
        return (
          rows.length > 0 && (
            <table key={menu} className="help-keys">
              <caption>{name.replace('&', '')}</caption>
              <thead className="announcer">
                <tr>
                  <th scope="col">Command</th>
                  <th scope="col">Keys</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((id) => (
                  <tr key={id}>
                    <th scope="row">{plainName(id)}</th>
                    <td>
                      <kbd>{keyText(id)}</kbd>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        )
      })}
      <table className="help-keys">
        <caption>In the grid</caption>
        <thead className="announcer">
          <tr>
            <th scope="col">What happens</th>
            <th scope="col">Keys</th>
          </tr>
        </thead>
        <tbody>
          {gridKeys.map(([what, ...keys]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>
                {keys.map((key) => (
                  <kbd key={key}>{shownKey(key, isMac)}</kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What the grid itself hears, as in Excel: what happens, and its keys. */
const gridKeys: readonly (readonly [string, ...string[]])[] = [
  ['Edit the cell', 'F2'],
  ['Down a line, up a line', 'Enter', 'Shift+Enter'],
  ['Right a column, left a column', 'Tab', 'Shift+Tab'],
  ['Leave the cell as it was', 'Esc'],
  ['Empty the cell', 'Delete'],
  ['First column, last column', 'Home', 'End'],
  ['First cell, last cell', '$mod+Home', '$mod+End'],
  ['To the edge of what is filled', '$mod+←→↑↓'],
  ['Select more', 'Shift+←→↑↓'],
  ['Select to the edge', '$mod+Shift+←→↑↓'],
  ['A page up, a page down', 'PageUp', 'PageDown'],
]

const COMMAND = /\[\[([\w.]+)\]\]/

/** A sentence with its commands by name and key. */
function withCommands(text: string): ReactNode[] {
  return text.split(COMMAND).map((part, index) => {
    if (index % 2 === 0) return part
    const id = part as CommandId
    const key = keyText(id)
    return (
      <span key={part}>
        <strong>{commands[id].name}</strong>
        {key && (
          <>
            {' '}
            <kbd>{key}</kbd>
          </>
        )}
      </span>
    )
  })
}

/** All that a page says, as it is searched. */
function textOf({ title, about, steps, notes = [], words }: HelpPage): string {
  const said = [title, about, ...steps, ...notes, words].join(' ')
  return said.replaceAll(new RegExp(COMMAND, 'g'), (_whole, id: CommandId) => commands[id].name)
}
