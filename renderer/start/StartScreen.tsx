/**
 * The first screen: take last year's spreadsheet, start afresh, open a plan, look at an example; and the recent plans.
 * Example: on the first run there are no recent plans, and a few words say what the program does instead.
 */

import { BookOpen, ClipboardPaste, FilePlus2, FileSpreadsheet, FolderOpen, Sparkles, X } from 'lucide-react'
import { useState } from 'react'
import type { RecentPlan } from '../../shared/ipc.ts'
import { perform } from '../actions.ts'
import { whenOf } from '../clock.ts'
import { planner, usePlanner } from '../instance.ts'

export function StartScreen() {
  const recent = usePlanner((state) => state.recent)
  const error = usePlanner((state) => state.startError)
  const version = usePlanner((state) => state.programVersion)
  const [busy, setBusy] = useState(false)
  const during = async (work: Promise<void>) => {
    setBusy(true)
    await work.finally(() => setBusy(false))
  }
  return (
    <main className="start">
      <div className="start-sheet">
        <header className="start-head">
          <h1>Commissioning Planner</h1>
          <p>Next year’s commissioning budget, from last year’s spreadsheet to the panel’s paper.</p>
        </header>
        <div className="start-error" role="alert">
          {error && <p className="error-box">{error}</p>}
        </div>
        <div className="start-columns">
          <section aria-label="Start" className="start-actions">
            <button type="button" className="start-primary" disabled={busy} onClick={() => perform('import')}>
              <FileSpreadsheet size={22} aria-hidden />
              <span>
                <strong>Open last year’s spreadsheet</strong>
                <small>Finds its lines, priorities and years, and checks that its totals add up</small>
              </span>
            </button>
            <button type="button" className="start-action" disabled={busy} onClick={() => perform('pasteTable')}>
              <ClipboardPaste size={18} aria-hidden /> Paste a table
            </button>
            <button type="button" className="start-action" disabled={busy} onClick={() => perform('new')}>
              <FilePlus2 size={18} aria-hidden /> New plan
            </button>
            <button
              type="button"
              className="start-action"
              disabled={busy}
              onClick={() => void during(planner.openPlan())}
            >
              <FolderOpen size={18} aria-hidden /> Open a plan
            </button>
            <button
              type="button"
              className="start-action"
              disabled={busy}
              onClick={() => void during(planner.openExample())}
            >
              <Sparkles size={18} aria-hidden /> See an example
            </button>
          </section>
          <section aria-labelledby="recent-heading" className="start-recent">
            <h2 id="recent-heading">{recent.length > 0 ? 'Recent plans' : 'How it works'}</h2>
            {recent.length > 0 ? (
              <Recent recent={recent} open={(id) => void during(planner.openRecent(id))} />
            ) : (
              <Steps />
            )}
          </section>
        </div>
        <footer className="start-foot">
          Everything stays on this computer. {version && <span>Version {version}</span>}
        </footer>
      </div>
    </main>
  )
}

function Recent({ recent, open }: { recent: RecentPlan[]; open: (id: string) => void }) {
  return (
    <ul className="recent">
      {recent.map(({ id, name, folder, openedAt }) => (
        <li key={id}>
          <button type="button" className="recent-open" onClick={() => open(id)} title={`${folder}`}>
            <BookOpen size={16} aria-hidden />
            <span className="recent-name">{name}</span>
            <span className="recent-folder">{folder}</span>
            <span className="recent-when">{whenOf(openedAt)}</span>
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${name} from this list`}
            title="Remove from this list (the file stays)"
            onClick={() => void planner.forgetRecent(id)}
          >
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Steps() {
  return (
    <ol className="start-steps">
      <li>
        <strong>Take the spreadsheet as it is.</strong> Every figure is accounted for, and what does not add up is
        listed.
      </li>
      <li>
        <strong>Roll it forward.</strong> Edit lines in the ledger; subtotals follow every keystroke, and every step can
        be undone.
      </li>
      <li>
        <strong>Decide about the underspend.</strong> Set it aside into an earmarked reserve, with its decision.
      </li>
      <li>
        <strong>Give the panel its paper.</strong> An Excel workbook with live formulas.
      </li>
    </ol>
  )
}
