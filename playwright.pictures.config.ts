import tests from './playwright.config';

/** Takes the pictures of README and docs: `npm run docs:pictures`. */
export default {
  ...tests,
  testDir: 'e2e-tests/pictures',
  testMatch: '**/*.pictures.ts',
};
