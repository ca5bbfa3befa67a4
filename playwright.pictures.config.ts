import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Takes the pictures of README and docs: `npm run docs:pictures`. */
export default defineConfig(tests, {
  testDir: 'e2e-tests/pictures',
  testMatch: '**/*.pictures.ts',
});
