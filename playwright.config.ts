import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/lib/browser.ts';

const port = 4390;
const root = process.getuid?.() === 0;

/** Journeys and accessibility in a real Chromium, against the built site as our own server gives it out. */
export default defineConfig({
  testDir: 'tests',
  testMatch: '{e2e,a11y}/**/*.spec.ts',
  outputDir: 'test-results/playwright',
  workers: 2,
  // A browser on a busy machine can miss a beat; what fails twice has failed.
  retries: 1,
  fullyParallel: true,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: process.env['PLAYWRIGHT_JSON']
    ? [['json', { outputFile: process.env['PLAYWRIGHT_JSON'] }]]
    : 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    launchOptions: {
      executablePath: findBrowser(),
      // Chromium's sandbox does not run as root, which is what a container is.
      args: root ? ['--no-sandbox'] : [],
    },
  },
  webServer: {
    command: 'node scripts/run.mjs start',
    url: `http://127.0.0.1:${port}/`,
    timeout: 240_000,
    reuseExistingServer: false,
    env: { PORT: String(port), ACCESS_LOG: 'off', VAR_DIR: join(tmpdir(), `waymark-e2e-${process.pid}`) },
  },
});
