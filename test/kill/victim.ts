/**
 * The process that is killed: it says that it is ready, is told a plan file, and edits that as fast as it can through the real
 * store, saying so after each step that was saved. Example: it is told `{"file": "…", "seed": 7, "name": "r7"}`.
 */
import { readSync, writeSync } from 'node:fs'
import { openPlanFile } from '../../electron/file/store.ts'
import { apply } from '../../shared/change.ts'
import { planOf } from '../../shared/plan.ts'
import { randomFrom, workOf } from './work.ts'

writeSync(1, 'ready\n')
const told = Buffer.alloc(4_096)
const length = readSync(0, told, 0, told.length, null)
if (length > 0) {
  const { file, seed, name } = JSON.parse(told.toString('utf8', 0, length)) as {
    file: string
    seed: number
    name: string
  }
  const open = openPlanFile(file, { who: name, now: () => new Date().toISOString() })
  const plan = planOf(open.rows())
  const random = randomFrom(seed)
  for (let number = 1; ; number++) {
    const work = workOf(plan, open.head(), random, `${name} ${number}`)
    if (typeof work === 'string') apply(plan, open[work]()!.change)
    else {
      open.commit(work)
      apply(plan, work)
    }
    writeSync(1, `${number}\n`)
  }
}
