import { readFile } from 'node:fs/promises';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  inTheme,
  keepPicture,
  THEMES,
} from './support/accessible';
import { companyTest as test } from './support/demo';
import { machineOf } from './support/machine';
import { expect, openAsGuest } from './support/test';

const THREE_YEARS = '/postmortems?period=1095';

test('every figure of a company has enough behind it, and leads to as many incidents as it counts', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openAsGuest(page, THREE_YEARS);
  await expect(
    page.getByRole('heading', { name: 'Learning from 404 incidents' }),
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
  // Six cards, coverage and time to resolve, most of them in two parts
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

test('an owner narrows the figures to the services of a group and its children', async ({
  page,
  backend,
}) => {
  const call = machineOf(backend);
  const period = `from=2020-01-01T00:00:00Z&to=${new Date().toISOString()}`;
  const { byGroup } = (await call('GET', `/metrics?${period}`)).actionItems;
  const group = byGroup.find(({ owner }: { owner: string | null }) =>
    owner?.startsWith('group:'),
  ).owner;
  const { incidents } = await call('GET', `/metrics?${period}&owner=${group}`);
  expect(incidents).toBeGreaterThan(0);
  await openAsGuest(page, `${THREE_YEARS}&owner=${encodeURIComponent(group)}`);
  await expect(
    page.getByRole('heading', {
      name: new RegExp(`Learning from ${incidents} incident`),
    }),
  ).toBeVisible();
});

test('the list of postmortems is downloaded whole', async ({ page }) => {
  await openAsGuest(page, `${THREE_YEARS}&view=postmortems`);
  const heading = page.getByRole('heading', { name: /^\d+ postmortems$/ });
  const shown = await heading.innerText();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download list (CSV)' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  const rows = file.trim().split('\r\n');
  expect(rows).toHaveLength(Number.parseInt(shown, 10) + 1);
  expect(rows[0]).toMatch(/incident/i);
});

test('the home page shows what waits for the reader', async ({ page }) => {
  await openAsGuest(page, '/home');
  await expect(
    page.getByText('My postmortems and action items').first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'All postmortems' }),
  ).toBeVisible();
  await keepPicture(page, 'home');
});

for (const theme of THEMES) {
  test(`figures and lists are accessible and fit a phone in the ${theme} theme`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await inTheme(page, theme);
    await openAsGuest(page, THREE_YEARS);
    await expect(
      page.getByRole('img', { name: 'Incidents by theme, per month' }),
    ).toBeVisible();
    await keepPicture(page, `figures-${theme}-1400`, true);
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    await expectAccessible(page);
    await page.setViewportSize({ width: 800, height: 900 });
    await keepPicture(page, `figures-${theme}-800`, true);
    await page.setViewportSize({ width: 400, height: 900 });
    await expect(
      page.getByRole('heading', { name: 'Completion' }),
    ).toBeVisible();
    await expectNoSidewaysScroll(page);
    await keepPicture(page, `figures-${theme}-400`);

    for (const [name, view] of [
      ['postmortems', '&view=postmortems'],
      ['action-items', '&view=action-items'],
      ['incidents', '&figure=completion&part=misses'],
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
