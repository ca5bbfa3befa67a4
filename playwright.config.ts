import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests: a real Chromium against real backends that the tests start
 * themselves (e2e-tests/support). `npm test` names the browser and the report.
 */
export default defineConfig({
  testDir: 'e2e-tests',
  testMatch: '**/*.test.ts',
  outputDir: 'e2e-test-report/artifacts',
  // One backend per worker, and two cores: more workers only get slower.
  workers: 1,
  // A test that passes the second time has still failed.
  retries: 0,
  timeout: 180_000,
  // Another stage runs beside this one
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ...(process.env.E2E_JSON_REPORT
      ? [['json', { outputFile: process.env.E2E_JSON_REPORT }] as const]
      : []),
  ] as any,
  use: {
    channel: undefined,
    viewport: { width: 1400, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        // The browser talks to the tested instance and to nobody else.
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
