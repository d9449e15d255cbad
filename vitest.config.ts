/**
 * The unit tests: everything under test/ named *.test.ts, in plain Node. The window's own tests (test/e2e, *.spec.ts) are
 * Playwright's. Example: `npm run unit -- test/shared`.
 */
import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/bench/**'],
    passWithNoTests: true,
    // One for each core: by itself it would leave one idle, which is half of a small machine.
    maxWorkers: availableParallelism(),
    // A test that hangs ends sometime; none is measured by it.
    testTimeout: 120_000,
  },
})
