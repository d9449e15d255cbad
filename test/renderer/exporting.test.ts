/**
 * What the export dialog begins with. Example: a paper in £000 last time is in £000 again, of the option that is shown now.
 */
import { describe, expect, it } from 'vitest'
import { firstChoice, withValue } from '../../renderer/exporting/choosing.ts'
import { type ExportChoice, exportChoiceSchema } from '../../shared/exporting/choice.ts'
import { yearFrom } from '../../shared/years.ts'

const Y = yearFrom(2020)

describe('what is chosen at first', () => {
  const builtin = [{ name: 'a', label: 'A', describes: '' }]
  const own = [{ id: 'own', name: 'Ours', folder: '/' }]
  const last: ExportChoice = {
    as: 'workbook',
    template: 'own',
    year: Y,
    optionId: 'gone',
    unit: 1000,
    accessible: true,
  }

  it('is as last time, as far as that is still there, of the option that is shown', () => {
    expect(firstChoice({ builtin, own, last }, [Y], null)).toEqual({ ...last, optionId: null })
    expect(firstChoice({ builtin, own: [], last }, [], 'o')).toEqual({
      ...last,
      template: 'a',
      year: null,
      optionId: 'o',
    })
    expect(firstChoice({ builtin, own, last: null }, [Y], null)).toMatchObject({
      as: 'workbook',
      template: 'a',
      unit: 1,
    })
    expect(withValue(withValue(last, 'as print'), 'a')).toEqual({ ...last, template: 'a' })
  })

  it('names no path, no other year, no other unit', () => {
    expect(exportChoiceSchema.safeParse(last).success).toBe(true)
    for (const wrong of [{ year: '2021' }, { unit: 10 }, { as: 'pdf' }, { file: '/etc/passwd' }])
      expect(exportChoiceSchema.safeParse({ ...last, ...wrong }).success).toBe(false)
  })
})
