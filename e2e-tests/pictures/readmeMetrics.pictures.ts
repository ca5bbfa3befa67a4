import { inTheme } from '../support/accessible';
import { companyTest as test } from '../support/demo';
import { picture } from '../support/picture';
import { expect, openAsGuest } from '../support/test';

test('org metrics', async ({ page }) => {
  await inTheme(page, 'light');
  await openAsGuest(page, '/postmortems?period=1095');
  await expect(
    page.getByRole('heading', { name: /^Metrics of \d+ incidents/ }),
  ).toBeVisible();
  await picture(page, 'org-metrics');
});
