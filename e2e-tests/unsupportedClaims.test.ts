import { test } from './support/demo';
import { expect, openAsGuest } from './support/test';

test.use({
  // The browser tells of every refused request; this story is about one
  refusals: [/status of 422/],
});

test('what the evidence does not bear out is seen, and cannot be approved', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/checkout/postmortems');
  await page
    .getByRole('link', { name: 'Payments fail: no database connection' })
    .click();
  const cause = page.getByRole('region', { name: 'Root cause' });
  await cause.getByRole('button').first().click();
  const evidence = page.getByRole('region', {
    name: 'Evidence for this claim',
  });
  await expect(evidence).toContainText(/quotes? stands? in the evidence/);

  // Somebody knows better, and cites nothing for it
  await evidence.getByRole('button', { name: 'Edit' }).click();
  await evidence
    .getByRole('textbox', { name: 'Claim 1' })
    .fill('Jonathan Smith caused it by ignoring a solar flare.');
  await evidence.getByRole('button', { name: 'Save' }).click();
  const lie = cause.getByRole('button', { name: /solar flare/ });
  await expect(lie).toBeVisible();
  await expect(evidence).toContainText('Not supported');
  await expect(evidence).toContainText('“Jonathan Smith” names a person');
  await expect(
    evidence.getByRole('button', { name: /Replace with “somebody”/ }).first(),
  ).toBeVisible();

  await page.getByRole('checkbox', { name: /need attention/i }).check();
  await expect(lie).toBeVisible();

  for (const step of ['Send for review', 'Approve']) {
    await page.getByRole('button', { name: step }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Looks good');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    if (step === 'Approve') {
      await expect(dialog).toContainText('could not be approved');
      await expect(dialog).toContainText('unsupported by its evidence');
      await expect(dialog).toContainText('names a person');
      await page.screenshot({
        path: 'e2e-test-report/screenshots/approve-refused.png',
      });
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    }
    await expect(dialog).toBeHidden();
  }
  await expect(page.getByRole('list', { name: 'Key facts' })).toContainText(
    'In review',
  );
});
