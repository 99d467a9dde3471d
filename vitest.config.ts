import { defineConfig } from 'vitest/config';

/** Units beside the code, and contracts that need no browser. Journeys are Playwright's: playwright.config.ts. */
export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'tests/{contract,relevance,bench}/**/*.test.ts',
    ],
    // A test that waits longer than this is waiting for something that will not come.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
  },
});
