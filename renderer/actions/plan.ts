/**
 * The Plan menu's actions: next year, its funding, what may become of it. Example: Ctrl+Shift+R asks how to roll forward.
 */
import { planner } from '../instance.ts'
import type { DialogState, State } from '../state.ts'
import type { Action, Actions } from './action.ts'

const NO_YEAR = 'The plan has no year yet.'
const hasPlanYear = ({ open }: State) => open!.ledger.planYear !== null || NO_YEAR

const opens = (dialog: () => DialogState, when?: Action['when']): Action => ({
  ...(when ? { when } : {}),
  perform: () => void planner.flush().then(() => planner.show(dialog())),
})
const planYear = () => planner.state.open!.ledger.planYear!

export const plan = {
  roll: { when: hasPlanYear, ofPlan: true, perform: () => planner.show({ kind: 'roll' }) },
  uplift: opens(() => ({ kind: 'uplift', year: planYear() }), hasPlanYear),
  virement: opens(
    () => ({ kind: 'virement', year: planYear() }),
    (state) => (state.open!.ledger.plan.line.size < 2 ? 'It takes two budget lines.' : hasPlanYear(state)),
  ),
  indicative: opens(() => ({ kind: 'indicative' }), hasPlanYear),
  forecast: opens(
    () => ({ kind: 'forecast', year: planner.underspendYear()! }),
    () => planner.underspendYear() !== null || NO_YEAR,
  ),
  source: opens(() => ({ kind: 'source', sourceId: null })),
  payRests: opens(
    () => ({ kind: 'payRests', year: planYear() }),
    (state) => (state.open!.ledger.plan.source.size === 0 ? 'Add a funding source first.' : hasPlanYear(state)),
  ),
  reserve: opens(() => ({ kind: 'reserve', reserveId: null })),
  bid: opens(() => ({ kind: 'bid', bidId: null })),
  option: opens(() => ({ kind: 'addOption', copyOf: null })),
  backToPlan: {
    when: ({ optionId }) => optionId !== null || 'The plan itself is shown.',
    perform: () => void planner.switchTo(null),
  },
  decision: opens(() => ({ kind: 'decision', decisionId: null })),
  statement: opens(
    () => ({ kind: 'statement' }),
    ({ open }) => open!.ledger.years.length > 0 || NO_YEAR,
  ),
  nameDraft: opens(() => ({ kind: 'draft', draftId: null, step: null })),
  changes: {
    perform: () => {
      planner.set({ historyShown: { ...planner.state.historyShown, tab: 'changes' } })
      planner.go('history')
    },
  },
  backToPresent: {
    when: ({ looking }) => looking !== null || 'The plan as it is now is shown.',
    perform: () => planner.past.backToPresent(),
  },
} satisfies Actions
