/**
 * Giving a plan a password, another one, or none. It is done in a copy beside the plan, which then takes its place, so that
 * the plan is never half of one and half of the other. The password is kept nowhere: without it the plan is lost.
 * Example: `changePassword(file, {from: null, to: 'three random words', ...author})`.
 */
import { rmSync } from 'node:fs'
import { SHORTEST_PASSWORD } from '../../shared/ipc.ts'
import { Refusal } from '../../shared/refusal.ts'
import { connect, encipher, vacuumInto } from './connection.ts'
import { openingFault } from './faults.ts'
import { removeJournals } from './making.ts'
import { type Author, openDatabase } from './opening.ts'
import { besides, putInPlace } from './whole.ts'

/**
 * Gives a plan that nobody has open another password.
 * @param from the one that it has, null for none
 * @param to the new one, null for none
 * @throws PlanLocked, PasswordNeeded or another Refusal, the plan then being as it was
 */
export function changePassword(
  name: string,
  { from, to, ...author }: Author & { from: string | null; to: string | null },
): void {
  if (to !== null && [...to].length < SHORTEST_PASSWORD)
    throw new Refusal(
      `A password needs ${SHORTEST_PASSWORD} characters or more, so the plan was left as it was; three random words are easy to keep in mind.`,
    )
  const plan = openDatabase(name, { ...author, password: from })
  const temporary = besides(plan.file)
  try {
    if (plan.readOnly)
      throw new Refusal(
        'The plan can only be read where it lies, so its password was not changed; ask for access, or copy it to another folder.',
      )
    vacuumInto(plan.database, temporary)
    const copy = connect(temporary, { fileMustExist: true, password: from })
    try {
      encipher(copy, to ?? '')
    } finally {
      copy.close()
    }
    // Windows does not put a file in the place of one that is open.
    if (process.platform === 'win32') plan.close()
    putInPlace(temporary, plan.file)
    removeJournals(plan.file)
  } catch (error) {
    throw openingFault(error, name)
  } finally {
    plan.close()
    removeJournals(temporary)
    rmSync(temporary, { force: true })
  }
}
