/**
 * How much crosses between the window, the machine and the window's worker: as texts of JSON, since a text is handed on at
 * once where a hundred thousand objects are copied one by one, and is opened a piece at a time, so that nobody waits for the
 * whole. Example: `unpack(pack(workbook), pause)` is equal to `workbook`, and `pause` was awaited between its pieces.
 */

/** A value as JSON that was not opened yet, to be handed on as it is. Fields that are undefined are left out. */
export class Json<Value> {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  static of<Value>(value: Value): Json<Value> {
    return new Json(JSON.stringify(value))
  }

  /** The value, all at once. */
  read(): Value {
    return JSON.parse(this.text) as Value
  }
}

/** What stands apart from the rest of a parcel: items to be added to the list at this place, or JSON that stays closed. */
interface Part {
  at: string[]
  kind: 'items' | 'json'
  text: string
}

/** A value on its way. */
export interface Parcel {
  /** All of it but its parts. */
  text: string
  parts: Part[]
}

/** Items of a list that are opened together. */
const PIECE = 1_000
/** How deep in a value a long list may stand to be taken apart. */
const DEPTH = 6

/** Packs a value: anything that JSON can say; a field of it, but no item of a list, may be Json too. */
export function pack(value: unknown): Parcel {
  const parts: Part[] = []
  const rest = takeApart(value, [], parts)
  return { text: JSON.stringify(rest) ?? 'null', parts }
}

function takeApart(value: unknown, at: string[], parts: Part[]): unknown {
  if (value instanceof Json) {
    parts.push({ at, kind: 'json', text: value.text })
    return null
  }
  if (Array.isArray(value)) {
    if (value.length <= PIECE) return value
    for (let from = 0; from < value.length; from += PIECE)
      parts.push({ at, kind: 'items', text: JSON.stringify(value.slice(from, from + PIECE)) })
    return []
  }
  if (typeof value !== 'object' || value === null || at.length === DEPTH) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, takeApart(held, [...at, key], parts)]))
}

/** Opens a parcel. @param pause awaited after each part, so that others can have their turn */
export async function unpack(parcel: Parcel, pause: () => Promise<void>): Promise<unknown> {
  const whole = { value: JSON.parse(parcel.text) }
  for (const { at, kind, text } of parcel.parts) {
    const path = ['value', ...at]
    const last = path.pop()!
    const holder = path.reduce<Record<string, unknown>>((held, key) => held[key] as Record<string, unknown>, whole)
    if (kind === 'json') holder[last] = new Json(text)
    else {
      const items = holder[last] as unknown[]
      for (const item of JSON.parse(text) as unknown[]) items.push(item)
    }
    await pause()
  }
  return whole.value
}
