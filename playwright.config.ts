/**
 * The end-to-end tests: test/e2e/*.spec.ts in a real Electron, one window at a time, since each drives a whole program.
 * They are run by build/test.mjs, which finds the Electron and the display. Example: `npm run e2e -- smoke`.
 */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  globalTeardown: './test/e2e/network.ts',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
})
