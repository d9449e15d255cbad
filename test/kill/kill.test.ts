/**
 * Nothing that was said to be saved is ever lost: a process that edits a plan through the real store is killed 500 times.
 * More with `node test/kill/kill.ts --rounds 5000 --seed 7`.
 */
import { expect, it } from 'vitest'
import { kill, places } from './killing.ts'

it('keeps every step that was acknowledged, whenever the process is killed', async () => {
  const { rounds, acknowledged, unheard, rolledBack } = await kill({ rounds: 500, seed: 20260401, folders: places })
  console.log(
    `Killed ${rounds} times: ${acknowledged} steps acknowledged, none lost; ${unheard} more were saved unheard, ${rolledBack} taken back half written.`,
  )
  expect(rounds).toBe(500)
  expect(acknowledged).toBeGreaterThan(500)
}, 600_000)
