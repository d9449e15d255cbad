/**
 * The one open plan, and what the window may ask of it. Example: a plan that somebody else has open can be looked at as a copy.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPlanFile, openPlanFile } from '../../../electron/file/store.ts'
import { makeDesk } from '../../../electron/main/desk.ts'
import { planOf } from '../../../shared/plan.ts'
import { author, firstChange, folder, inAnotherProcess, messageOf, setTo, tamper } from '../file/helpers.ts'

function desk() {
  const temporary = folder()
  const remembered: string[] = []
  const changes: boolean[] = []
  const made = makeDesk({
    author,
    temporary,
    keeping: path.join(temporary, 'kept'),
    report: (error) => {
      throw error
    },
    remember: (where) => remembered.push(where),
    changed: () => changes.push(made.isOpen()),
  })
  return { ...made, temporary, remembered, changes, folder: folder() }
}

const create = { change: firstChange, replace: false }

describe('the desk', () => {
  it('holds the plan that was made or opened last, and lets go of the one before', () => {
    const at = desk()
    expect(messageOf(() => at.file())).toBe('Refusal: No plan is open, so nothing was changed; open one first.')
    const [a, b] = ['A.cplan', 'B.cplan'].map((name) => path.join(at.folder, name)) as [string, string]
    const result = at.create(a, create)
    expect(result).toMatchObject({
      kind: 'opened',
      plan: {
        name: 'A',
        folder: at.folder,
        readOnly: false,
        history: { undo: 'import papers.xlsx', redo: null },
        rows: { line: [{ service: 'Victim First' }] },
      },
    })
    at.create(b, create)
    expect(existsSync(`${a}.lock`)).toBe(false)
    expect(existsSync(`${b}.lock`)).toBe(true)
    at.open(a)
    expect(existsSync(`${b}.lock`)).toBe(false)
    expect(at.open(a)).toMatchObject({ kind: 'opened', plan: { name: 'A' } })
    at.close()
    at.close()
    expect(at.plan()).toBeNull()
    expect(readdirSync(at.folder).sort()).toEqual(['A.cplan', 'B.cplan'])
    expect(at.remembered).toEqual([a, b, a])
    expect(at.changes.at(-1)).toBe(false)
  })

  it('keeps the plan it holds when another cannot be opened', () => {
    const at = desk()
    at.create(path.join(at.folder, 'A.cplan'), create)
    const other = path.join(at.folder, 'other.cplan')
    writeFileSync(other, 'a text')
    expect(messageOf(() => at.open(other))).toMatch(/^Refusal: “other.cplan” is not a plan;/)
    expect(at.plan()?.name).toBe('A')
    expect(at.file().undo()).not.toBeNull()
    at.close()
  })

  it('replaces the very plan that it holds when it is made anew, as the example is', () => {
    const at = desk()
    const example = path.join(at.folder, 'Example plan.cplan')
    at.create(example, create)
    at.file().undo()
    expect(at.create(example, { ...create, replace: true })).toMatchObject({
      kind: 'opened',
      plan: { history: { undo: 'import papers.xlsx', redo: null } },
    })
    expect(at.file().history()).toHaveLength(1)
    at.close()
  })

  it('shows a copy of a plan that somebody else has open, under its own name, and leaves nothing behind', async () => {
    const at = desk()
    await expect(at.openCopy()).rejects.toThrow('There is no plan to copy')
    const where = path.join(at.folder, 'Shared.cplan')
    const other = createPlanFile(where, { ...author, change: firstChange })
    expect(at.open(where)).toMatchObject({ kind: 'locked', name: 'Shared' })
    other.close()
    expect(await at.openCopy()).toMatchObject({
      kind: 'opened',
      plan: { name: 'Shared', folder: at.folder, readOnly: true, rows: { line: [{ service: 'Victim First' }] } },
    })
    expect(readdirSync(at.temporary)).toEqual([])
    expect(at.remembered).toEqual([])
    expect(messageOf(() => at.file().undo())).toMatch(/is open for reading only;/)
    openPlanFile(where, author).close()
    at.close()
  })

  it('says who has a plan open, in another process', () => {
    const at = desk()
    const where = path.join(at.folder, 'Shared.cplan')
    const held = createPlanFile(where, author)
    const [said] = inAnotherProcess(`
      const { makeDesk } = await import(${JSON.stringify(new URL('../../../electron/main/desk.ts', import.meta.url).href)})
      say(makeDesk({ author, temporary: '/tmp', remember() {}, changed() {} }).open(${JSON.stringify(where)}))`)
    expect(JSON.parse(said!)).toMatchObject({
      kind: 'locked',
      name: 'Shared',
      holder: expect.stringMatching(/^jo on .+, since /),
    })
    held.close()
    at.close()
  })

  it('does nothing to a plan that the window does not show yet', () => {
    const at = desk()
    const [a, b] = ['A.cplan', 'B.cplan'].map((name) => path.join(at.folder, name)) as [string, string]
    at.create(b, create)
    at.create(a, create)
    at.open(b, false)
    expect(messageOf(() => at.file())).toBe(
      'Refusal: Another plan was opened meanwhile, so that was not done; both plans are as they were saved.',
    )
    expect(at.plan()?.name).toBe('B')
    expect(at.file().undo()).not.toBeNull()
    at.close()
  })

  it('asks for the password of a plan, tells a wrong one, and gives the plan another', async () => {
    const at = desk()
    const where = path.join(at.folder, 'Secret.cplan')
    at.create(where, create)
    at.setPassword('three random words')
    expect(at.plan()).toMatchObject({ isProtected: true, rows: { line: [{ service: 'Victim First' }] } })
    expect(at.file().undo()).not.toBeNull()
    expect(messageOf(() => at.setPassword('short'))).toContain('A password needs 8 characters or more')
    expect(at.file().redo()).not.toBeNull()
    at.close()

    expect(messageOf(() => at.file())).toContain('No plan is open')
    expect(at.open(where)).toEqual({ kind: 'protected', name: 'Secret', wrong: false })
    expect(at.asks()).toBe('Secret')
    expect(await at.openProtected('three random swords')).toEqual({ kind: 'protected', name: 'Secret', wrong: true })
    expect(await at.openProtected('three random words')).toMatchObject({ kind: 'opened', plan: { isProtected: true } })
    expect(at.asks()).toBeNull()
    at.setPassword(null)
    at.close()
    expect(at.open(where)).toMatchObject({ kind: 'opened', plan: { isProtected: false } })
    at.close()
    await expect(at.openProtected('three random words')).rejects.toThrow('No plan asks for a password')
  })

  it('compares a copy that has another password than the plan once it is given', async () => {
    const at = desk()
    const [where, copy] = ['Secret.cplan', 'Secret (Jo).cplan'].map((name) => path.join(at.folder, name)) as [
      string,
      string,
    ]
    at.create(where, create)
    at.setPassword('three random words')
    at.saveCopy(copy)
    await expect(at.compareProtected('three random words')).rejects.toThrow('No copy asks for a password')
    expect(await at.compareCopy(copy)).toMatchObject({ kind: 'compared', found: { differing: [] } })
    at.setPassword('four random words indeed')
    expect(await at.compareCopy(copy)).toEqual({ kind: 'protected', name: 'Secret (Jo)', wrong: false })
    expect(await at.compareProtected('four')).toEqual({ kind: 'protected', name: 'Secret (Jo)', wrong: true })
    expect(await at.compareProtected('three random words')).toMatchObject({
      kind: 'compared',
      found: { differing: [] },
    })
    at.setPassword(null)
    expect(await at.compareCopy(copy)).toEqual({ kind: 'protected', name: 'Secret (Jo)', wrong: false })
    at.close()
  })

  it('asks for the password of a copy too, when the plan is open elsewhere', async () => {
    const at = desk()
    const where = path.join(at.folder, 'Secret.cplan')
    at.create(where, create)
    at.setPassword('three random words')
    const other = { ...desk(), folder: at.folder }
    expect(other.open(where)).toMatchObject({ kind: 'locked', name: 'Secret' })
    at.close()
    expect(await other.openCopy()).toEqual({ kind: 'protected', name: 'Secret', wrong: false })
    expect(await other.openProtected('three random words')).toMatchObject({
      kind: 'opened',
      plan: { name: 'Secret', readOnly: true, isProtected: true },
    })
    other.close()
    expect(readdirSync(other.temporary)).toEqual([])
  })
})

describe('dated copies', () => {
  it('have the password that the plan had when they were made, and say so', async () => {
    const at = desk()
    const where = path.join(at.folder, 'Secret.cplan')
    at.create(where, create)
    at.setPassword('three random words')
    at.close()
    at.open(where)
    await at.openProtected('three random words')
    const [backup] = at.backups()
    expect(at.backupRows(backup!.id).line).toHaveLength(1)
    at.setPassword('four random words indeed')
    expect(messageOf(() => at.backupRows(backup!.id))).toMatch(
      /^Refusal: That backup still has the password that the plan had then, .+ or open “.+opened\.cplan” with that password\.$/,
    )
    at.close()
  })

  it('are kept when a plan is opened, and offered when it is damaged', () => {
    const at = desk()
    const file = path.join(at.folder, 'A.cplan')
    at.create(file, create)
    expect(at.backups()).toMatchObject([{ reason: 'opened' }])
    const [backup] = at.backups()
    expect(at.backupRows(backup!.id).line).toHaveLength(1)
    expect(messageOf(() => at.backupRows('2026-04-01T09.00.01Z opened.cplan'))).toContain('no longer there')
    at.close()
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0xa5, 4096 * 2, 4096 * 6))
    const found = at.open(file)
    expect(found).toMatchObject({ kind: 'damaged', name: 'A', backups: [{ id: backup!.id }] })
    expect(at.openBackup(backup!.id)).toMatchObject({
      kind: 'opened',
      plan: { name: 'A (backup of 2026-04-01)', rows: { line: [{ service: 'Victim First' }] } },
    })
    expect(readFileSync(file).equals(bytes)).toBe(true)
    at.close()
  })

  it('are gone back to as one step; a copy of the plan is never written over a plan in use', () => {
    const at = desk()
    const file = path.join(at.folder, 'A.cplan')
    at.create(file, create)
    const [backup] = at.backups()
    expect(at.restoreBackup(backup!.id)).toBeNull()
    at.commit(setTo(planOf(at.file().rows()), 700))
    const done = at.restoreBackup(backup!.id)
    expect(done!.history.undo).toMatch(/^restore the plan of 1 April 2026/)
    expect(at.file().rows().amount[0]!.pence).toBe(558_322)
    expect(messageOf(() => at.saveCopy(file))).toContain('There is already a file')
    at.saveCopy(path.join(at.folder, 'B.cplan'))
    const copy = openPlanFile(path.join(at.folder, 'B.cplan'), author)
    expect(copy.history()).toHaveLength(3)
    copy.close()
    at.close()
  })

  it('a plan is held against its history, and a row that a disk altered is found', () => {
    const at = desk()
    const file = path.join(at.folder, 'A.cplan')
    at.create(file, create)
    expect(at.verify()).toEqual({ rows: 0, lineIds: [] })
    at.close()
    tamper(file, (database) => database.exec('UPDATE "amount" SET "pence" = "pence" + 16'))
    at.open(file)
    expect(at.verify()).toEqual({ rows: 1, lineIds: ['vf'] })
    at.close()
  })
})
