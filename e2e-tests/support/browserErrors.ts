import type { Page } from '@playwright/test';

/**
 * What the browser may complain about, each with the reason. Anything else in
 * the console is a failure of the test in which it happens.
 */
const DOCUMENTED: { pattern: RegExp; reason: string }[] = [];

/** Collects errors of the page; `errors()` answers with the undocumented. */
export function watchBrowserErrors(page: Page, expected: RegExp[] = []) {
  const found: string[] = [];
  page.on('pageerror', error => found.push(`Uncaught: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') {
      found.push(`${message.text()} (${message.location().url})`);
    }
  });
  return {
    errors: () =>
      found.filter(
        text =>
          ![...DOCUMENTED.map(({ pattern }) => pattern), ...expected].some(
            pattern => pattern.test(text),
          ),
      ),
  };
}
