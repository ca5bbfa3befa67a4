import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** To be called before the page is opened. */
export async function inTheme(page: Page, theme: Theme) {
  await page.addInitScript(name => localStorage.setItem('theme', name), theme);
}

/**
 * Fails on what axe finds against WCAG 2.2 A and AA within `part`: the frame around the plugin's pages is the app's, and so is
 * what Backstage's own pages put around the plugin's part.
 */
export async function expectAccessible(page: Page, part = 'main') {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .include(part)
    .analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes
      // A claim is a sentence of its paragraph, whose lines give its height:
      // WCAG 2.5.8 exempts it, and axe sees no sentence where all are claims.
      .filter(
        ({ html }) =>
          id !== 'target-size' || !/^<span [^>]*data-claim=/.test(html),
      )
      .map(({ html }) => `${id}: ${html}`),
  );
  expect(found).toEqual([]);
}

/** Fails when `main` is wider than the window. */
export async function expectNoSidewaysScroll(page: Page) {
  const sideways = await page
    .locator('main')
    .evaluate(main => main.scrollWidth - main.clientWidth);
  expect(sideways).toBeLessThanOrEqual(1);
}

/** Keeps a picture of the page for people to look at. */
export async function keepPicture(page: Page, name: string) {
  await page.screenshot({ path: `e2e-test-report/screenshots/${name}.png` });
}
