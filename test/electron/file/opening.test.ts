/**
 * Who may open a plan, and everything that is not a plan: one sentence each, nothing written.
 * Example: a second process is told that jo has it, since when, and may copy it to read.
 */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { copyForReading } from '../../../electron/file/copying.ts'
import { codeOf, openingFault, savingFault } from '../../../electron/file/faults.ts'
import {
  createPlanFile,
  describeHolder,
  openPlanFile,
  type PlanFile,
  PlanLocked,
} from '../../../electron/file/store.ts'
import { planOf } from '../../../shared/plan.ts'
import {
  author,
  becomeOrdinary,
  dump,
  firstChange,
  folder,
  inAnotherProcess,
  messageOf,
  place,
  setTo,
  tamper,
} from './helpers.ts'

const newPlan = (file = place()): PlanFile => createPlanFile(file, { ...author, change: firstChange })

function closedPlan(): string {
  const plan = newPlan()
  plan.close()
  return plan.file
}

/** Every file of a folder with a digest of its bytes. */
function contents(file: string): Record<string, string> {
  const dir = path.dirname(file)
  return Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(path.join(dir, name)))
          .digest('hex'),
      ]),
  )
}

const since = describeHolder({ who: 'jo', host: 'x', pid: 1, since: author.now() }).slice('jo on x, '.length)

describe('a plan that is open', () => {
  it('is kept from every other process, which is told who has it and since when', () => {
    const plan = newPlan()
    const [write, read] = inAnotherProcess(`
      say(messageOf(() => openPlanFile(${JSON.stringify(plan.file)}, author)))
      say(messageOf(() => openPlanFile(${JSON.stringify(plan.file)}, { ...author, readOnly: true })))`)
    expect(write).toMatch(/^PlanLocked: “Budget.cplan” is already open: jo on .+, since /)
    expect(write).toContain(since)
    expect(write).toContain('it was left alone, so ask for it to be closed, or open a read-only copy.')
    expect(read).toBe(write)
    plan.close()
    expect(readdirSync(path.dirname(plan.file))).toEqual(['Budget.cplan'])
    expect(inAnotherProcess(`say(openPlanFile(${JSON.stringify(plan.file)}, author).rows().line.length)`)).toEqual([
      '1',
    ])
  })

  it('stays kept after its opener tried to open it again, under another name too', () => {
    const plan = newPlan()
    const link = path.join(path.dirname(plan.file), 'link.cplan')
    symlinkSync(plan.file, link)
    for (const name of [plan.file, link]) {
      expect(() => openPlanFile(name, author)).toThrow(PlanLocked)
      expect(() => createPlanFile(name, { ...author, replace: true })).toThrow(PlanLocked)
    }
    const [write, replace] = inAnotherProcess(`
      say(messageOf(() => openPlanFile(${JSON.stringify(plan.file)}, author)))
      say(messageOf(() => createPlanFile(${JSON.stringify(plan.file)}, { ...author, replace: true })))`)
    expect(write).toMatch(/^PlanLocked: /)
    expect(replace).toMatch(/^PlanLocked: /)
    plan.commit(setTo(planOf(plan.rows()), 700))
    plan.close()
  })

  it('can be copied to be read, while its opener works on', async () => {
    const plan = newPlan()
    plan.commit(setTo(planOf(plan.rows()), 700))
    const target = folder()
    const [copy, readOnly, pence, refused, left] = inAnotherProcess(`
      const copy = await copyForReading(${JSON.stringify(plan.file)}, ${JSON.stringify(target)})
      const plan = openPlanFile(copy, { ...author, readOnly: true })
      say(copy); say(plan.readOnly); say(plan.rows().amount[0].pence)
      say(messageOf(() => plan.undo()))
      plan.close(); say(fs.readdirSync(${JSON.stringify(target)}))`)
    expect([copy, readOnly, pence]).toEqual([path.join(target, 'Budget (copy).cplan'), 'true', '700'])
    expect(refused).toBe(
      'Refusal: “undo set Victim First 700” was not done, because “Budget (copy).cplan” is open for reading only; nothing was altered, so open the plan where it may be changed.',
    )
    expect(left).toBe('["Budget (copy).cplan"]')
    await expect(copyForReading(plan.file, target)).rejects.toThrow(PlanLocked)
    plan.commit(setTo(planOf(plan.rows()), 800))
    plan.close()
  })

  it('is not copied in the middle of a commit', async () => {
    const file = closedPlan()
    writeFileSync(`${file}-journal`, Buffer.from('d9d505f920a163d7', 'hex'))
    await expect(copyForReading(file, folder())).rejects.toThrow('is being saved without a pause')
  })

  it('says so when it was moved away or replaced under its opener', () => {
    const plan = newPlan()
    const copy = path.join(path.dirname(plan.file), 'elsewhere.cplan')
    const held = planOf(plan.rows())
    rmSync(plan.file)
    const sentence =
      'Refusal: “set Victim First 1” was not saved, because the plan is no longer where it was opened; all that was saved before is still here, so put it back, or save a copy elsewhere (File menu).'
    expect(messageOf(() => plan.commit(setTo(held, 1)))).toBe(sentence)
    writeFileSync(copy, 'x')
    copyFileSync(copy, plan.file)
    expect(messageOf(() => plan.commit(setTo(held, 1)))).toBe(sentence)
    plan.close()
    plan.close()
  })
})

describe('after a crash', () => {
  it('the note left behind is seen to be stale, and every acknowledged Change is there', () => {
    const file = place()
    const [said] = inAnotherProcess(`
      const change = ${JSON.stringify(firstChange)}
      say(createPlanFile(${JSON.stringify(file)}, { ...author, change }).head())
      process.kill(process.pid, 'SIGKILL')`)
    expect(said).toBe('{"undo":"import papers.xlsx","redo":null}')
    expect(readFileSync(`${file}.lock`, 'utf8')).toContain('"who":"al"')
    const plan = openPlanFile(file, author)
    expect(readFileSync(`${file}.lock`, 'utf8')).toContain('"who":"jo"')
    expect(plan.rows().amount).toHaveLength(1)
    plan.close()
  })

  it('a Change that was half written is taken back, also when the plan is opened for reading only', () => {
    for (const readOnly of [false, true]) {
      const file = closedPlan()
      const before = dump(file)
      inAnotherProcess(`
        const database = new Database(${JSON.stringify(file)})
        database.pragma('cache_size = 1')
        database.exec('BEGIN IMMEDIATE')
        const insert = database.prepare('INSERT INTO "reserve" VALUES (?, ?, NULL, NULL, NULL, NULL, 1, NULL)')
        for (let row = 0; row < 500; row++) insert.run('r' + row, 'x'.repeat(500))
        process.kill(process.pid, 'SIGKILL')`)
      expect(existsSync(`${file}-journal`)).toBe(true)
      const plan = openPlanFile(file, { ...author, readOnly })
      expect(plan.rows().reserve).toEqual([])
      plan.close()
      expect(dump(file)).toBe(before)
    }
  })

  it('a note that makes no sense is not believed', () => {
    const plan = newPlan()
    for (const note of [
      '{',
      '{"who":"jo"}',
      '{"who":"a\\nb","host":"h","pid":1,"since":"2026-04-01T09:00:00.000Z"}',
      ' '.repeat(5000),
    ]) {
      writeFileSync(`${plan.file}.lock`, note)
      const [said] = inAnotherProcess(`say(messageOf(() => openPlanFile(${JSON.stringify(plan.file)}, author)))`)
      expect(said).toContain('“Budget.cplan” is already open: another program or another person has it;')
    }
    plan.close()
  })
})

describe('what is not a plan', () => {
  const notThere =
    '“Budget.cplan” or its folder is not there any more; nothing was changed, so see whether it was moved or renamed, or whether its drive is away.'
  const notPlan = '“Budget.cplan” is not a plan; nothing was changed, so choose a file that this program made (.cplan).'
  const broken =
    '“Budget.cplan” is damaged and was not opened; nothing was written to it, so keep it, and open a backup or an earlier version of it.'
  const otherwise =
    '“Budget.cplan” is not built the way this program builds its plans, so it was not opened; nothing was changed, so ask whoever sent it for an untouched copy.'

  /** Opens a file both ways; either gives the sentence, and the folder stays as it was. */
  function refused(file: string, sentence: string) {
    const before = existsSync(path.dirname(file)) ? contents(file) : {}
    for (const readOnly of [false, true])
      expect(messageOf(() => openPlanFile(file, { ...author, readOnly }).rows())).toBe(`Refusal: ${sentence}`)
    if (existsSync(path.dirname(file))) expect(contents(file)).toEqual(before)
  }

  function holding(content: string | Uint8Array): string {
    const file = place()
    writeFileSync(file, content)
    return file
  }

  it('is a file or a folder that is not there', () => {
    refused(place(), notThere)
    refused(path.join(folder(), 'gone', 'Budget.cplan'), notThere)
  })

  it('is a folder', () => {
    const file = place()
    mkdirSync(file)
    expect(messageOf(() => openPlanFile(file, author))).toBe(
      'Refusal: “Budget.cplan” is a folder and not a plan; nothing was changed, so choose a .cplan file.',
    )
  })

  it('is an empty file, a text, a workbook, or a database of another program', () => {
    refused(holding(''), notPlan)
    refused(holding('Service,Provider\n'), notPlan)
    refused(
      holding('PK\u0003\u0004'),
      '“Budget.cplan” looks like a workbook and not like a plan; nothing was changed, so import it as a spreadsheet instead.',
    )
    const other = place()
    tamper(other, (database) => database.exec('CREATE TABLE "line" ("id" TEXT)'))
    refused(other, notPlan)
    const marked = closedPlan()
    tamper(marked, (database) => database.pragma('application_id = 1'))
    refused(marked, notPlan)
  })

  it('is one that was cut off or overwritten', () => {
    const cut = closedPlan()
    truncateSync(cut, 8192)
    refused(cut, broken)
    const start = closedPlan()
    truncateSync(start, 60)
    refused(start, broken)
    const overwritten = closedPlan()
    const bytes = readFileSync(overwritten)
    writeFileSync(overwritten, bytes.fill(0xa5, 4096 * 2, 4096 * 6))
    refused(overwritten, broken)
  })

  it('is one with a view, a trigger, a table or a column that this program does not make', () => {
    for (const sql of [
      'CREATE VIEW "v" AS SELECT * FROM "line"',
      'CREATE TRIGGER "t" AFTER UPDATE ON "amount" BEGIN DELETE FROM "line"; END',
      'CREATE TABLE "more" ("id" TEXT)',
      'ALTER TABLE "line" ADD COLUMN "colour" TEXT',
      'DROP TABLE "history"',
    ]) {
      const file = closedPlan()
      tamper(file, (database) => database.exec(sql))
      refused(file, otherwise)
    }
  })

  it('is one with rows that no plan can have', () => {
    for (const sql of [
      `UPDATE "line" SET "service" = ''`,
      `UPDATE "line" SET "extra" = '{"Ref":7}'`,
      `UPDATE "line" SET "contractStart" = 'soon'`,
      `DELETE FROM "line"`,
      `UPDATE "amount" SET "year" = '2020/22', "id" = 'vf 2020/22 budget'`,
    ]) {
      const file = closedPlan()
      tamper(file, (database) => {
        database.pragma('foreign_keys = OFF')
        database.exec(sql)
      })
      const before = readFileSync(file)
      expect(messageOf(() => openPlanFile(file, { ...author, readOnly: true }).rows())).toBe(`Refusal: ${broken}`)
      expect(readFileSync(file).equals(before)).toBe(true)
    }
  })

  it('is one with more in it than a plan can need, in rows that are each as they should be', () => {
    const file = place()
    createPlanFile(file, { ...author, change: firstChange }).close()
    const insert = `INSERT INTO "import" VALUES ('i', 'a.xlsx', json_object('lines', hex(zeroblob(2000000))), 1)`
    tamper(file, (database) => void database.exec(insert))
    const before = readFileSync(file)
    for (const readOnly of [false, true])
      expect(messageOf(() => openPlanFile(file, { ...author, readOnly, most: 1_000_000 }))).toBe(
        'Refusal: “Budget.cplan” holds more than a budget can need, so it was not opened; nothing was changed, so ask whoever sent it what is in it.',
      )
    expect(readFileSync(file).equals(before)).toBe(true)
    openPlanFile(file, author).close()
  })

  it('is one whose history makes no sense, when it comes to undoing', () => {
    for (const change of ['{"rows":[]}', '[{"table":"line","id":"vf","before":null,"after":{"id":"vf"}}]']) {
      const file = closedPlan()
      tamper(file, (database) => database.prepare('UPDATE "history" SET "change" = ?').run(change))
      const plan = openPlanFile(file, author)
      expect(messageOf(() => plan.undo())).toBe(`Refusal: ${broken}`)
      expect(plan.rows().line).toHaveLength(1)
      plan.close()
    }
  })
})

describe('permissions', () => {
  it('a plan that may only be read, or lies in such a folder, opens for reading only', () => {
    const files = [closedPlan(), closedPlan()] as const
    chmodSync(path.dirname(files[0]), 0o777)
    chmodSync(files[0], 0o444)
    chmodSync(files[1], 0o666)
    chmodSync(path.dirname(files[1]), 0o555)
    for (const file of files) {
      const before = contents(file)
      const [readOnly, lines, refused] = inAnotherProcess(`
        ${becomeOrdinary}
        const plan = openPlanFile(${JSON.stringify(file)}, author)
        say(plan.readOnly); say(plan.rows().line.length)
        say(messageOf(() => plan.commit({ label: 'add it', rows: [{ table: 'line', id: 'vf', before: plan.rows().line[0], after: null }] })))
        plan.close()`)
      expect([readOnly, lines]).toEqual(['true', '1'])
      expect(refused).toMatch(/^Refusal: “add it” was not done, because “Budget.cplan” is open for reading only;/)
      expect(contents(file)).toEqual(before)
    }
    chmodSync(path.dirname(files[1]), 0o755)
  })

  it('a plan that may not be read, and a folder that may not be written, are said to be so', () => {
    const secret = closedPlan()
    chmodSync(path.dirname(secret), 0o777)
    chmodSync(secret, 0o000)
    const shut = folder()
    chmodSync(shut, 0o555)
    const [open, make] = inAnotherProcess(`
      ${becomeOrdinary}
      say(messageOf(() => openPlanFile(${JSON.stringify(secret)}, author)))
      say(messageOf(() => createPlanFile(${JSON.stringify(path.join(shut, 'New.cplan'))}, author)))`)
    expect(open).toBe(
      'Refusal: You have no permission to use “Budget.cplan” where it lies; nothing was changed, so ask for access or choose another folder.',
    )
    expect(make).toBe(
      'Refusal: You have no permission to use “New.cplan” where it lies; nothing was changed, so ask for access or choose another folder.',
    )
    expect(readdirSync(shut)).toEqual([])
    chmodSync(shut, 0o755)
  })
})

describe('making a plan', () => {
  it('leaves a file of that name alone, unless it was agreed to', () => {
    const file = closedPlan()
    const before = readFileSync(file)
    expect(messageOf(() => createPlanFile(file, author))).toBe(
      'Refusal: There is already a file “Budget.cplan” in that folder; it was left alone, so choose another name.',
    )
    expect(readFileSync(file).equals(before)).toBe(true)
    const plan = createPlanFile(file, { ...author, replace: true })
    expect(plan.rows().line).toEqual([])
    expect(plan.history()).toEqual([])
    plan.close()
    writeFileSync(file, 'a text')
    createPlanFile(file, { ...author, replace: true }).close()
    expect(readdirSync(path.dirname(file))).toEqual(['Budget.cplan'])
  })

  it('makes no file when its first Change is refused, and replaces none', () => {
    const change = { ...firstChange, rows: [firstChange.rows[1]!] }
    const file = place()
    expect(messageOf(() => createPlanFile(file, { ...author, change }))).toMatch(
      /^Refusal: “import papers.xlsx” was not/,
    )
    expect(readdirSync(path.dirname(file))).toEqual([])
    const there = closedPlan()
    const before = readFileSync(there)
    expect(messageOf(() => createPlanFile(there, { ...author, change, replace: true }))).toMatch(/^Refusal: /)
    expect(readFileSync(there).equals(before)).toBe(true)
    expect(readdirSync(path.dirname(there))).toEqual(['Budget.cplan'])
  })

  it('says when its folder is away', () => {
    expect(messageOf(() => createPlanFile(path.join(folder(), 'gone', 'New.cplan'), author))).toMatch(
      /^Refusal: “New.cplan” or its folder is not there any more;/,
    )
  })
})

describe('faults of the disk', () => {
  const fault = (code: string) => Object.assign(new Error('disk I/O'), { code })

  it('are one sentence each, for opening and for saving', () => {
    const opening = (code: string) => (openingFault(fault(code), '/a/Budget.cplan') as Error).message
    expect(opening('SQLITE_FULL')).toBe(
      'There is no room left on the disk for “Budget.cplan”; what was there is unchanged, so make room and try again.',
    )
    expect(opening('SQLITE_IOERR_READ')).toMatch(/^“Budget.cplan” cannot be reached just now,/)
    expect(opening('SQLITE_CORRUPT_VTAB')).toMatch(/^“Budget.cplan” is damaged/)
    const saving = (code: string) => (savingFault(fault(code), '/a/Budget.cplan', 'roll forward') as Error).message
    expect(saving('SQLITE_FULL')).toBe(
      '“roll forward” was not saved, because the disk is full; the plan is as it was before, so make room and repeat it.',
    )
    for (const [code, words] of [
      ['SQLITE_READONLY_DBMOVED', 'has become read-only'],
      ['SQLITE_IOERR_WRITE', 'cannot be written just now'],
      ['SQLITE_CORRUPT', 'has been damaged on the disk'],
    ] as const)
      expect(saving(code)).toContain(words)
    const own = new TypeError('a mistake in the program')
    expect(openingFault(own, 'x')).toBe(own)
    expect(savingFault(own, 'x', 'y')).toBe(own)
    expect(codeOf('text')).toBe('')
  })
})
