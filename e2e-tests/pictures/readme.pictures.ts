import type { Page } from '@playwright/test';
import { inTheme } from '../support/accessible';
import { companyTest as test } from '../support/demo';
import { expect, openAsGuest } from '../support/test';

const CHECKOUT = '/catalog/default/component/checkout/postmortems';

/** Pictures in docs/images; nothing moves in them, and no pointer hovers. */
async function picture(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: `docs/images/${name}.png`,
    animations: 'disabled',
    caret: 'hide',
  });
}

test.beforeEach(async ({ page }) => {
  await inTheme(page, 'light');
});

test('tab', async ({ page }) => {
  await openAsGuest(page, CHECKOUT);
  await expect(
    page.getByRole('link', { name: 'Checkout is slow' }),
  ).toBeVisible();
  await picture(page, 'tab');
});

test('postmortem', async ({ page }) => {
  await openAsGuest(page, CHECKOUT);
  await page
    .getByRole('link', { name: 'Checkout rejects a third of all orders' })
    .click();
  await page
    .getByRole('button', { name: /^error_rate of checkout rose/ })
    .first()
    .click();
  await expect(
    page.getByRole('img', { name: 'error_rate over time', exact: true }),
  ).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 0));
  await picture(page, 'postmortem');
});

test('org metrics', async ({ page }) => {
  await openAsGuest(page, '/postmortems?period=1095');
  await expect(
    page.getByRole('heading', { name: /^Metrics of \d+ incidents/ }),
  ).toBeVisible();
  await picture(page, 'org-metrics');
});

test('template', async ({ page }) => {
  await openAsGuest(page, CHECKOUT);
  await page.getByRole('button', { name: 'Start from a template' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
  await picture(page, 'template');
});
