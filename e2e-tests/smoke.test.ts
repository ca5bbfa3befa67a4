import { expect, openAsGuest, test } from './support/test';

test('the app opens, the guest signs in and sees where to start', async ({
  page,
}) => {
  await openAsGuest(page);

  await expect(page.getByText('Start here')).toBeVisible();
  await page.getByRole('link', { name: 'the catalog' }).click();

  await expect(
    page.getByRole('heading', { name: /Example shop Catalog/ }),
  ).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeVisible();
});

test('settings know who signed in', async ({ page }) => {
  await openAsGuest(page, '/settings');

  await expect(page.getByText('user:default/guest').first()).toBeVisible();
});

test('the catalog has the HTTP API with its operations', async ({ page }) => {
  await openAsGuest(page, '/catalog/default/api/postmortems/definition');

  await expect(page.getByText('Opens an incident.')).toBeVisible();
});
