import { test } from './support/demo';
import { expect, openAsGuest } from './support/test';

async function guestToken(url: string): Promise<string> {
  const signIn = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  return (await signIn.json()).backstageIdentity.token;
}

test('a postmortem is found by a phrase of its root cause, a private one is not', async ({
  page,
  backend,
}) => {
  test.setTimeout(120_000);
  // Somebody else's, with a word that nothing else contains
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${backend.url}/api/postmortems/v1${path}`, {
      method: 'POST',
      headers: {
        ...backend.machineHeaders,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
  };
  await post('/incidents', {
    key: 'INC-SECRET',
    title: 'Zanzibarian failure',
    severity: 'sev1',
    services: ['component:default/payment-service'],
    startedAt: new Date(Date.now() - 3_600_000).toISOString(),
    visibility: 'private',
  });
  await post('/incidents/INC-SECRET/retrospectives', {});

  // Search has to build its index first
  const token = await guestToken(backend.url);
  await expect(async () => {
    for (const [type, term] of [
      ['postmortems', 'currency'],
      ['software-catalog', 'checkout'],
    ]) {
      const answer = await fetch(
        `${backend.url}/api/search/query?term=${term}&types%5B0%5D=${type}`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      expect((await answer.json()).results?.length).toBeGreaterThan(0);
    }
  }).toPass({ timeout: 60_000 });

  await openAsGuest(page, '/search?query=currency');
  await expect(
    page
      .getByRole('link', { name: /Checkout rejects a third of all orders/ })
      .first(),
  ).toBeVisible();
  await expect(
    page.getByText(/INC-101 · SEV\d · \d{4}-/).first(),
  ).toBeVisible();

  await page.goto('/search?query=Zanzibarian');
  await expect(page.getByText(/no results/i).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /Zanzibarian/ })).toHaveCount(0);
});

test('agents reach the postmortems through the MCP endpoint', async ({
  backend,
}) => {
  // An agent acts for a person, with what that person may do
  const token = await guestToken(backend.url);
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
  const cause = document.claims.find(
    ({ section }: { section: string }) => section === 'rootCause',
  );
  const explained = await use('explain-claim', {
    postmortemId: postmortems[0].id,
    claimId: cause.id,
  });
  expect(explained.verdict).toBe('supported');
  expect(explained.evidence.length).toBeGreaterThan(0);
});
