import type { Page } from '@playwright/test';
import { test } from './support/demo';
import { machineOf } from './support/apiClient';
import { expect, openAsGuest } from './support/test';

const ORG_METRICS = '/postmortems?period=1095';
const TAB = '/catalog/default/component/inventory/postmortems';

/** What the page of org metrics says right now. */
async function readMetrics(page: Page) {
  const heading = page.getByRole('heading', { name: /^Metrics of/ });
  const card = page.getByRole('region', { name: 'Action items closed' });
  await expect(card).toBeVisible();
  const number = (text: string, pattern: RegExp) =>
    Number(pattern.exec(text)?.[1] ?? 0);
  const items = await card.innerText();
  return {
    incidents: number(await heading.innerText(), /of (\d+) incident/),
    open: number(items, /Show the (\d+) open/),
    closed: number(items, /Show the (\d+) closed/),
  };
}

test('a retro starts from a template, grows with evidence, and moves the metrics', async ({
  page,
  backend,
}) => {
  test.setTimeout(180_000);
  const call = machineOf(backend);
  await openAsGuest(page, ORG_METRICS);
  const before = await readMetrics(page);

  // From "Create" to the postmortem
  await page.getByRole('link', { name: 'Create', exact: true }).click();
  await page
    .locator('[class*=Card]', { hasText: 'Start a retro' })
    .getByRole('button', { name: 'Choose' })
    .click();
  await page.getByRole('textbox', { name: 'Service' }).fill('inventory');
  await page.getByRole('option', { name: 'inventory', exact: true }).click();
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
  const title = page.getByRole('heading', { name: 'Stock levels were wrong' });
  await expect(title).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').pop()!;

  // Evidence comes from outside, and the document is regenerated
  const { incidentKey } = await call('GET', `/postmortems/${id}`);
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

  // An action item of a person's own
  const what = 'Reject files that were imported before';
  await page.getByRole('button', { name: 'Add an action item' }).click();
  const form = page.getByRole('form', { name: 'Add an action item' });
  await form.getByRole('textbox', { name: /What needs to be done/ }).fill(what);
  await form
    .getByRole('textbox', { name: /Done when/ })
    .fill('A test imports a file twice and the second import is rejected');
  await form.getByRole('button', { name: 'Save' }).click();
  const item = page.getByRole('article', { name: what });
  await expect(item).toBeVisible();

  // The tab tells of it, and leads back to the document, where it ends
  await page.goto(TAB);
  const counts = page.getByRole('region', { name: 'Action items' });
  await expect(counts.getByRole('link', { name: '1 open' })).toBeVisible();
  await page.getByRole('link', { name: 'Stock levels were wrong' }).click();
  await expect(
    page.getByRole('button', { name: /applied twice/ }).first(),
  ).toBeVisible();
  await page.goto(ORG_METRICS);
  expect(await readMetrics(page)).toEqual({
    incidents: before.incidents + 1,
    open: before.open + 1,
    closed: before.closed,
  });
  await page.goto(`/postmortems/${id}`);
  await item.getByRole('button', { name: 'State: Open' }).click();
  await page.getByRole('menuitem', { name: 'Done' }).click();
  await expect(item.getByRole('button', { name: 'State: Done' })).toBeVisible();

  // The third door, and the item behind its metric
  await page.goto(ORG_METRICS);
  expect(await readMetrics(page)).toEqual({
    incidents: before.incidents + 1,
    open: before.open,
    closed: before.closed + 1,
  });
  await page.getByRole('link', { name: /^Show the \d+ closed$/ }).click();
  await expect(page.getByText(what)).toBeVisible();
  await page.getByRole('tab', { name: 'Postmortems' }).click();
  await page.getByLabel('Search titles and keys').fill('stock lev');
  await expect(
    page.getByRole('link', { name: 'Stock levels were wrong' }),
  ).toBeVisible();
  await expect(page).toHaveURL(/q=stock\+lev/);
});

test('the tab opens the template with its service filled in', async ({
  page,
}) => {
  await openAsGuest(page, TAB);
  await page.getByRole('button', { name: 'Start from a template' }).click();
  await expect(
    page.getByRole('heading', { name: 'Start a retro' }).first(),
  ).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Service' })).toHaveValue(
    /inventory/,
  );
});
