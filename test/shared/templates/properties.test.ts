/** Placeholders in a workbook's properties. */
import { describe, expect, it } from 'vitest'
import { checkTemplate, fillTemplate } from '../../../shared/templates/index.ts'
import { options, templateOf } from './paper.ts'
import { samplePlan } from './sample.ts'

const plan = samplePlan()
const withProperties = (properties: Record<string, string>) => ({ ...templateOf({ Paper: [['x']] }), properties })

describe('the properties of a workbook', () => {
  it('are filled; those without placeholders stay', () => {
    const template = withProperties({ title: '{{plan.title}}, {{plan.year}}', creator: 'Northshire', subject: '' })
    expect(fillTemplate(plan, template, options)).toEqual({
      sheets: [],
      properties: { title: 'Commissioning & grants, 2020/21' },
    })
    expect(checkTemplate(plan, template, options)).toMatchObject([
      { sheet: 'Properties', cell: 'title', placeholder: '{{plan.title}}', gives: 'Commissioning & grants' },
      { cell: 'title', gives: '2020/21' },
    ])
  })

  it('cannot hold what belongs to a row', () => {
    const [checked] = checkTemplate(plan, withProperties({ title: '{{line.service}}' }), options)
    expect(checked!.problem).toBe(
      '{{line.service}} cannot stand in a property of the workbook, which belongs to no row.',
    )
    expect(() => fillTemplate(plan, withProperties({ title: '{{#if line}}x' }), options)).toThrow(/Properties!title/)
  })
})
