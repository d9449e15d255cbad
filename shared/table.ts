/**
 * The rows of one table by id, which also finds them by any column without looking through all of them. Example:
 * `plan.split.by('lineId', line.id)` gives a line's funding splits.
 */

export class Table<Row extends { id: string }> extends Map<string, Row> {
  /** Rows by a column's value and by id, for each column that was ever asked for. */
  #columns = new Map<keyof Row, Map<unknown, Map<string, Row>>>()

  constructor(rows: Iterable<Row> = []) {
    super()
    for (const row of rows) this.set(row.id, row)
  }

  /** The rows with this value in this column, in no order. */
  by<Column extends keyof Row>(column: Column, value: Row[Column]): Iterable<Row> {
    return this.#held(column).get(value)?.values() ?? []
  }

  /** How many rows have this value in this column. */
  count<Column extends keyof Row>(column: Column, value: Row[Column]): number {
    return this.#held(column).get(value)?.size ?? 0
  }

  override set(id: string, row: Row): this {
    const held = this.get(id)
    for (const [column, values] of this.#columns) {
      if (held && held[column] !== row[column]) drop(values, held[column], id)
      put(values, row[column], row)
    }
    return super.set(id, row)
  }

  override delete(id: string): boolean {
    const held = this.get(id)
    if (held) for (const [column, values] of this.#columns) drop(values, held[column], id)
    return super.delete(id)
  }

  override clear(): void {
    this.#columns.clear()
    super.clear()
  }

  #held(column: keyof Row): Map<unknown, Map<string, Row>> {
    let values = this.#columns.get(column)
    if (!values) {
      values = new Map()
      for (const row of this.values()) put(values, row[column], row)
      this.#columns.set(column, values)
    }
    return values
  }
}

function put<Row extends { id: string }>(values: Map<unknown, Map<string, Row>>, value: unknown, row: Row): void {
  const rows = values.get(value)
  if (rows) rows.set(row.id, row)
  else values.set(value, new Map([[row.id, row]]))
}

function drop<Row>(values: Map<unknown, Map<string, Row>>, value: unknown, id: string): void {
  const rows = values.get(value)
  if (!rows?.delete(id)) return
  if (rows.size === 0) values.delete(value)
}
