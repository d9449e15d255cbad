/**
 * The confirmed columns that are kept between sessions. Example: one of the same headings takes the place of the earlier one.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openMappings } from '../../../electron/main/mappings.ts'
import { type KnownMapping, MOST_MAPPINGS } from '../../../shared/importing/shapes.ts'
import { folder } from '../file/helpers.ts'

const never = (error: unknown) => {
  throw error
}
const known = (shape: string, name = 'service'): KnownMapping => ({
  shape,
  rows: 1,
  columns: [{ offset: 0, name }],
  year: null,
  unit: null,
})

describe('confirmed columns', () => {
  it('are there the next time, the latest first, each shape once', () => {
    const file = path.join(folder(), 'mappings.json')
    const mappings = openMappings(file, never)
    expect(mappings.list()).toEqual([])
    for (const one of [known('a'), known('b'), known('a', 'provider')]) mappings.remember(one)
    expect(openMappings(file, never).list()).toEqual([known('a', 'provider'), known('b')])
    expect(readdirSync(path.dirname(file))).toEqual(['mappings.json'])
  })

  it('are at most so many', () => {
    const file = path.join(folder(), 'mappings.json')
    const many = Array.from({ length: MOST_MAPPINGS }, (_, index) => known(`shape ${index}`))
    writeFileSync(file, JSON.stringify(many))
    const mappings = openMappings(file, never)
    mappings.remember(known('new'))
    expect(mappings.list()).toHaveLength(MOST_MAPPINGS)
    expect(mappings.list()[0]!.shape).toBe('new')
  })

  it('are none where the file makes no sense, and not keeping them hinders nothing', () => {
    const file = path.join(folder(), 'mappings.json')
    writeFileSync(file, '[{"shape": 1}]')
    expect(openMappings(file, never).list()).toEqual([])
    const errors: unknown[] = []
    const away = openMappings(path.join(folder(), 'gone', 'mappings.json'), (error) => errors.push(error))
    away.remember(known('a'))
    expect(away.list()).toEqual([known('a')])
    expect(errors).toHaveLength(1)
  })
})
