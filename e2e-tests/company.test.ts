import { readFile } from 'node:fs/promises';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  inTheme,
  keepPicture,
  THEMES,
} from './support/accessible';
import { companyTest as test } from './support/demo';
import { machineOf } from './support/apiClient';
import { expect, openAsGuest } from './support/test';

const THREE_YEARS = '/postmortems?period=1095';
const PERIOD = `from=2020-01-01T00:00:00Z&to=${new Date().toISOString()}`;

test('every metric of a company has enough behind it, and leads to as many incidents as it counts', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openAsGuest(page, THREE_YEARS);
  await expect(
    page.getByRole('heading', { name: 'Metrics of 400 incidents' }),
  ).toBeVisible();
  await expect(page.getByText('Not enough data')).toHaveCount(0);

  const links = await page
    .getByRole('main')
    .getByRole('link', { name: /^Show the [\d,]+ / })
    .evaluateAll(all =>
      all.map(link => ({
        words: link.textContent ?? '',
        path: link.getAttribute('href') ?? '',
      })),
    );
  // Seven cards, coverage and time to resolve, most of them in two parts
  expect(links.length).toBeGreaterThanOrEqual(14);
  for (const { words, path } of links) {
    await page.goto(path);
    const count = /[\d,]+/.exec(words)![0];
    await expect(
      page.getByRole('heading', {
        level: 2,
        name: new RegExp(`— ${count}\\b`),
      }),
      words,
    ).toBeVisible();
  }
});

test('an owner narrows the metrics to the services of a group and its children', async ({
  page,
  backend,
}) => {
  const call = machineOf(backend);
  const count = async (entityRef: string): Promise<number> =>
    (await call('GET', `/org-metrics?${PERIOD}&entityRef=${entityRef}`))
      .incidents;
  const teams = ['warehouse', 'shipping', 'returns', 'supply', 'routing'];
  const counts = await Promise.all(
    teams.map(team => count(`group:default/${team}-team`)),
  );
  const sum = counts.reduce((total, one) => total + one, 0);
  expect(sum).toBeGreaterThan(counts[0]);

  await openAsGuest(page, THREE_YEARS);
  await page.getByRole('combobox', { name: 'Owner' }).fill('logistics');
  await page
    .getByRole('option', { name: /logistics/ })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: `Metrics of ${sum} incidents` }),
  ).toBeVisible();
  await expect(page).toHaveURL(/owner=group/);
});

test('the list of postmortems is downloaded whole', async ({
  page,
  backend,
}) => {
  const { postmortems } = await machineOf(backend)(
    'GET',
    `/org-metrics?${PERIOD}`,
  );
  await openAsGuest(page, `${THREE_YEARS}&view=postmortems`);
  await expect(page.getByRole('table').first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download list (CSV)' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  const rows = file.trim().split('\r\n');
  expect(rows).toHaveLength(postmortems + 1);
  expect(rows[0]).toMatch(/incident/i);
});

test('the home page shows what waits for the reader', async ({ page }) => {
  await openAsGuest(page);
  const widget = page.locator('.react-grid-item', {
    hasText: 'My postmortems and action items',
  });
  await expect(
    widget.getByRole('link', { name: 'Checkout is slow' }),
  ).toBeVisible();
  await expect(widget.getByText(/Overdue/).first()).toBeVisible();
  await keepPicture(page, 'home');
});

for (const theme of THEMES) {
  test(`metrics and lists are accessible and fit a phone in the ${theme} theme`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await inTheme(page, theme);
    await openAsGuest(page, THREE_YEARS);
    await expect(
      page.getByRole('img', { name: 'Incidents by category, per month' }),
    ).toBeVisible();
    await keepPicture(page, `metrics-${theme}-1400`);
    await page.setViewportSize({ width: 1400, height: 2600 });
    await keepPicture(page, `metrics-${theme}-whole`);
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    await expectAccessible(page);
    await page.setViewportSize({ width: 800, height: 900 });
    await keepPicture(page, `metrics-${theme}-800`);
    await page.setViewportSize({ width: 400, height: 900 });
    await expect(
      page.getByRole('heading', { name: 'Completion' }),
    ).toBeVisible();
    await expectNoSidewaysScroll(page);
    await keepPicture(page, `metrics-${theme}-400`);

    for (const [name, view] of [
      ['postmortems', '&view=postmortems'],
      ['action-items', '&view=action-items'],
      ['incidents', '&metric=completion&part=rest'],
    ]) {
      await page.setViewportSize({ width: 1400, height: 900 });
      await page.goto(`${THREE_YEARS}${view}`);
      await expect(page.getByRole('table').first()).toBeVisible();
      await expectAccessible(page);
      await keepPicture(page, `${name}-${theme}-1400`);
      await page.setViewportSize({ width: 400, height: 900 });
      await expect(page.getByRole('main')).toBeVisible();
      await expectNoSidewaysScroll(page);
      await keepPicture(page, `${name}-${theme}-400`);
    }
  });
}
