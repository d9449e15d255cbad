/**
 * The border between window and machine: arguments that do not fit, callers that are not ours, refusals and faults.
 * Example: a call with a wrong argument gives a sentence, and nothing is asked of the machine.
 */
import type { IpcMainInvokeEvent } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { type Answers, answer, answerCalls, FAULT, MISFIT } from '../../../electron/main/calls.ts'
import { contract } from '../../../shared/ipc.ts'
import { pack } from '../../../shared/parcel.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { firstChange } from '../file/helpers.ts'

const channels = Object.keys(contract)

/** Answers that only say that they were asked. */
function answersWith(own: Partial<Answers> = {}): Answers {
  const all = Object.fromEntries(channels.map((name) => [name, vi.fn(async () => name)]))
  return { ...(all as unknown as Answers), ...own }
}

describe('a call', () => {
  it('gives what the machine gives', async () => {
    const answers = answersWith()
    expect(await answer(answers, 'commit', [JSON.stringify(firstChange)], vi.fn())).toEqual({
      ok: true,
      value: pack('commit'),
    })
    expect(answers.commit).toHaveBeenCalledWith(firstChange)
  })

  it('with arguments that do not fit is not passed on', async () => {
    const answers = answersWith()
    const wrong: [keyof Answers, unknown[]][] = [
      ['start', ['more']],
      ['commit', []],
      ['commit', [{ label: '', rows: [] }]],
      ['commit', [{ label: 'x', rows: [{ table: 'sqlite_schema', id: 'a', before: null, after: null }] }]],
      ['openRecent', [7]],
      ['createPlan', ['x', firstChange, '/etc/passwd']],
    ]
    const texts = wrong.map(([channel, args]) => [channel, args.map((arg) => JSON.stringify(arg))] as const)
    for (const [channel, args] of [...texts, ['commit', [firstChange]], ['commit', ['{']]] as [
      keyof Answers,
      unknown[],
    ][]) {
      expect(await answer(answers, channel, args, vi.fn())).toEqual({ ok: false, sentence: MISFIT })
      expect(answers[channel]).not.toHaveBeenCalled()
    }
  })

  it('that is refused gives the sentence; a fault gives a plain one and goes into the log', async () => {
    const report = vi.fn()
    const refusing = answersWith({
      undo: async () => {
        throw new Refusal('No plan is open.')
      },
    })
    expect(await answer(refusing, 'undo', [], report)).toEqual({ ok: false, sentence: 'No plan is open.' })
    expect(report).not.toHaveBeenCalled()
    const fault = new TypeError('£558,322')
    const failing = answersWith({
      undo: async () => {
        throw fault
      },
    })
    expect(await answer(failing, 'undo', [], report)).toEqual({ ok: false, sentence: FAULT })
    expect(report).toHaveBeenCalledWith('undo', fault)
  })
})

describe('the channels', () => {
  it('are those of the contract and no others, and answer none but our own page', async () => {
    const handlers = new Map<string, (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown>()
    const answers = answersWith()
    let isOurs = false
    answerCalls({ handle: (channel, handler) => void handlers.set(channel, handler) }, answers, {
      isOurs: () => isOurs,
      report: vi.fn(),
    })
    expect([...handlers.keys()]).toEqual(channels.map((name) => `planner:${name}`))
    const start = handlers.get('planner:start')!
    expect(() => start({} as never)).toThrow('not for you')
    expect(answers.start).not.toHaveBeenCalled()
    isOurs = true
    expect(await start({} as never)).toEqual({ ok: true, value: pack('start') })
  })
})
