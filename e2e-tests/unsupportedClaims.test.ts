import { personOf } from './support/apiClient';
import { test } from './support/demo';
import { comeBackAs, expect, openAsGuest } from './support/test';

test.use({
  // The browser tells of every refused request; this story is about one
  refusals: [/status of 422/],
});

test('what the evidence does not bear out is seen, and cannot be approved', async ({
  page,
  backend,
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
  await expect(evidence).toContainText(
    'A person has to confirm that this was the cause',
  );

  // Somebody knows better, and nothing that is cited says so
  await evidence.getByRole('button', { name: 'Edit' }).click();
  await evidence
    .getByRole('textbox', { name: 'Claim 1' })
    .fill('Jonathan Smith caused it by ignoring a solar flare.');
  await evidence.getByRole('button', { name: 'Save' }).click();
  // The first attempt says what is wrong
  await evidence.getByRole('button', { name: 'Save as it is' }).click();
  const lie = cause.getByRole('button', { name: /solar flare/ });
  await expect(lie).toBeVisible();
  await expect(evidence).toContainText('Unverified');
  await expect(evidence).toContainText('No code can check: “Jonathan Smith');
  await expect(evidence).toContainText('“Jonathan Smith” names a person');
  await expect(
    evidence.getByRole('button', { name: /Replace with “somebody”/ }).first(),
  ).toBeVisible();

  await page.getByRole('checkbox', { name: /needs attention/i }).check();
  await expect(lie).toBeVisible();

  for (const step of ['Send for review', 'Approve']) {
    if (step === 'Approve') {
      await expect(page.getByRole('button', { name: step })).toBeDisabled();
      await expect(page.locator('main')).toContainText(
        'You changed what would be approved, so somebody else has to.',
      );
      await page.screenshot({
        path: 'e2e-test-report/screenshots/approve-by-somebody-else.png',
      });
      await comeBackAs(page, 'reviewer');
    }
    await page.getByRole('button', { name: step }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Looks good');
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
    if (step === 'Approve') {
      await expect(dialog).toContainText('could not be approved');
      await expect(dialog).toContainText('The root cause is not confirmed');
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

  // Nor can it be confirmed: nothing ties it to the incident
  const person = await personOf(backend);
  const id = new URL(page.url()).pathname.split('/').pop()!;
  const { revision, sections } = await person.call('GET', `/postmortems/${id}`);
  const { id: claimId } = sections
    .flatMap(({ blocks }: any) => blocks)
    .flatMap(({ claims }: any) => claims)
    .find(({ text }: { text: string }) => text.includes('solar flare'));
  const { status, body } = await person.send(
    'POST',
    `/postmortems/${id}/causes/${claimId}/decision`,
    { baseRevision: revision, outcome: 'confirmed', reason: 'I was there' },
  );
  expect([status, JSON.stringify(body)]).toEqual([
    422,
    expect.stringContaining('root_cause.tie_required'),
  ]);
});
