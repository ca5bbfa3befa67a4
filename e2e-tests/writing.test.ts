import { test } from './support/demo';
import { expect, openAsGuest } from './support/test';

test('who writes starts from evidence, corrects a reading, and adds what they saw', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/checkout/postmortems');
  await page
    .getByRole('link', { name: 'Payments fail: no database connection' })
    .click();
  const impact = page.getByRole('region', { name: /^Impact/ });
  const dialog = page.getByRole('dialog').last();
  const form = impact.getByRole('form');
  const chooseThePeak = async () => {
    await dialog
      .getByRole('searchbox')
      .fill('db_pool_in_use/payment-service/eu-west-1');
    await dialog
      .getByRole('button', { name: /^db_pool_in_use \(count\)/ })
      .click();
    await dialog.getByRole('checkbox', { name: /peaked at 20/ }).check();
  };

  await impact.getByRole('button', { name: /^Insert from evidence/ }).click();
  await chooseThePeak();
  await dialog.getByRole('button', { name: 'Insert', exact: true }).click();
  await expect(form.getByRole('textbox')).toHaveValue(/peaked at 20/);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(
    impact.getByRole('button', { name: /peaked at 20/ }),
  ).toBeFocused();

  await impact.getByRole('button', { name: /^Add a sentence/ }).click();
  await form
    .getByRole('textbox')
    .fill('Every single connection had been taken by then.');
  await form.getByRole('button', { name: 'Check' }).click();
  await form.getByRole('button', { name: 'Correct the reading' }).click();
  await dialog
    .getByRole('radio', { name: 'Give the reading from evidence' })
    .check();
  await chooseThePeak();
  await page.screenshot({
    path: 'e2e-test-report/screenshots/correct-reading.png',
  });
  await dialog.getByRole('button', { name: 'Use this reading' }).click();
  await expect(form).toContainText(/Read as: .*peaked at 20/);
  // What the reading leaves out stays marked
  await expect(form).toContainText('Unverified');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('button', { name: 'Save as it is' }).click();
  await impact.getByRole('button', { name: /^Every single/ }).click();
  const evidence = page.getByRole('region', {
    name: 'Evidence for this claim',
  });
  await expect(evidence).toContainText('Read by Guest');

  await evidence.getByRole('button', { name: 'Edit' }).click();
  await evidence.getByRole('button', { name: 'Cite evidence' }).click();
  await dialog.getByRole('button', { name: 'Add a note' }).click();
  await dialog
    .getByRole('textbox', { name: /^Note/ })
    .fill('The pool page showed 20 of 20 all the time.');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByRole('button', { name: 'Cite', exact: true }).click();
  await expect(
    evidence.getByRole('list', { name: 'Cited evidence' }),
  ).toContainText('The pool page showed 20 of 20');
  await evidence.getByRole('button', { name: 'Save' }).click();
  await evidence.getByRole('button', { name: 'Save as it is' }).click();
  await expect(evidence.getByRole('button', { name: 'Confirm' })).toBeVisible();
  await expect(evidence).toContainText('The pool page showed 20 of 20');
  await expect(evidence).toContainText('Read by Guest');
});
