/**
 * The end-to-end tests: test/e2e/*.spec.ts in a real Electron. Each drives a whole program, so there are as many side by side as
 * there are displays, which have a focus and a clipboard each; on a desktop, one.
 * They are run by build/test.mjs, which finds the Electron and the displays. Example: `npm run e2e -- smoke`.
 */
import { defineConfig } from '@playwright/test'

const displays = process.env.PLANNER_DISPLAYS?.split(' ').filter((name) => name !== '') ?? []
// This file is read anew in each worker.
const own = displays[Number(process.env.TEST_PARALLEL_INDEX)]
if (own) process.env.DISPLAY = own

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  globalTeardown: './test/e2e/network.ts',
  workers: Math.max(1, displays.length),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
})
