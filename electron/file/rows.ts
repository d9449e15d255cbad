/**
 * Rows between the plan's tables and SQLite. The columns are the fields of the schemas in shared/model.ts; a field that is an
 * object stands in its column as JSON. Example: `decode('line', {…, extra: '{"Ref":"7"}'})` gives a checked line.
 */
import type { Database, Statement } from 'better-sqlite3'
import { type Row, schemas, type TableName, tableNames } from '../../shared/model.ts'

/** A column and what it holds; `json` when an object or a list stands in it. */
export interface Column {
  name: string
  json: boolean
}

interface FieldDef {
  type: string
  innerType?: { def: FieldDef }
}

function isJson({ def }: { def: FieldDef }): boolean {
  return def.innerType ? isJson(def.innerType) : ['object', 'record', 'array'].includes(def.type)
}

/** The columns of each table, in the order of its schema. */
export const columns = Object.fromEntries(
  tableNames.map((table) => [
    table,
    Object.entries(schemas[table].shape).map(([name, field]) => ({ name, json: isJson(field as { def: FieldDef }) })),
  ]),
) as Record<TableName, Column[]>

/** A row as SQLite holds it. */
export type Stored = Record<string, string | number | null>

/** A row's values in the order of its table's columns. */
export function encode(table: TableName, row: Row): (string | number | null)[] {
  const fields = row as unknown as Record<string, unknown>
  return columns[table].map(({ name, json }) => {
    const value = fields[name] ?? null
    return json && value !== null ? JSON.stringify(value) : (value as string | number | null)
  })
}

/** The checked row that is stored. @throws when it is not what its table's schema allows */
export function decode(table: TableName, stored: Stored): Row {
  const fields: Record<string, unknown> = {}
  for (const { name, json } of columns[table]) {
    const value = stored[name]
    fields[name] = json && typeof value === 'string' ? JSON.parse(value) : value
  }
  return schemas[table].parse(fields)
}

/** What is asked of one table. */
export interface TableStatements {
  all: Statement<[], Stored>
  get: Statement<[string], Stored>
  insert: Statement
  update: Statement
  remove: Statement<[string]>
}

const quote = (name: string) => `"${name}"`

/** The statements of every table. */
export function statementsOf(database: Database): Record<TableName, TableStatements> {
  return Object.fromEntries(
    tableNames.map((table) => {
      const names = columns[table].map(({ name }) => quote(name))
      const hasPosition = columns[table].some(({ name }) => name === 'position')
      const order = hasPosition ? '"position", "id"' : '"id"'
      return [
        table,
        {
          all: database.prepare(`SELECT ${names.join(', ')} FROM ${quote(table)} ORDER BY ${order}`),
          get: database.prepare(`SELECT ${names.join(', ')} FROM ${quote(table)} WHERE "id" = ?`),
          insert: database.prepare(
            `INSERT INTO ${quote(table)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
          ),
          update: database.prepare(
            `UPDATE ${quote(table)} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE "id" = ?`,
          ),
          remove: database.prepare(`DELETE FROM ${quote(table)} WHERE "id" = ?`),
        },
      ]
    }),
  ) as Record<TableName, TableStatements>
}
