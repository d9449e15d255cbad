/**
 * The rows of one table by id, which also finds them by any column, or by a key made of several, without looking through all
 * of them. Example: `plan.split.by('lineId', line.id)` gives a line's funding splits.
 */

/** A column, or what a row is looked up by instead. A function must be the same one each time. */
type Key<Row> = keyof Row | ((row: Row) => string)

export class Table<Row extends { id: string }> extends Map<string, Row> {
  /** Rows by value and by id, for each key that was ever asked for. */
  #indexes = new Map<Key<Row>, Map<unknown, Map<string, Row>>>()

  constructor(rows: Iterable<Row> = []) {
    super()
    for (const row of rows) this.set(row.id, row)
  }

  /** The rows with this value, in no order. */
  by(key: Key<Row>, value: string | null): Iterable<Row> {
    return this.#index(key).get(value)?.values() ?? []
  }

  /** How many rows have this value. */
  count(key: Key<Row>, value: string | null): number {
    return this.#index(key).get(value)?.size ?? 0
  }

  override set(id: string, row: Row): this {
    const held = this.get(id)
    for (const [key, rows] of this.#indexes) {
      const value = keyed(row, key)
      if (held) {
        const before = keyed(held, key)
        if (before !== value) drop(rows, before, id)
      }
      put(rows, value, row)
    }
    return super.set(id, row)
  }

  override delete(id: string): boolean {
    const held = this.get(id)
    if (held) for (const [key, rows] of this.#indexes) drop(rows, keyed(held, key), id)
    return super.delete(id)
  }

  override clear(): void {
    this.#indexes.clear()
    super.clear()
  }

  #index(key: Key<Row>): Map<unknown, Map<string, Row>> {
    let rows = this.#indexes.get(key)
    if (!rows) {
      rows = new Map()
      for (const row of this.values()) put(rows, keyed(row, key), row)
      this.#indexes.set(key, rows)
    }
    return rows
  }
}

function keyed<Row>(row: Row, key: Key<Row>): unknown {
  return typeof key === 'function' ? key(row) : row[key]
}

function put<Row extends { id: string }>(index: Map<unknown, Map<string, Row>>, value: unknown, row: Row): void {
  const rows = index.get(value)
  if (rows) rows.set(row.id, row)
  else index.set(value, new Map([[row.id, row]]))
}

function drop<Row>(index: Map<unknown, Map<string, Row>>, value: unknown, id: string): void {
  const rows = index.get(value)
  if (!rows?.delete(id)) return
  if (rows.size === 0) index.delete(value)
}
