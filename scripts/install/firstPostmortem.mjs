/** What the guide promises once everything is installed, in a real browser. */
import path from 'node:path';
import { chromium } from 'playwright-core';
import { log, repoRoot } from '../processes.mjs';

const TIMEOUT_MS = 60_000;
/** Collation is every minute, as the guide has it. */
const SEARCH_TIMEOUT_MS = 90_000;
/** Where a check that failed leaves a picture of the page. */
const SCREENSHOT = path.join('e2e-test-report', 'install-failed.png');

const WEBSITE = 'catalog/default/component/example-website';
const OWN_HOSTS = ['localhost', '127.0.0.1'];

/**
 * @param running of `startApp`
 * @param sendEvidence runs the guide's command
 * @param addsWidget whether people put widgets on their home page themselves
 */
export async function firstPostmortem(promised) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({
    viewport: { width: 1400, height: 900 },
  });
  page.setDefaultTimeout(TIMEOUT_MS);
  // A new app's home page tells jokes, which it gets from the internet and
  // crashes without. Nothing outside this machine is part of the test.
  await page.route(
    url => !OWN_HOSTS.includes(url.hostname),
    route =>
      route.fulfill({
        json: {},
        headers: { 'access-control-allow-origin': '*' },
      }),
  );
  try {
    await keepPromises({ page, ...promised });
  } catch (error) {
    await page.screenshot({ path: path.join(repoRoot, SCREENSHOT) });
    log(`The page as it was: ${SCREENSHOT}`);
    throw error;
  } finally {
    await browser.close();
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

  const heading = name => page.getByRole('heading', { name }).first();
  const click = (role, name) => page.getByRole(role, { name }).first().click();
  const open = async address => {
    await page.goto(`${running.url}/${address}`);
    // New apps ask who is there; others sign the guest in by themselves.
    const enter = page.getByRole('button', { name: 'Enter' });
    const inside = page.getByRole('link', { name: 'Postmortems' });
    await enter.or(inside).first().waitFor();
    if (await enter.isVisible()) {
      await enter.click();
    }
  };

  await check('the sidebar leads to the page', async () => {
    await open('');
    await click('link', 'Postmortems');
    await heading('Postmortems').waitFor();
    await page.waitForURL('**/postmortems');
  });
  await check('the tab starts a postmortem', async () => {
    await open(WEBSITE);
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
    await heading('The website answers with errors').waitFor();
  });
  await check('evidence is sent and the document regenerated', async () => {
    await sendEvidence();
    await click('button', 'Actions');
    await click('menuitem', 'Regenerate');
    await page.getByText('WebsiteErrors').first().waitFor();
  });
  await check('the tab has the template', async () => {
    await open(`${WEBSITE}/postmortems`);
    await click('button', 'Start from a template');
    await heading('Start a retro').waitFor();
  });
  await check('the home page has what is mine', async () => {
    await open('home');
    if (addsWidget) {
      await click('button', 'Edit');
      await click('button', 'Add widget');
      await page
        .getByRole('dialog')
        .getByText('My postmortems and action items')
        .click();
    }
    await page.getByText('Postmortems in progress').first().waitFor();
  });
  const call = await backendOf(page, running);
  await check('search finds the postmortem', async () => {
    const deadline = Date.now() + SEARCH_TIMEOUT_MS;
    const query = 'search/query?term=website&types%5B0%5D=postmortems';
    while (!(await call('GET', query)).includes('INC-42')) {
      if (Date.now() > deadline) {
        throw new Error('Search does not find INC-42');
      }
      await page.waitForTimeout(2_000);
    }
    await open('search?query=website');
    await page
      .getByRole('navigation', { name: 'filter by type' })
      .getByRole('button', { name: 'Postmortems' })
      .click();
    await click('link', 'The website answers with errors');
    await heading('The website answers with errors').waitFor();
  });
  await check('agents find the actions', async () => {
    const tools = await call('POST', 'mcp-actions/v1', {
      headers: { accept: 'application/json, text/event-stream' },
      data: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    });
    if (!/"name":"[^"]*list-postmortems"/.test(tools)) {
      throw new Error(`No list-postmortems in ${tools.slice(0, 300)}`);
    }
  });
  await check('nothing crashed in the browser', async () => {
    if (crashes.length > 0) {
      throw crashes[0];
    }
  });
}

/** Calls the backend as the guest, whom new apps sign in. */
async function backendOf(page, { backend }) {
  const signIn = await page.request.post(`${backend}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { token } = (await signIn.json()).backstageIdentity;
  return async (method, address, { headers, ...options } = {}) => {
    const answer = await page.request.fetch(`${backend}/api/${address}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...options,
    });
    return answer.text();
  };
}
