import {
  expectAccessible,
  inTheme,
  keepPicture,
  THEMES,
} from './support/accessible';
import { test } from './support/demo';
import { expect, openAsGuest } from './support/test';

test('a sentence of the postmortem on a service leads to its evidence', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/checkout/postmortems');
  await page
    .getByRole('link', { name: 'Checkout rejects a third of all orders' })
    .click();

  const cause = page.getByRole('region', { name: 'Root cause' });
  await cause
    .getByRole('button', { name: /checkout 2\.4\.1 rejects orders/ })
    .click();
  const evidence = page.getByRole('region', {
    name: 'Evidence for this claim',
  });
  // No code can tell whether it was the cause
  await expect(evidence).toContainText('Unverified');
  await expect(evidence).toContainText(
    'A person has to confirm that this was the cause',
  );
  await expect(
    evidence
      .locator('mark')
      .filter({ hasText: 'field currency is missing' })
      .first(),
  ).toBeVisible();
  // The link that one sends to a colleague
  await page.reload();
  await expect(evidence).toContainText('Unverified');

  await cause
    .getByRole('button', { name: /made the field currency mandatory before/ })
    .click();
  await expect(evidence).toContainText('Supported');

  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByRole('checkbox', { name: 'Telemetry' }).uncheck();
  await expect(
    page.getByText(/was rolled back to version 2\.4\.0/),
  ).toBeVisible();
  await expect(page.getByText(/The alert CheckoutErrors/)).toBeHidden();

  await page.getByRole('tab', { name: 'Investigation' }).click();
  await expect(page.getByText('Ruled out', { exact: true })).toBeVisible();

  await page.getByRole('tab', { name: 'Provenance' }).click();
  await expect(
    page.getByRole('region', { name: 'Provenance graph' }),
  ).toBeVisible();
});

test('the false alarm has no cause, and says so', async ({ page }) => {
  await openAsGuest(page, '/catalog/default/component/inventory/postmortems');
  await page.getByRole('link', { name: /InventorySlow fired/ }).click();

  await expect(page.getByRole('note')).toContainText('Cause unknown');
  await expect(page.getByRole('region', { name: 'Root cause' })).toContainText(
    'No investigation was recorded',
  );
});

test('a system rolls up the postmortems of its components', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/system/ordering/postmortems');

  await expect(
    page.getByRole('link', { name: 'Checkout is slow' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: /InventorySlow/ })).toBeVisible();
});

test('the document can be read with the keyboard alone', async ({ page }) => {
  await openAsGuest(page, '/postmortems?view=postmortems');
  await page.getByRole('link', { name: 'Checkout is slow' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^INC-103/ }).focus();
  await page.keyboard.press('Enter');
  const evidence = page.getByRole('region', {
    name: 'Evidence for this claim',
  });
  await expect(evidence).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(evidence).toBeHidden();
});

for (const theme of THEMES) {
  test(`every view is accessible in the ${theme} theme`, async ({ page }) => {
    await inTheme(page, theme);
    await openAsGuest(page, '/postmortems?view=postmortems');
    await expect(
      page.getByRole('link', { name: 'Checkout is slow' }),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Checkout is slow' }).click();
    await page
      .getByRole('button', { name: /^latency_p99 of inventory rose/ })
      .first()
      .click();
    await expect(
      page.getByRole('img', { name: 'latency_p99 over time', exact: true }),
    ).toBeVisible();
    for (const view of [
      'Postmortem',
      'Timeline',
      'Investigation',
      'Provenance',
      'History',
      'Activity',
    ]) {
      await page.getByRole('tab', { name: view }).click();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
      await keepPicture(page, `${view}-${theme}-1400`);
    }
    await page.setViewportSize({ width: 800, height: 900 });
    await page.getByRole('tab', { name: 'Postmortem' }).click();
    await keepPicture(page, `Postmortem-${theme}-800`);
  });
}
