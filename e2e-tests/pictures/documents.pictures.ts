import { inTheme, keepPicture, THEMES } from '../support/accessible';
import { test } from '../support/demo';
import { expect, openAsGuest } from '../support/test';

const TITLES = [
  'Checkout rejects a third of all orders',
  'Payments fail: no database connection',
  'Checkout is slow',
  'InventorySlow fired during the stock refresh',
];

/** Whole documents and the start page, for people to look at. They are in no docs. */
for (const theme of THEMES) {
  test(`documents in the ${theme} theme`, async ({ page }) => {
    await inTheme(page, theme);
    await page.setViewportSize({ width: 1400, height: 900 });
    await openAsGuest(page);
    await expect(
      page.getByRole('link', { name: TITLES[0] }).first(),
    ).toBeVisible();
    await keepPicture(page, `start-${theme}`);
    for (const [index, title] of TITLES.entries()) {
      await page.setViewportSize({ width: 1400, height: 900 });
      await page.goto('/postmortems?view=postmortems');
      await page.getByRole('link', { name: title }).click();
      await expect(
        page.getByRole('region', { name: 'Root cause' }),
      ).toBeVisible();
      await page.waitForLoadState('networkidle');
      await keepPicture(page, `document-${index + 1}-${theme}`);
      const height = await page.evaluate(() =>
        Math.max(
          document.body.scrollHeight,
          document.querySelector('main')?.scrollHeight ?? 0,
        ),
      );
      await page.setViewportSize({ width: 1400, height: height + 100 });
      await keepPicture(page, `document-${index + 1}-${theme}-whole`);
    }
  });
}
