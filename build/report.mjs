/**
 * Counts what the tests said, and words the closing line of `npm test`.
 * Example: `closingLine({passed: 120, failed: 0, skipped: []})` gives `120 passed, 0 failed`.
 */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped the names of those that were not run
 */

/**
 * A check that is one thing: lint, types, the bundle.
 * @param {boolean} passed
 * @returns {Counts}
 */
export function check(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] }
}

/**
 * The counts of all together.
 * @param {Counts[]} parts
 * @returns {Counts}
 */
export function sum(parts) {
  return {
    passed: parts.reduce((total, part) => total + part.passed, 0),
    failed: parts.reduce((total, part) => total + part.failed, 0),
    skipped: parts.flatMap((part) => part.skipped),
  }
}

/**
 * The one plain line that closes a run.
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
}

/**
 * Counts in a report of Vitest. A run that failed with no failed test (a file that does not load, an error outside any
 * test, no report at all) counts as one failure.
 * @param {string} json the report, or nothing
 * @param {number} code how Vitest ended
 * @returns {Counts}
 */
export function vitestCounts(json, code) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: [] }
  for (const file of json ? JSON.parse(json).testResults : []) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1
      else if (test.status === 'failed') counts.failed += 1
      else counts.skipped.push(test.fullName)
    }
  }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

/**
 * @typedef {object} Suite a part of a report of Playwright
 * @property {string} title
 * @property {{title: string, tests: {status: 'expected' | 'unexpected' | 'flaky' | 'skipped'}[]}[]} [specs]
 * @property {Suite[]} [suites]
 */

/**
 * Each test in a report of Playwright, with its name.
 * @param {Suite[]} suites
 * @param {string[]} above the names of the suites around them
 * @returns {{name: string, status: string}[]}
 */
function playwrightTests(suites, above = []) {
  return suites.flatMap((suite) => {
    const path = [...above, suite.title]
    const here = (suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({ name: [...path, spec.title].join(' › '), status: test.status })),
    )
    return [...here, ...playwrightTests(suite.suites ?? [], path)]
  })
}

/**
 * Counts in a report of Playwright, by the same rules as `vitestCounts`. A flaky test has failed.
 * @param {string} json
 * @param {number} code
 * @returns {Counts}
 */
export function playwrightCounts(json, code) {
  const tests = json ? playwrightTests(JSON.parse(json).suites) : []
  const counts = {
    passed: tests.filter((test) => test.status === 'expected').length,
    failed: tests.filter((test) => test.status === 'unexpected' || test.status === 'flaky').length,
    skipped: tests.filter((test) => test.status === 'skipped').map((test) => test.name),
  }
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

/**
 * The names in a report of Playwright's, to list tests that cannot be run.
 * @param {string} json
 */
export function playwrightNames(json) {
  return json ? playwrightTests(JSON.parse(json).suites).map((test) => test.name) : []
}
