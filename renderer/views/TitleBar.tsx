/**
 * The bar at the top: plan, organisation, plan year; the option that is shown instead of the plan; whether everything is
 * saved; undo and redo by name.
 * Example: "leicestershire · 2020/21 … Saved ✓ · Undo: set Victim First 2020/21".
 */
import { Check, CircleAlert, Eye, GitCompareArrows, History, LoaderCircle, Pencil, Redo2, Undo2 } from 'lucide-react'
import { detailsOf } from '../../shared/plan.ts'
import { perform, tip } from '../actions.ts'
import { planner, useLedger, usePlanner, useShown } from '../instance.ts'

export function TitleBar() {
  const ledger = useLedger()
  const open = usePlanner((state) => state.open)!
  const history = useShown((state) => state.history)
  const { organisation, planYear, title } = detailsOf(ledger.plan)
  return (
    <header className={ledger.option ? 'title-bar of-option' : 'title-bar'}>
      <h1 className="title-bar-names" title={`${open.name}, in ${open.folder}`}>
        <span className="title-bar-plan">{title}</span>
        {organisation && <span className="title-bar-organisation">{organisation}</span>}
        {planYear && <span className="title-bar-year">{planYear}</span>}
      </h1>
      {!open.readOnly && (
        <button
          type="button"
          className="icon-button"
          aria-label="Plan details…"
          title="Title, organisation and protective marking"
          onClick={() => void planner.flush().then(() => planner.show({ kind: 'details' }))}
        >
          <Pencil size={14} aria-hidden />
        </button>
      )}
      <span className="tools-gap" />
      {ledger.option && <OptionMark name={ledger.option.name} />}
      <SavedState />
      <div className="title-bar-steps">
        <StepButton direction="undo" label={history.undo} disabled={open.readOnly} />
        <StepButton direction="redo" label={history.redo} disabled={open.readOnly} />
      </div>
    </header>
  )
}

/** Says that what is on the screen is not the plan as it is saved. */
function OptionMark({ name }: { name: string }) {
  return (
    <div className="option-mark-bar" data-testid="option-shown">
      <GitCompareArrows size={15} aria-hidden />
      <span className="option-mark-name" title={`Every figure is that of the option “${name}”; the plan is as it was`}>
        Option shown: {name}
      </span>
      <button type="button" className="button" onClick={() => void planner.switchTo(null)}>
        Back to the plan
      </button>
    </div>
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
      title={tip(direction, said)}
      onClick={() => perform(direction)}
    >
      <Icon size={15} aria-hidden />
      <span>{direction === 'undo' && label ? `${word}: ` : word}</span>
      {direction === 'undo' && label && <span className="step-label">{label}</span>}
    </button>
  )
}

function SavedState() {
  // Never a frame late: what is on its way to the plan file is not called saved.
  const saved = usePlanner((state) => state.saved)
  const readOnly = usePlanner((state) => state.open?.readOnly)
  const looking = usePlanner((state) => state.looking)
  if (looking) {
    return (
      <p className="saved saved-copy" data-testid="saved">
        <History size={15} aria-hidden /> The past
      </p>
    )
  }
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
