import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { keepPicture } from './support/accessible';
import { test } from './support/demo';
import { guestToken, type ExampleBackend } from './support/exampleBackend';
import { machineOf } from './support/apiClient';
import { expect, openAsGuest } from './support/test';

const KEY = 'INC-ZANZIBAR';
/** Nothing but this postmortem's evidence and root cause has it. */
const WORD = 'zanzibar';

/** Brings a recorded incident in once more, as somebody else's and about another field. */
async function openAnother(backend: ExampleBackend) {
  const call = machineOf(backend);
  const recorded = await readFile(
    path.join(__dirname, '..', 'examples', 'captures', 'bad-deployment.json'),
    'utf8',
  );
  const { incident, evidence, trace } = JSON.parse(
    recorded
      .replaceAll('currency', WORD)
      .replaceAll('INC-101', KEY)
      .replaceAll('inc-101', KEY.toLowerCase()),
  );
  await call('POST', '/incidents', {
    ...incident,
    title: 'Orders fail again',
    // The guest is in none of the groups that own it
    services: ['component:default/payment-service'],
  });
  await call('POST', `/incidents/${KEY}/evidence`, { nodes: evidence });
  await call('POST', `/incidents/${KEY}/traces`, trace);
  return call('POST', `/incidents/${KEY}/postmortems`, {});
}

/** How much the search finds for somebody; nothing as long as there is no index of that type. */
async function countFound(
  { url }: ExampleBackend,
  token: string,
  term: string,
  type = 'postmortems',
): Promise<number> {
  const answer = await fetch(
    `${url}/api/search/query?term=${term}&types%5B0%5D=${type}`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  return (await answer.json()).results?.length ?? 0;
}

test('a postmortem is found by a phrase of its root cause, until its incident becomes private', async ({
  page,
  backend,
}) => {
  test.setTimeout(180_000);
  const { sections } = await openAnother(backend);
  const cause = sections
    .find(({ id }: { id: string }) => id === 'rootCause')
    .blocks.flatMap(({ claims }: any) => claims)
    .find(({ text }: { text: string }) => text.includes(WORD));
  // A possible cause, until a person confirms it
  expect(cause.verdict).toBe('unverified');

  // Search has to build its indexes first; its page asks for both
  const token = await guestToken(backend);
  await expect
    .poll(() => countFound(backend, token, 'checkout', 'software-catalog'), {
      timeout: 90_000,
    })
    .toBeGreaterThan(0);
  await expect
    .poll(() => countFound(backend, token, WORD), { timeout: 90_000 })
    .toBe(1);
  await openAsGuest(page, `/search?query=rejects orders ${WORD} is missing`);
  const result = page.getByRole('link', { name: 'Orders fail again' });
  await expect(result.first()).toBeVisible();
  await expect(
    page.getByText(new RegExp(`${KEY} · SEV1 · \\d{4}-`)).first(),
  ).toBeVisible();
  await keepPicture(page, 'search');
  await result.first().click();
  await expect(page.getByRole('region', { name: 'Root cause' })).toContainText(
    WORD,
  );
  // What the page still asks for would be refused in a moment
  await page.waitForLoadState('networkidle');

  await machineOf(backend)('PATCH', `/incidents/${KEY}`, {
    visibility: 'private',
  });
  await expect
    .poll(() => countFound(backend, token, WORD), { timeout: 60_000 })
    .toBe(0);
  expect(await countFound(backend, token, 'currency')).toBeGreaterThan(0);
  await page.goto(`/search?query=${WORD}`);
  await expect(page.getByText(/no results/i).first()).toBeVisible();
  await expect(result).toHaveCount(0);
});

test('agents reach the postmortems through the MCP endpoint', async ({
  backend,
}) => {
  // An agent acts for a person, with what that person may do
  const token = await guestToken(backend);
  const call = async (method: string, params: object = {}) => {
    const answer = await fetch(`${backend.url}/api/mcp-actions/v1`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const text = await answer.text();
    expect(answer.ok, text.slice(0, 300)).toBe(true);
    const line = text.split('\n').find(one => one.startsWith('data:'));
    return JSON.parse(line ? line.slice(5) : text).result;
  };
  const { tools } = await call('tools/list');
  const names: string[] = tools.map(({ name }: { name: string }) => name);
  const nameOf = (action: string) =>
    names.find(name => name.endsWith(action)) ?? `no ${action} in ${names}`;
  const use = async (action: string, input: object) => {
    const { content, isError } = await call('tools/call', {
      name: nameOf(action),
      arguments: input,
    });
    expect(isError, JSON.stringify(content).slice(0, 300)).toBeFalsy();
    const text: string = content[0].text;
    return JSON.parse(text.replace(/^[^{]*/s, '').replace(/[^}]*$/s, ''));
  };
  const { postmortems } = await use('list-postmortems', {
    query: 'third of all orders',
  });
  expect(postmortems).toHaveLength(1);
  const document = await use('get-postmortem', { id: postmortems[0].id });
  expect(document.rootCauseStatus).toBe('candidates');
  const [cause, found] = document.claims.filter(
    ({ section }: { section: string }) => section === 'rootCause',
  );
  for (const [claim, verdict] of [
    [cause, 'unverified'],
    [found, 'supported'],
  ]) {
    const explained = await use('explain-claim', {
      postmortemId: postmortems[0].id,
      claimId: claim.id,
    });
    expect(explained.verdict).toBe(verdict);
    expect(explained.evidence.length).toBeGreaterThan(0);
  }

  const started = {
    key: 'INC-AGENT',
    title: 'The agent noticed it first',
    severity: 'sev3',
    services: ['component:default/inventory'],
    startedAt: new Date(Date.now() - 3_600_000).toISOString(),
  };
  const first = await use('start-retro', started);
  expect(first).toMatchObject({ incidentKey: 'INC-AGENT', created: true });
  const again = await use('start-retro', started);
  expect(again).toMatchObject({
    postmortemId: first.postmortemId,
    created: false,
  });
  const draft = await use('get-postmortem', { id: first.postmortemId });
  expect(draft.status).toBe('draft');
});
