/** What the guide promises of the backend, asked for in the name of the guest. */

/** Collation is every minute, as the guide has it. */
const SEARCH_TIMEOUT_MS = 90_000;
const POLL_MS = 2_000;

async function call(url, { headers, ...init } = {}) {
  const answer = await fetch(url, {
    ...init,
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 300)}`);
  }
  return text;
}

/** A token of the guest, whom new apps sign in. */
export async function guestToken({ backend }) {
  const text = await call(`${backend}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  return JSON.parse(text).backstageIdentity.token;
}

/** Waits until search finds the incident's postmortem. */
export async function untilFound({ backend }, token) {
  const deadline = Date.now() + SEARCH_TIMEOUT_MS;
  for (;;) {
    const text = await call(
      `${backend}/api/search/query?term=website&types%5B0%5D=postmortems`,
      { headers: { authorization: `Bearer ${token}` } },
    ).catch(error => error.message);
    if (text.includes('INC-42')) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`Search does not find INC-42: ${text.slice(0, 300)}`);
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}

/** Names of the tools that the MCP endpoint offers. */
export async function toolNames({ backend }, token) {
  const text = await call(`${backend}/api/mcp-actions/v1`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
  const event = text.split('\n').find(line => line.startsWith('data:'));
  const { result } = JSON.parse(event ? event.slice('data:'.length) : text);
  return result.tools.map(({ name }) => name);
}
