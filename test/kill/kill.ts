/**
 * The kill test by hand, as long as one likes, with another seed. Example: `node test/kill/kill.ts --rounds 5000 --seed 7`.
 */
import { parseArgs } from 'node:util'
import { kill, places } from './killing.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } })
const [rounds, seed] = [Number(values.rounds ?? 500), Number(values.seed ?? 1)]
const began = Date.now()
const killed = await kill({ rounds, seed, folders: places })
console.log(
  `Killed ${killed.rounds} times in ${Math.round((Date.now() - began) / 1000)} s: ${killed.acknowledged} steps acknowledged, none lost; ${killed.unheard} more were saved unheard, ${killed.rolledBack} taken back half written.`,
)
