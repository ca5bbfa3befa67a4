import {
  expectAccessible,
  inTheme,
  keepPicture,
  THEMES,
} from './support/accessible';
import { expect, openAsGuest, test } from './support/test';

for (const theme of THEMES) {
  test(`the app asks for a role, in the ${theme} theme`, async ({ page }) => {
    await inTheme(page, theme);
    await page.goto('/');
    await expect(page.getByRole('button', { name: /^Enter as/ })).toHaveText([
      'Enter as on-call engineer',
      'Enter as reviewer',
      'Enter as administrator',
    ]);
    await keepPicture(page, `roles-${theme}`);
    await expectAccessible(page);
  });
}

test('whoever signs out enters in another role', async ({ page }) => {
  await openAsGuest(page, '/settings');
  await expect(page.getByText('user:default/guest').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('user:default/guest').first()).toBeVisible();

  await page.getByRole('button', { name: 'more' }).click();
  await page.getByRole('menuitem', { name: 'Sign Out' }).click();
  await page.getByRole('button', { name: 'Enter as reviewer' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('user:default/reviewer').first()).toBeVisible();
});
