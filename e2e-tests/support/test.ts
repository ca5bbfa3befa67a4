import { expect, test as base, type Page } from '@playwright/test';
import { watchBrowserErrors } from './browserErrors';
import { startExampleBackend, type ExampleBackend } from './exampleBackend';

export { expect };

/**
 * Playwright's `test` with a running example app (`backend`, shared by the
 * tests of a worker; `page.goto('/')` opens it) and a check after each test
 * that the browser had nothing to complain about but the `refusals` that a
 * story is about.
 *
 * A suite that needs an instance of its own, with other settings, calls
 * `startExampleBackend` itself.
 */
export const test = base.extend<
  { browserErrors: void; refusals: RegExp[] },
  { backend: ExampleBackend }
>({
  backend: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const backend = await startExampleBackend();
      await use(backend);
      await backend.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  refusals: [[], { option: true }],
  baseURL: async ({ backend }, use) => use(backend.url),
  browserErrors: [
    async ({ page, refusals }, use) => {
      const watch = watchBrowserErrors(page, refusals);
      await use();
      expect(watch.errors(), 'errors in the browser console').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the page as the guest, who is the on-call engineer of the example app. */
export async function openAsGuest(page: Page, path = '/') {
  await page.goto(path);
  const enter = page.getByRole('button', {
    name: 'Enter as on-call engineer',
  });
  await enter.click();
  // The session is kept once the page behind it is there
  await enter.waitFor({ state: 'hidden' });
}

/** Opens the same page as somebody else. */
export async function comeBackAs(
  page: Page,
  role: 'reviewer' | 'administrator',
) {
  await page.evaluate(() => localStorage.removeItem('example-role'));
  await page.reload();
  const enter = page.getByRole('button', { name: `Enter as ${role}` });
  await enter.click();
  await enter.waitFor({ state: 'hidden' });
}
