/**
 * What crosses in pieces comes out as it went in. Example: a list of 2,500 rows is three parts, opened with a pause after each.
 */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Json, pack, unpack } from '../../shared/parcel.ts'

const there = async (value: unknown) => unpack(structuredClone(pack(value)), async () => {})

describe('a parcel', () => {
  it('holds any value that JSON can say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(await there(value)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { seed: 11, numRuns: 300 },
    )
    expect(await there(undefined)).toBeNull()
  })

  it('has long lists in parts, and a pause after each', async () => {
    const rows = Array.from({ length: 2500 }, (_, id) => ({ id: String(id) }))
    const value = { plan: { rows: { line: rows, note: [] }, name: 'Budget' }, list: rows.slice(0, 1001) }
    const parcel = pack(value)
    expect(parcel.parts.map(({ at, kind }) => [at.join('.'), kind])).toEqual([
      ['plan.rows.line', 'items'],
      ['plan.rows.line', 'items'],
      ['plan.rows.line', 'items'],
      ['list', 'items'],
      ['list', 'items'],
    ])
    const pause = vi.fn(async () => {})
    expect(await unpack(parcel, pause)).toEqual(value)
    expect(pause).toHaveBeenCalledTimes(5)
    expect(await there(rows)).toEqual(rows)
  })

  it('leaves JSON closed', async () => {
    const whole = Json.of({ sheets: [1, 2] })
    const value = (await there({ file: 'a.xlsx', whole })) as { whole: Json<unknown> }
    expect(value.whole).toBeInstanceOf(Json)
    expect(value.whole.read()).toEqual({ sheets: [1, 2] })
    expect(JSON.stringify(pack({ whole }).text)).not.toContain('sheets')
  })

  it('keeps a name that an object has of its own from being one that all have', async () => {
    const odd = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')
    const came = (await there({ odd })) as { odd: object }
    expect(Object.keys(came.odd)).toEqual(['__proto__', 'constructor'])
    expect((came.odd as { a?: number }).a).toBeUndefined()
  })
})
