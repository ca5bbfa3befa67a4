import AxeBuilder from '@axe-core/playwright';
import { test } from './support/demo';
import { expect, openAsGuest } from './support/test';

test('a retro starts from a template, grows with evidence, and moves the figures', async ({
  page,
  backend,
}) => {
  test.setTimeout(180_000);
  const call = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<any> => {
    const answer = await fetch(`${backend.url}/api/postmortems/v1${path}`, {
      method,
      headers: {
        ...backend.machineHeaders,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    return answer.json();
  };
  const period = `from=2020-01-01T00:00:00Z&to=${new Date(
    Date.now() + 3_600_000,
  ).toISOString()}`;
  const before = await call('GET', `/metrics?${period}`);

  // From the service's tab into the template, the service filled in
  await openAsGuest(page, '/catalog/default/component/inventory/postmortems');
  await page.getByRole('button', { name: 'Start from a template' }).click();
  await expect(
    page.getByRole('heading', { name: 'Start a retrospective' }).first(),
  ).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Service' })).toHaveValue(
    /inventory/,
  );
  await page
    .getByRole('textbox', { name: 'Title' })
    .fill('Stock levels were wrong');
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('textbox', { name: 'Summary' })
    .fill('The import of the supplier file doubled every quantity.');
  await page.getByRole('button', { name: /Review/ }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page
    .getByRole('link', { name: 'Read the postmortem' })
    .click({ timeout: 60_000 });
  await expect(page).toHaveURL(/\/postmortems\/[0-9a-f-]{36}/);
  await expect(
    page.getByRole('heading', { name: 'Stock levels were wrong' }),
  ).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').pop()!;

  // Evidence comes from outside, and the document is regenerated
  const { incidentKey } = await call('GET', `/retrospectives/${id}`);
  await call('POST', `/incidents/${incidentKey}/evidence`, {
    nodes: [
      {
        id: 'import-log',
        sourceType: 'telemetry',
        timestamp: new Date().toISOString(),
        metadata: { service: 'component:default/inventory' },
        payload: {
          kind: 'log',
          level: 'error',
          message: 'row 17 of supplier.csv was applied twice',
        },
      },
    ],
  });
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Regenerate' }).click();
  await expect(
    page.getByRole('button', { name: /applied twice/ }).first(),
  ).toBeVisible();

  // An action item of a person's own, and its end
  await page.getByRole('button', { name: 'Add an action item' }).click();
  const form = page.getByRole('form', { name: 'Add an action item' });
  await form
    .getByRole('textbox', { name: /What needs to be done/ })
    .fill('Reject files that were imported before');
  await form
    .getByRole('textbox', { name: /Done when/ })
    .fill('A test imports a file twice and the second import is rejected');
  await form.getByRole('button', { name: 'Save' }).click();
  const item = page.getByRole('article', {
    name: 'Reject files that were imported before',
  });
  await item.getByRole('button', { name: 'State: Open' }).click();
  await page.getByRole('menuitem', { name: 'Done' }).click();
  await expect(item.getByRole('button', { name: 'State: Done' })).toBeVisible();

  // The third door
  const after = await call('GET', `/metrics?${period}`);
  expect(after.incidents).toBe(before.incidents + 1);
  expect(after.retrospectives).toBe(before.retrospectives + 1);
  expect(after.actionItems.closed).toBe(before.actionItems.closed + 1);
  await page.getByRole('link', { name: 'Postmortems', exact: true }).click();
  await expect(
    page.getByRole('heading', {
      name: `What ${after.incidents} incidents tell`,
    }),
  ).toBeVisible();
  await page.getByLabel('Search in titles').fill('stock levels');
  await expect(
    page.getByRole('link', { name: 'Stock levels were wrong' }),
  ).toBeVisible();
  await expect(page).toHaveURL(/q=stock\+levels/);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the figures are accessible and fit a phone in the ${theme} theme`, async ({
    page,
  }) => {
    await page.addInitScript(
      name => localStorage.setItem('theme', name),
      theme,
    );
    await openAsGuest(page, '/postmortems?period=1095');
    await expect(
      page.getByRole('img', { name: 'What contributes' }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'By month, as a table' }).click();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .include('main')
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
    ).toEqual([]);
    await page.screenshot({
      path: `e2e-test-report/screenshots/figures-${theme}-1400.png`,
      fullPage: true,
    });
    await page.setViewportSize({ width: 400, height: 900 });
    await expect(
      page.getByRole('heading', { name: 'Completion' }),
    ).toBeVisible();
    await page.screenshot({
      path: `e2e-test-report/screenshots/figures-${theme}-400.png`,
    });
    const sideways = await page
      .locator('main')
      .evaluate(main => main.scrollWidth - main.clientWidth);
    expect(sideways).toBeLessThanOrEqual(1);
  });
}
