/**
 * Plans with a password: enciphered on the disk, opened by the password alone, and as whole as any other.
 * Example: a wrong password is told apart from none, and nothing is written.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { copyForReading } from '../../../electron/file/copying.ts'
import { PasswordNeeded } from '../../../electron/file/faults.ts'
import { type Migration, migrations } from '../../../electron/file/migrations.ts'
import { changePassword } from '../../../electron/file/password.ts'
import { createPlanFile, openPlanFile, PlanLocked } from '../../../electron/file/store.ts'
import { planOf } from '../../../shared/plan.ts'
import { author, firstChange, folder, messageOf, place, setTo } from './helpers.ts'

const password = 'drei wörter ’zum’ merken'

/** A closed plan with a password. */
function protectedPlan(): string {
  const plan = createPlanFile(place(), { ...author, change: firstChange })
  plan.close()
  changePassword(plan.file, { ...author, from: null, to: password })
  return plan.file
}

/** Is any of the plan's text, or SQLite's own, to be read in the file? */
const isReadable = (file: string) => {
  const bytes = readFileSync(file)
  return ['Victim First', 'SQLite format', 'CREATE TABLE'].some((text) => bytes.includes(text))
}

describe('a plan with a password', () => {
  it('is enciphered, opens with it, takes Changes, and keeps its history', () => {
    const file = protectedPlan()
    expect(isReadable(file)).toBe(false)
    let plan = openPlanFile(file, { ...author, password })
    expect(plan.rows().line.map(({ service }) => service)).toEqual(['Victim First'])
    plan.commit(setTo(planOf(plan.rows()), 600_000))
    expect(readdirSync(path.dirname(file)).filter((name) => isReadable(path.join(path.dirname(file), name)))).toEqual(
      [],
    )
    plan.close()
    plan = openPlanFile(file, { ...author, password })
    expect(plan.rows().amount[0]!.pence).toBe(600_000)
    expect(plan.undo()?.change.label).toBe('set Victim First 600000')
    plan.close()
    expect(isReadable(file)).toBe(false)
    expect(readdirSync(path.dirname(file))).toEqual(['Budget.cplan'])
  })

  it('asks for it, and says when it is wrong; the file is not touched', () => {
    const file = protectedPlan()
    const before = readFileSync(file)
    for (const readOnly of [false, true]) {
      expect(messageOf(() => openPlanFile(file, { ...author, readOnly }))).toBe(
        'PasswordNeeded: “Budget.cplan” is protected by a password; nothing was changed, so give it to open the plan.',
      )
      expect(messageOf(() => openPlanFile(file, { ...author, readOnly, password: 'Drei wörter' }))).toBe(
        'PasswordNeeded: That password does not open “Budget.cplan”; nothing was changed, so try it again, minding capitals (a damaged file gives the same answer).',
      )
    }
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(path.dirname(file))).toEqual(['Budget.cplan'])
  })

  it('opens however the accents of its password were typed', () => {
    const file = protectedPlan()
    openPlanFile(file, { ...author, password: password.normalize('NFD') }).close()
  })

  it('can be looked at, and copied to be read, while somebody works on it', async () => {
    const file = protectedPlan()
    const looked = openPlanFile(file, { ...author, password, readOnly: true })
    expect(looked.rows().line).toHaveLength(1)
    looked.close()
    const plan = openPlanFile(file, { ...author, password })
    await expect(copyForReading(file, folder())).rejects.toThrow(PlanLocked)
    plan.close()
    const copy = await copyForReading(file, folder())
    expect(isReadable(copy)).toBe(false)
    expect(() => openPlanFile(copy, { ...author, readOnly: true })).toThrow(PasswordNeeded)
    openPlanFile(copy, { ...author, readOnly: true, password }).close()
  })

  it('gets another password, or none', () => {
    const file = protectedPlan()
    const rows = openPlanFile(file, { ...author, password, readOnly: true }).rows()
    changePassword(file, { ...author, from: password, to: 'another one' })
    expect(isReadable(file)).toBe(false)
    expect(() => openPlanFile(file, { ...author, password })).toThrow(PasswordNeeded)
    changePassword(file, { ...author, from: 'another one', to: null })
    const plan = openPlanFile(file, author)
    expect(plan.rows()).toEqual(rows)
    plan.close()
    expect(readdirSync(path.dirname(file))).toEqual(['Budget.cplan'])
  })

  it('keeps its password in the copy that is made before it is brought up to date', () => {
    const file = protectedPlan()
    const colour: Migration = {
      name: 'a colour',
      up: (database) => void database.exec('ALTER TABLE "line" ADD COLUMN "colour" TEXT'),
    }
    openPlanFile(file, { ...author, password, steps: [...migrations, colour] }).close()
    const copy = path.join(path.dirname(file), 'Budget (before update, 2026-04-01).cplan')
    expect(isReadable(copy)).toBe(false)
    const plan = openPlanFile(copy, { ...author, password })
    expect(plan.rows().line).toHaveLength(1)
    plan.close()
  })
})

describe('changing a password', () => {
  it('is refused for a short one, a wrong one, and while the plan is open; the plan is as it was', () => {
    const file = protectedPlan()
    const before = readFileSync(file)
    const refused = (from: string | null, to: string) => messageOf(() => changePassword(file, { ...author, from, to }))
    expect(refused(password, 'shorter')).toBe(
      'Refusal: A password needs 8 characters or more, so the plan was left as it was; three random words are easy to keep in mind.',
    )
    expect(refused(null, 'long enough')).toContain('PasswordNeeded: “Budget.cplan” is protected')
    expect(refused('not this one', 'long enough')).toContain('PasswordNeeded: That password does not open')
    const open = openPlanFile(file, { ...author, password })
    expect(refused(password, 'long enough')).toContain('PlanLocked: “Budget.cplan” is already open')
    open.close()
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(path.dirname(file))).toEqual(['Budget.cplan'])
  })
})

describe('a file that only looks like a plan with a password', () => {
  it('is never opened, whatever it begins with', () => {
    const file = place()
    writeFileSync(file, Buffer.alloc(8192, 0xe6))
    expect(() => openPlanFile(file, author)).toThrow(PasswordNeeded)
    expect(messageOf(() => openPlanFile(file, { ...author, password }))).toContain(
      'a damaged file gives the same answer',
    )
    for (const [content, said] of [
      [Buffer.alloc(8192, 'x'), 'is not a plan'],
      [Buffer.concat([Buffer.from('PK'), Buffer.alloc(8190, 0xe6)]), 'looks like a workbook'],
      [Buffer.alloc(8191, 0xe6), 'is not a plan'],
    ] as const) {
      writeFileSync(file, content)
      expect(messageOf(() => openPlanFile(file, author))).toContain(said)
    }
  })

  it('is said to be damaged where a page of it is', () => {
    const file = protectedPlan()
    const bytes = readFileSync(file)
    bytes[3 * 4096 + 100]! ^= 1
    writeFileSync(file, bytes)
    expect(messageOf(() => openPlanFile(file, { ...author, password }))).toContain('is damaged and was not opened')
  })
})
