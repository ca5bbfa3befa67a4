import { inTheme } from '../support/accessible';
import { test } from '../support/demo';
import { picture } from '../support/picture';
import { expect, openAsGuest } from '../support/test';

const CHECKOUT = '/catalog/default/component/checkout/postmortems';

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
    .getByRole('button', { name: /error.?rate.* rose/i })
    .first()
    .click();
  await expect(
    page.getByRole('img', { name: /over time/ }).first(),
  ).toBeVisible();
  // The page scrolls within the app's frame
  await page.evaluate(() =>
    document.querySelectorAll('*').forEach(part => part.scrollTo(0, 0)),
  );
  await picture(page, 'postmortem');
});

test('template', async ({ page }) => {
  await openAsGuest(page, CHECKOUT);
  await page.getByRole('button', { name: 'Start from a template' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
  await picture(page, 'template');
});
