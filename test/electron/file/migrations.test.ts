/**
 * The tables and their steps: they hold what the schemas say, and an older plan is brought up to date after a copy was kept.
 * Example: a second step, made up here, gives every line a colour.
 */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import {
  APPLICATION_ID,
  type Migration,
  migrate,
  migrations,
  shapeOf,
  versionOf,
} from '../../../electron/file/migrations.ts'
import { columns } from '../../../electron/file/rows.ts'
import { createPlanFile, openPlanFile } from '../../../electron/file/store.ts'
import { acceptDifference, addStatement } from '../../../shared/edits/statements.ts'
import { references, schemas, tableNames } from '../../../shared/model.ts'
import { planOf } from '../../../shared/plan.ts'
import { yearFrom } from '../../../shared/years.ts'
import { author, dump, firstChange, messageOf, place, tamper } from './helpers.ts'

function fresh(): Database.Database {
  const database = new Database(':memory:')
  migrate(database, migrations)
  return database
}

interface Field {
  def: { type: string; innerType?: Field; in?: Field; values?: string[]; entries?: Record<string, string> }
}

/** What a schema's field is, without its wrappers. */
function kindOf(field: Field): { type: string; nullable: boolean; choices: string[] } {
  const { def } = field
  if (def.type === 'nullable') return { ...kindOf(def.innerType!), nullable: true }
  if (def.type === 'pipe') return kindOf(def.in!)
  const integer = 'isInt' in field && field.isInt === true
  return { type: integer ? 'integer' : def.type, nullable: false, choices: Object.values(def.entries ?? {}) }
}

describe('the tables', () => {
  it('have the columns of the schemas, with their types, and no others', () => {
    const database = fresh()
    const types: Record<string, string> = { number: 'REAL', integer: 'INTEGER' }
    for (const table of tableNames) {
      const expected = Object.entries(schemas[table].shape).map(([name, field]) => {
        const { type, nullable } = kindOf(field as unknown as Field)
        return { name, type: types[type] ?? 'TEXT', notnull: nullable ? 0 : 1 }
      })
      const found = (
        database.pragma(`table_info("${table}")`) as { name: string; type: string; notnull: number }[]
      ).map(({ name, type, notnull }) => ({ name, type, notnull }))
      expect({ table, columns: found }).toEqual({ table, columns: expected })
    }
    const all = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all()
    expect(all).toEqual([...tableNames, 'history'].sort())
  })

  it('know the same choices as the schemas', () => {
    const database = fresh()
    let seen = 0
    for (const table of tableNames) {
      const sql = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table) as string
      for (const [name, field] of Object.entries(schemas[table].shape)) {
        const { choices } = kindOf(field as unknown as Field)
        if (choices.length === 0) continue
        seen++
        expect(sql).toContain(`CHECK ("${name}" IN (${choices.map((choice) => `'${choice}'`).join(', ')}))`)
      }
    }
    expect(seen).toBe(21)
  })

  it('name rows of each other as the model says', () => {
    const database = fresh()
    const found = tableNames.flatMap((table) =>
      (database.pragma(`foreign_key_list("${table}")`) as { from: string; table: string }[])
        .filter(({ from }) => !['toReserve', 'toLine'].includes(from))
        .map((key) => [table, key.from, key.table]),
    )
    expect(found.sort()).toEqual(references.map((reference) => [...reference]).sort())
  })

  it('are strict, and keep as JSON only what is an object or a list', () => {
    const list = fresh().pragma('table_list') as { name: string; strict: number }[]
    const strict = list.filter(({ name }) => !name.startsWith('sqlite_')).map(({ strict }) => strict)
    expect(strict).toEqual(Array(tableNames.length + 1).fill(1))
    const json = tableNames.flatMap((table) =>
      columns[table].filter((column) => column.json).map(({ name }) => `${table}.${name}`),
    )
    expect(json).toEqual([
      'line.extra',
      'line.origin',
      'amount.origin',
      'note.origin',
      'difference.row',
      'import.report',
      'decision.approvals',
      'decision.attendees',
      'savedView.settings',
      'merged.passedOver',
    ])
  })
})

const colour: Migration = {
  name: 'a colour for every line',
  up: (database) => {
    database.exec(`ALTER TABLE "line" ADD COLUMN "colour" TEXT; UPDATE "line" SET "colour" = 'green'`)
  },
}

/** A plan of the newest version, closed. */
function oldPlan(): string {
  const file = createPlanFile(place(), { ...author, change: firstChange })
  file.close()
  return file.file
}

const steps = [...migrations, colour]

describe('an older plan', () => {
  it('is brought up to date, row by row, after a dated copy was kept beside it', () => {
    const file = oldPlan()
    const before = readFileSync(file)
    const plan = openPlanFile(file, { ...author, steps })
    expect(plan.head()).toEqual({ undo: 'import papers.xlsx', redo: null })
    plan.close()
    tamper(file, (database) => {
      expect(versionOf(database)).toBe(migrations.length + 1)
      expect(database.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
      expect(database.prepare('SELECT "id", "service", "colour" FROM "line"').raw().all()).toEqual([
        ['vf', 'Victim First', 'green'],
      ])
    })
    const copy = 'Budget (before update, 2026-04-01).cplan'
    expect(readdirSync(path.dirname(file)).sort()).toEqual([copy, 'Budget.cplan'])
    expect(readFileSync(path.join(path.dirname(file), copy)).equals(before)).toBe(true)
  })

  it('never has an earlier copy overwritten', () => {
    const file = oldPlan()
    for (let round = 0; round < 2; round++) {
      const plan = openPlanFile(file, { ...author, steps: [...steps, ...Array(round).fill(colourAgain)] })
      plan.close()
    }
    expect(readdirSync(path.dirname(file)).sort()).toEqual([
      'Budget (before update, 2026-04-01).cplan',
      'Budget (before update, 2026-04-01, 2).cplan',
      'Budget.cplan',
    ])
  })

  it('is left as it was by a step that fails, or that leaves rows which refer to nothing', () => {
    const failing: Migration[] = [
      { name: 'fails half way', up: (database) => void database.exec('DELETE FROM "amount"; SELECT nonsense') },
      { name: 'leaves an amount alone', up: (database) => void database.exec('DELETE FROM "line"') },
    ]
    for (const step of failing) {
      const file = oldPlan()
      const before = dump(file)
      expect(messageOf(() => openPlanFile(file, { ...author, steps: [...migrations, step] }))).toMatch(/Error/)
      expect(dump(file)).toBe(before)
      tamper(file, (database) => expect(versionOf(database)).toBe(migrations.length))
      openPlanFile(file, author).close()
    }
  })

  it('opened for reading only is brought up to date in memory alone', () => {
    const file = oldPlan()
    const before = readFileSync(file)
    const plan = openPlanFile(file, { ...author, steps, readOnly: true })
    expect(plan.rows().line).toHaveLength(1)
    plan.close()
    expect(readdirSync(path.dirname(file))).toEqual(['Budget.cplan'])
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

const colourAgain: Migration = {
  name: 'a second colour',
  up: (database) => void database.exec('ALTER TABLE "line" ADD COLUMN "shade" TEXT'),
}

/** What a plan of an older version held, as that version wrote it down. */
function heldBy(version: number): { rows: Record<string, Record<string, unknown>[]>; history: unknown[] } {
  return JSON.parse(readFileSync(`test/fixtures/plans/version-${version}.json`, 'utf8'))
}

/** A copy of an older plan, since opening one brings it up to date. */
function planOfVersion(version: number): string {
  const file = place()
  copyFileSync(`test/fixtures/plans/version-${version}.cplan`, file)
  return file
}

const older = [1, 2, 3, 4]

describe.each(older)('a plan of version %i', (version) => {
  it('is brought up to date with every row and every step as it was, new columns blank and new tables empty', () => {
    const file = planOfVersion(version)
    tamper(file, (database) => expect(versionOf(database)).toBe(version))
    const plan = openPlanFile(file, author)
    const held = heldBy(version)
    const empty = Object.fromEntries(tableNames.map((table) => [table, []]))
    const reserve = held.rows.reserve!.map((row) => ({ category: null, ...row }))
    expect(plan.rows()).toEqual({ ...empty, ...held.rows, reserve })
    expect(plan.history()).toEqual(held.history)
    plan.close()
    tamper(file, (database) => {
      expect(versionOf(database)).toBe(migrations.length)
      expect(shapeOf(database)).toBe(shapeOf(fresh()))
    })
    expect(readdirSync(path.dirname(file))).toContain('Budget (before update, 2026-04-01).cplan')
  })

  it('can be undone to its first step and redone, and takes new rows', () => {
    const plan = openPlanFile(planOfVersion(version), author)
    const before = plan.rows()
    const first = planOf(before)
    const year = yearFrom(2017)
    const intent = { target: 'total', targetId: null, year, measure: 'budget', quoted: '£1.3m' } as const
    plan.commit(addStatement(first, intent, () => 's1'))
    plan.commit(acceptDifference(first, { id: 'statement s1', where: 'Total', pence: 5, reason: 'misprint' }))
    expect(plan.rows().statement).toContainEqual(expect.objectContaining({ id: 's1', pence: 130_000_000 }))
    const core = { id: 'core', name: 'Core budget', kind: 'core', carry: 'yes' } as const
    const row = { ...core, reserveId: null, conditions: null, position: 1 }
    plan.commit({ label: 'add Core budget', rows: [{ table: 'source', id: 'core', before: null, after: row }] })
    let steps = 0
    while (plan.undo()) steps++
    expect(plan.rows().line).toEqual([])
    expect(plan.rows().reserve).toEqual([])
    while (plan.redo()) steps--
    expect(steps).toBe(0)
    expect(plan.rows().source).toEqual(expect.arrayContaining([row, ...before.source]))
    expect(plan.rows().reserve).toEqual(before.reserve)
    plan.close()
  })
})

describe('a newer plan', () => {
  it('is refused with a sentence and left as it is, without a copy', () => {
    const file = oldPlan()
    openPlanFile(file, { ...author, steps: [...steps] }).close()
    const before = readFileSync(file)
    for (const readOnly of [false, true]) {
      expect(messageOf(() => openPlanFile(file, { ...author, readOnly }))).toBe(
        'Refusal: “Budget.cplan” was saved by a newer version of this program, so it was not opened and is unchanged; update this program and open it again.',
      )
    }
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
