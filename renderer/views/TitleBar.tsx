/**
 * The bar at the top: plan, organisation, plan year; whether everything is saved; undo and redo by name.
 * Example: "leicestershire · 2020/21 … Saved ✓ · Undo: set Victim First 2020/21".
 */
import { Check, CircleAlert, Eye, LoaderCircle, Redo2, Undo2 } from 'lucide-react'
import { detailsOf } from '../../shared/plan.ts'
import { perform } from '../actions.ts'
import { useLedger, usePlanner } from '../instance.ts'

export function TitleBar() {
  const ledger = useLedger()
  const open = usePlanner((state) => state.open)!
  const history = usePlanner((state) => state.history)
  const { organisation, planYear, title } = detailsOf(ledger.plan)
  return (
    <header className="title-bar">
      <h1 className="title-bar-names" title={`${open.name}, in ${open.folder}`}>
        <span className="title-bar-plan">{title}</span>
        {organisation && <span className="title-bar-organisation">{organisation}</span>}
        {planYear && <span className="title-bar-year">{planYear}</span>}
      </h1>
      <SavedState />
      <div className="title-bar-steps">
        <StepButton direction="undo" label={history.undo} disabled={open.readOnly} />
        <StepButton direction="redo" label={history.redo} disabled={open.readOnly} />
      </div>
    </header>
  )
}

function StepButton({
  direction,
  label,
  disabled,
}: {
  direction: 'undo' | 'redo'
  label: string | null
  disabled: boolean
}) {
  const word = direction === 'undo' ? 'Undo' : 'Redo'
  const Icon = direction === 'undo' ? Undo2 : Redo2
  const said = label ? `${word}: ${label}` : word
  return (
    <button
      type="button"
      className="button quiet-button step-button"
      disabled={disabled || label === null}
      aria-label={said}
      title={`${said} (${direction === 'undo' ? 'Ctrl+Z' : 'Ctrl+Y'})`}
      onClick={() => perform(direction)}
    >
      <Icon size={15} aria-hidden />
      <span>{direction === 'undo' && label ? `${word}: ` : word}</span>
      {direction === 'undo' && label && <span className="step-label">{label}</span>}
    </button>
  )
}

function SavedState() {
  const saved = usePlanner((state) => state.saved)
  const readOnly = usePlanner((state) => state.open?.readOnly)
  if (readOnly) {
    return (
      <p className="saved saved-copy" data-testid="saved">
        <Eye size={15} aria-hidden /> Read-only copy
      </p>
    )
  }
  if (saved.kind === 'refused') {
    return (
      <p className="saved saved-refused" data-testid="saved" title={saved.sentence}>
        <CircleAlert size={15} aria-hidden /> <span>Not saved: {saved.sentence}</span>
      </p>
    )
  }
  return (
    <p className="saved" data-testid="saved">
      {saved.kind === 'saving' ? (
        <>
          <LoaderCircle size={15} aria-hidden /> Saving…
        </>
      ) : (
        <>
          <Check size={15} aria-hidden className="saved-tick" /> Saved
        </>
      )}
    </p>
  )
}
