/**
 * The program's own templates: what is committed is what they are made of, and each can be filled from any plan that has a
 * year.
 */
import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { makers, templateBytes } from '../../../build/templates/make.ts'
import { readTemplate } from '../../../electron/workbook/filling/filler.ts'
import { filledBytes, templateFile } from '../../../electron/workbook/papers.ts'
import { detailsOf, planOf } from '../../../shared/plan.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { BuiltinTemplate } from '../../../shared/templates/builtin.ts'
import { checkTemplate, fillTemplate } from '../../../shared/templates/index.ts'
import { yearFrom } from '../../../shared/years.ts'
import { planArbitrary } from '../../shared/arbitraries.ts'

const FOLDER = 'electron/templates'
const today = '2020-02-18'
const Y = yearFrom(2020)
const names = Object.keys(makers) as BuiltinTemplate[]

it('are all there', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(names.map((name) => `${name}.xlsx`).sort())
})

describe.each(names)('%s', (name) => {
  const bytes = readFileSync(templateFile(name, FOLDER))
  const template = readTemplate(bytes, `${name}.xlsx`)

  it('is made as it is committed', async () => {
    const [committed, made] = [unzipSync(bytes), unzipSync(await templateBytes(name))]
    expect(Object.keys(made)).toEqual(Object.keys(committed))
    for (const [part, content] of Object.entries(made))
      expect([part, Buffer.from(content).toString()]).toEqual([part, Buffer.from(committed[part]!).toString()])
  })

  it('has nothing the matter with it on an empty plan', () => {
    const plan = planOf({ plan: [{ id: 'plan', title: 'New', organisation: null, planYear: Y, marking: null }] })
    expect(checkTemplate(plan, template, { today }).filter(({ problem }) => problem !== null)).toEqual([])
    expect(filledBytes(plan, templateFile(name, FOLDER), { today }).length).toBeGreaterThan(0)
  })

  it('can be filled from any plan', () => {
    fc.assert(
      fc.property(planArbitrary, (plan) => {
        const options = { today, planYear: detailsOf(plan).planYear ?? Y }
        expect(checkTemplate(plan, template, options).filter(({ problem }) => problem !== null)).toEqual([])
        filledBytes(plan, templateFile(name, FOLDER), options)
      }),
      { seed: 12, numRuns: 25 },
    )
  })

  it('says of a plan without a year what to do', () => {
    const sentence = 'The plan has no financial year yet, so nothing was exported; enter a budget for a year first.'
    expect(() => fillTemplate(planOf(), template, { today })).toThrow(new Refusal(sentence))
    const problems = checkTemplate(planOf(), template, { today }).flatMap(({ problem }) => problem ?? [])
    expect(problems[0]).toMatch(/needs a plan year, and the plan has none yet\.$/)
  })
})
