/** The closing line of the tests counts everything once, and never calls a test passed that was not run. */
import { describe, expect, it } from 'vitest'
import { check, closingLine, playwrightCounts, playwrightNames, sum, vitestCounts } from '../../build/report.mjs'

const vitest = JSON.stringify({
  testResults: [
    {
      assertionResults: [
        { status: 'passed', fullName: 'money reads pounds' },
        { status: 'failed', fullName: 'money reads pence' },
        { status: 'skipped', fullName: 'money reads guineas' },
        { status: 'todo', fullName: 'money reads groats' },
      ],
    },
    { assertionResults: [{ status: 'passed', fullName: 'years begin in April' }] },
  ],
})

const playwright = JSON.stringify({
  suites: [
    {
      title: 'smoke.spec.ts',
      specs: [{ title: 'opens', tests: [{ status: 'expected' }] }],
      suites: [
        {
          title: 'import',
          specs: [
            { title: 'wobbles', tests: [{ status: 'flaky' }] },
            { title: 'breaks', tests: [{ status: 'unexpected' }] },
            { title: 'waits', tests: [{ status: 'skipped' }] },
          ],
        },
      ],
    },
  ],
})

describe('counting unit tests', () => {
  it('counts those passed and failed, and names the rest', () => {
    expect(vitestCounts(vitest, 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['money reads guineas', 'money reads groats'],
    })
  })

  it('counts a run that failed without a failed test as one failure', () => {
    expect(vitestCounts('{"testResults":[{"assertionResults":[]}]}', 1)).toEqual({ passed: 0, failed: 1, skipped: [] })
    expect(vitestCounts('', 1)).toEqual({ passed: 0, failed: 1, skipped: [] })
  })
})

describe('counting tests in the window', () => {
  it('counts a flaky test as failed, and names those not run with the suites around them', () => {
    expect(playwrightCounts(playwright, 1)).toEqual({
      passed: 1,
      failed: 2,
      skipped: ['smoke.spec.ts › import › waits'],
    })
  })

  it('counts a run without a report as one failure', () => {
    expect(playwrightCounts('', 1)).toEqual({ passed: 0, failed: 1, skipped: [] })
  })

  it('names every test', () => {
    expect(playwrightNames(playwright)).toEqual([
      'smoke.spec.ts › opens',
      'smoke.spec.ts › import › wobbles',
      'smoke.spec.ts › import › breaks',
      'smoke.spec.ts › import › waits',
    ])
    expect(playwrightNames('')).toEqual([])
  })
})

describe('the closing line', () => {
  it('is one plain line over all parts', () => {
    expect(closingLine(sum([check(true), check(true), { passed: 118, failed: 0, skipped: [] }]))).toBe(
      '120 passed, 0 failed',
    )
    expect(closingLine(sum([check(false), vitestCounts(vitest, 1)]))).toBe('2 passed, 2 failed, 2 skipped')
  })
})
