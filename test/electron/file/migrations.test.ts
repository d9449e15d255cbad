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
import { schemas, tableNames } from '../../../shared/model.ts'
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
    expect(seen).toBe(8)
  })

  it('are strict, and keep as JSON only what is an object', () => {
    const list = fresh().pragma('table_list') as { name: string; strict: number }[]
    const strict = list.filter(({ name }) => !name.startsWith('sqlite_')).map(({ strict }) => strict)
    expect(strict).toEqual(Array(tableNames.length + 1).fill(1))
    const json = tableNames.flatMap((table) =>
      columns[table].filter((column) => column.json).map(({ name }) => `${table}.${name}`),
    )
    expect(json).toEqual(['line.extra', 'line.origin', 'amount.origin', 'note.origin', 'import.report'])
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

/** What a plan of version 1 held, as that version wrote it down. */
const version1 = JSON.parse(readFileSync('test/fixtures/plans/version-1.json', 'utf8'))

/** A copy of it, since opening one brings it up to date. */
function versionOne(): string {
  const file = place()
  copyFileSync('test/fixtures/plans/version-1.cplan', file)
  return file
}

describe('a plan of version 1', () => {
  it('is brought up to version 2 with every row and every step as it was, and statements to add', () => {
    const file = versionOne()
    tamper(file, (database) => expect(versionOf(database)).toBe(1))
    const plan = openPlanFile(file, author)
    const { statement, acceptance, ...held } = plan.rows()
    expect(held).toEqual(version1.rows)
    expect([statement, acceptance]).toEqual([[], []])
    expect(plan.history()).toEqual(version1.history)
    plan.close()
    tamper(file, (database) => {
      expect(versionOf(database)).toBe(2)
      expect(shapeOf(database)).toBe(shapeOf(fresh()))
    })
    expect(readdirSync(path.dirname(file))).toContain('Budget (before update, 2026-04-01).cplan')
  })

  it('can be undone to its first step and redone, and takes statements', () => {
    const plan = openPlanFile(versionOne(), author)
    const first = planOf(plan.rows())
    const intent = {
      target: 'total',
      targetId: null,
      year: yearFrom(2017),
      measure: 'budget',
      quoted: '£1.3m',
    } as const
    plan.commit(addStatement(first, intent, () => 's1'))
    plan.commit(acceptDifference(first, { id: 'statement s1', where: 'Total', pence: 5, reason: 'misprint' }))
    expect(plan.rows().statement).toMatchObject([{ id: 's1', pence: 130_000_000, step: 10_000_000 }])
    let steps = 0
    while (plan.undo()) steps++
    expect(plan.rows().line).toEqual([])
    while (plan.redo()) steps--
    expect(steps).toBe(0)
    expect(plan.rows().acceptance).toEqual([{ id: 'statement s1', pence: 5, reason: 'misprint' }])
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
