/**
 * What was done to the line, the latest first: what each of its figures and details was and became, who did it and when.
 * Example: "2020/21 budget: £558,322 → £573,000, by jo, 14 Jan 2021, 10:32".
 */
import { useEffect, useState } from 'react'
import type { LineStep } from '../../shared/ipc.ts'
import type { Line } from '../../shared/model.ts'
import type { Plan } from '../../shared/plan.ts'
import { lineLabel } from '../../shared/reserves.ts'
import { whenOf } from '../clock.ts'
import { planner, useLedger, useShown } from '../instance.ts'
import { describe } from '../options/differences.ts'
import { Choice } from '../parts/Choice.tsx'
import { sentenceOf } from '../planner.ts'
import { Section, useOpen } from './Section.tsx'

const LABEL = 'History of the line'
const ALL = ''
const SHOWN = 25
/** Typing waits for nothing here; what it did is looked up when it rests. */
const REST_MS = 250

interface Told {
  what: string
  before: string
  after: string
}

/** What a step did to the line, in words. Of an option only the step's own name says it. */
export function toldOf(plan: Plan, line: Line, { rows }: LineStep): Told[] {
  const label = `${lineLabel(plan, line)}, `
  const names = new Set([label, `${line.service}, `])
  return rows
    .filter(({ table }) => table !== 'difference')
    .map((row) => {
      const told = describe(plan, plan, row)
      const start = [...names].find((name) => told.what.startsWith(name))
      return { ...told, what: start ? told.what.slice(start.length) : told.what }
    })
}

export function LineHistory({ line }: { line: Line }) {
  const { plan } = useLedger()
  const version = useShown((state) => state.version)
  const open = useOpen(LABEL, false)
  const [steps, setSteps] = useState<LineStep[] | null>(null)
  const [figure, setFigure] = useState(ALL)
  const [most, setMost] = useState(SHOWN)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after every Change
  useEffect(() => {
    if (!open) return
    let wanted = true
    const timer = setTimeout(
      () =>
        planner.past.lineHistory(line.id).then(
          (found) => wanted && setSteps(found),
          (error) => planner.notify({ kind: 'error', sentence: sentenceOf(error) }),
        ),
      REST_MS,
    )
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [line.id, version, open])
  const told = (steps ?? []).map((step) => ({ step, did: toldOf(plan, line, step) }))
  const figures = [...new Set(told.flatMap(({ did }) => did.map(({ what }) => what)))].sort()
  const chosen = figures.includes(figure) ? figure : ALL
  const found = told
    .map(({ step, did }) => ({ step, did: did.filter(({ what }) => chosen === ALL || what === chosen) }))
    .filter(({ did }) => chosen === ALL || did.length > 0)
  return (
    <Section label={LABEL} title="History" folded>
      {steps === null ? (
        <p className="quiet">Reading…</p>
      ) : (
        <>
          {figures.length > 1 && (
            <Choice
              label="Of"
              items={[{ value: ALL, label: 'everything' }, ...figures.map((value) => ({ value, label: value }))]}
              value={chosen}
              onChange={setFigure}
            />
          )}
          <ol className="line-history">
            {found.slice(0, most).map(({ step, did }) => (
              <li key={step.number}>
                <p className="line-history-head">
                  <strong>{step.label}</strong>
                  <span className="quiet">
                    {step.who}, {whenOf(step.at)}
                  </span>
                </p>
                {did.slice(0, 12).map(({ what, before, after }) => (
                  <p key={what}>
                    {what}: {before} → {after}
                  </p>
                ))}
                {did.length > 12 && <p className="quiet">and {did.length - 12} more</p>}
              </li>
            ))}
          </ol>
          {found.length > most && (
            <button type="button" className="link" onClick={() => setMost(most + SHOWN)}>
              Show earlier steps
            </button>
          )}
        </>
      )}
    </Section>
  )
}
