/**
 * The unit tests: everything under test/ named *.test.ts, in plain Node. The window's own tests (test/e2e, *.spec.ts) are
 * Playwright's. Example: `npm run unit -- test/shared`.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/bench/**'],
    passWithNoTests: true,
    testTimeout: 30_000,
  },
})
