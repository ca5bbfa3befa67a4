/** What the guide promises once everything is installed, in a real browser. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { log, repoRoot } from '../processes.mjs';
import { guestToken, toolNames, untilFound } from './backendCalls.mjs';

const fromRepo = createRequire(path.join(repoRoot, 'package.json'));
const TIMEOUT_MS = 60_000;

export function openBrowser(executablePath) {
  return fromRepo('playwright-core').chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

const heading = (page, name) => page.getByRole('heading', { name }).first();

/** New apps ask who is there; apps that sign the guest in by themselves do not. */
async function open(page, url) {
  await page.goto(url);
  const enter = page.getByRole('button', { name: 'Enter' });
  const inside = page.getByRole('link', { name: 'Postmortems' });
  await enter.or(inside).first().waitFor();
  if (await enter.isVisible()) {
    await enter.click();
  }
}

const OWN_HOSTS = ['localhost', '127.0.0.1'];

/**
 * A new app's home page tells jokes, which it gets from the internet and
 * crashes without. Nothing outside this machine is part of the test: it is
 * answered with nothing.
 */
function answerForOthers(page) {
  return page.route(
    url => !OWN_HOSTS.includes(url.hostname),
    route =>
      route.fulfill({
        json: {},
        headers: { 'access-control-allow-origin': '*' },
      }),
  );
}

/** Where a check that failed leaves a picture of the page. */
const SCREENSHOT = 'e2e-test-report/install-failed.png';

/**
 * @param running of `startApp`
 * @param sendEvidence runs the guide's command
 * @param addsWidget whether people put widgets on their home page themselves
 */
export async function firstPostmortem({ browser, ...promised }) {
  const page = await browser.newPage({
    viewport: { width: 1400, height: 900 },
  });
  page.setDefaultTimeout(TIMEOUT_MS);
  await answerForOthers(page);
  try {
    await keepPromises({ page, ...promised });
  } catch (error) {
    await page.screenshot({ path: path.join(repoRoot, SCREENSHOT) });
    log(`The page as it was: ${SCREENSHOT}`);
    throw error;
  }
}

async function keepPromises({
  check,
  page,
  running,
  sendEvidence,
  addsWidget,
}) {
  const crashes = [];
  page.on('pageerror', error => crashes.push(error));

  await check('the sidebar leads to the page', async () => {
    await open(page, running.url);
    await page.getByRole('link', { name: 'Postmortems' }).first().click();
    await heading(page, 'Postmortems').waitFor();
    await page.waitForURL('**/postmortems');
  });
  await check('the tab starts a postmortem', async () => {
    await open(
      page,
      `${running.url}/catalog/default/component/example-website`,
    );
    // A tab in one system, a link in the other
    await page
      .getByRole('tab', { name: 'Postmortems' })
      .or(page.locator('a[href$="/example-website/postmortems"]'))
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Start/ })
      .last()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Incident key/).fill('INC-42');
    await dialog.getByLabel(/Title/).fill('The website answers with errors');
    await dialog.getByRole('button', { name: /Start|Write/ }).click();
    await heading(page, 'The website answers with errors').waitFor();
  });
  await check('evidence is sent and the document regenerated', async () => {
    await sendEvidence();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Regenerate' }).click();
    await page.getByText('WebsiteErrors').first().waitFor();
  });
  await check('the tab has the template', async () => {
    await open(
      page,
      `${running.url}/catalog/default/component/example-website/postmortems`,
    );
    await page.getByRole('button', { name: 'Start from a template' }).click();
    await heading(page, 'Start a retro').waitFor();
  });
  await check('the home page has what is mine', async () => {
    await open(page, `${running.url}/home`);
    if (addsWidget) {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Add widget' }).click();
      await page
        .getByRole('dialog')
        .getByText('My postmortems and action items')
        .click();
    }
    await page.getByText('Postmortems in progress').first().waitFor();
  });
  const token = await guestToken(running);
  await check('search finds the postmortem', async () => {
    await untilFound(running, token);
    await open(page, `${running.url}/search?query=website`);
    const types = page.getByRole('navigation', { name: 'filter by type' });
    await types.getByRole('button', { name: 'Postmortems' }).click();
    await page
      .getByRole('link', { name: 'The website answers with errors' })
      .first()
      .click();
    await heading(page, 'The website answers with errors').waitFor();
  });
  await check('agents find the actions', async () => {
    const names = await toolNames(running, token);
    if (!names.some(name => name.endsWith('list-postmortems'))) {
      throw new Error(`No list-postmortems in ${names.join(', ')}`);
    }
  });
  await check('nothing crashed in the browser', async () => {
    if (crashes.length > 0) {
      throw crashes[0];
    }
  });
}
