/** What stands between the braces: read as it is meant, or refused with the reason. */
import { describe, expect, it } from 'vitest'
import { type Part, type Query, readText } from '../../../shared/templates/parse.ts'

function query(text: string): Query {
  const [part, ...more] = readText(text)
  if (!part || typeof part === 'string' || part.kind !== 'value' || more.length > 0)
    throw new Error(JSON.stringify(part))
  return part.query
}

const why = (text: string) => {
  const part = readText(text).find((held): held is Exclude<Part, string> => typeof held !== 'string')
  return part?.kind === 'unread' ? part.why : null
}

describe('a placeholder', () => {
  it('stands among words', () => {
    const parts = readText('Subtotal {{priority.name}} ({{plan.year}})')
    expect(parts.map((part) => (typeof part === 'string' ? part : part.source))).toEqual([
      'Subtotal ',
      '{{priority.name}}',
      ' (',
      '{{plan.year}}',
      ')',
    ])
    expect(readText('no placeholder')).toEqual([])
  })

  it.each([
    ['{{line.service}}', 'line', 'service'],
    ['{{ Line.Service }}', 'line', 'service'],
    ['{{today}}', 'today', ''],
    ['{{line.contract end}}', 'line', 'contract end'],
    ['{{priority}}', 'priority', ''],
  ])('%s names its band and field', (text, band, field) => {
    expect(query(text)).toMatchObject({ band, field, year: null, argument: null })
  })

  it.each([
    ['{{line.budget Y}}', { by: 0 }],
    ['{{line.budget Y-1}}', { by: -1 }],
    ['{{line.budget y − 1}}', { by: -1 }],
    ['{{line.budget Y+2}}', { by: 2 }],
    ['{{line.budget 2018/19}}', { year: '2018/19' }],
  ])('%s names its year', (text, year) => {
    expect(query(text)).toMatchObject({ field: 'budget', year })
  })

  it('says in what it counts and how many decimals it shows', () => {
    expect(query('{{line.budget Y in £000}}')).toMatchObject({ unit: 1000, places: null })
    expect(query('{{total.budget Y in £m to 1 place}}')).toMatchObject({ unit: 1_000_000, places: 1 })
    expect(query('{{line.change Y %}}').percent).toBe(true)
    expect(query('{{line.change Y in %}}').percent).toBe(true)
  })

  it('filters and sorts', () => {
    const read = query(
      '{{line.service where route != "Single tender" and budget Y > £10,000 sort by provider, budget Y desc}}',
    )
    expect(read.where).toMatchObject([
      { ask: { field: 'route' }, operator: '!=', value: 'Single tender' },
      { ask: { field: 'budget', year: { by: 0 } }, operator: '>', value: '£10,000' },
    ])
    expect(read.sort).toMatchObject([
      { ask: { field: 'provider' }, descending: false },
      { ask: { field: 'budget' }, descending: true },
    ])
    expect(
      query('{{line.service where route=single tender action and provider contains “Sky” sort by service}}'),
    ).toMatchObject({
      where: [{ value: 'single tender action' }, { operator: 'contains', value: 'Sky' }],
      sort: [{ ask: { field: 'service' } }],
    })
    expect(query('{{line.budget Y where route=in house in £m}}')).toMatchObject({
      where: [{ value: 'in house' }],
      unit: 1_000_000,
    })
  })

  it('says what stands where nothing is known', () => {
    expect(query('{{line.provider or "[z]"}}')).toMatchObject({ or: '[z]', where: [] })
    expect(query('{{line.service where route=grant or "none" sort by provider}}')).toMatchObject({
      where: [{ value: 'grant' }],
      or: 'none',
      sort: [{ ask: { field: 'provider' } }],
    })
    expect(query('{{line.provider where route=this or that}}').where).toMatchObject([{ value: 'this or that' }])
    expect(query('{{line.provider}}').or).toBe(null)
  })

  it('names a line, with curly quotation marks too', () => {
    expect(query('{{amount of “Victim First” Y}}')).toMatchObject({
      band: 'named',
      field: 'budget',
      argument: 'Victim First',
    })
    expect(query('{{forecast of code CC 123 Y-1 in £000}}')).toMatchObject({
      field: 'forecast of code',
      argument: 'CC 123',
      year: { by: -1 },
      unit: 1000,
    })
  })

  it('is a condition of its row', () => {
    const [part] = readText('{{#if not plan.marking and total.budget Y+1 > 0}}')
    expect(part).toMatchObject({
      kind: 'if',
      tests: [
        { not: true, query: { band: 'plan' }, operator: null },
        { not: false, query: { band: 'total', year: { by: 1 } }, operator: '>', value: '0' },
      ],
    })
  })

  it.each([
    ['{{}}', 'is empty'],
    ['{{line.budget', 'is not closed with }}'],
    ['{{line.from "MoJ}}', 'has a quotation mark that is not closed'],
    ['{{line.service where route}}', 'has “where” without a comparison such as route=grant'],
    ['{{line.service sort provider}}', 'has “sort” without “by”'],
    ['{{line.budget Y in pounds}}', 'has “in” without £, £000, £m or %'],
    ['{{line.budget Y Y-1}}', 'has “Y-1”, which cannot stand there'],
    ['{{line.budget 2018/20}}', 'names “2018/20”, which is no financial year'],
    ['{{amount of}}', 'does not say of which line'],
  ])('%s cannot be read', (text, reason) => {
    expect(why(text)).toBe(reason)
  })
})
