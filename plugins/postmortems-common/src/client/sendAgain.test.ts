import { PostmortemsClient } from './PostmortemsClient';

const delivery = {
  source: 'hook',
  id: 'd',
  kind: 'delivery',
  state: 'waiting',
  receivedAt: '2026-03-02T14:02:00Z',
  attempts: 0,
  body: '',
  bodyLength: 0,
  withheld: false,
};
const answer = (status: number, body: object, headers = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
const refusal = (status: number, name = 'Error', headers = {}) =>
  answer(
    status,
    {
      error: { name, message: 'no' },
      response: { statusCode: status },
    },
    headers,
  );

/** A client over a network that gives these answers, one after the other. */
function clientOver(answers: (Response | Error)[]) {
  const keys: (string | null)[] = [];
  const client = new PostmortemsClient({
    discoveryApi: { getBaseUrl: async () => 'http://localhost/api' },
    fetchApi: {
      fetch: async (_, init) => {
        keys.push(new Headers(init?.headers).get('idempotency-key'));
        const next = answers.shift()!;
        if ('status' in next) return next;
        throw next;
      },
    },
  });
  return { client, keys };
}

describe('writes of the client', () => {
  it.each([
    ['no answer', new TypeError('Failed to fetch')],
    ['a backend that stops', refusal(503, 'Error', { 'retry-after': '1' })],
    ['the same write in progress', refusal(409, 'RequestInProgressError')],
  ])('are sent again with the same key after %s', async (_, first) => {
    const { client, keys } = clientOver([first, answer(200, delivery)]);
    expect(await client.retryDelivery('hook', 'd')).toMatchObject({ id: 'd' });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('have a key each, or the one that the caller chose', async () => {
    const { client, keys } = clientOver([
      answer(200, delivery),
      answer(200, delivery),
      answer(200, delivery),
    ]);
    await client.retryDelivery('hook', 'd');
    await client.retryDelivery('hook', 'd');
    await client.retryDelivery('hook', 'd', { idempotencyKey: 'mine' });
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
  });

  it.each([
    ['a conflict', refusal(409)],
    ['a refusal', refusal(403)],
  ])('are not sent again after %s', async (_, first) => {
    const { client, keys } = clientOver([first]);
    await expect(client.retryDelivery('hook', 'd')).rejects.toThrow();
    expect(keys).toHaveLength(1);
  });

  it('wait as long as a dead replica keeps a write', async () => {
    const busy = () =>
      refusal(409, 'RequestInProgressError', { 'retry-after': '0.1' });
    const { client, keys } = clientOver([
      ...Array.from({ length: 5 }, busy),
      answer(200, delivery),
    ]);
    expect(await client.retryDelivery('hook', 'd')).toMatchObject({ id: 'd' });
    expect(new Set(keys).size).toBe(1);
  });

  it('are read when they were done and their answer is lost', async () => {
    const { client, keys } = clientOver([
      new TypeError('Failed to fetch'),
      refusal(409, 'AlreadyDoneError'),
      answer(200, delivery),
    ]);
    expect(await client.retryDelivery('hook', 'd')).toMatchObject({ id: 'd' });
    expect(keys.map(key => key !== null)).toEqual([true, true, false]);
  });

  it('keep their key when somebody tries again after no answer came', async () => {
    const lost = () => new TypeError('Failed to fetch');
    const { client, keys } = clientOver([
      lost(),
      lost(),
      lost(),
      answer(200, delivery),
      answer(200, delivery),
    ]);
    await expect(client.retryDelivery('hook', 'd')).rejects.toThrow();
    await client.retryDelivery('hook', 'd');
    expect(new Set(keys).size).toBe(1);
    await client.retryDelivery('hook', 'd');
    expect(new Set(keys).size).toBe(2);
  });

  it.each([
    ['a minute', async () => jest.setSystemTime(Date.now() + 61_000), []],
    [
      'another write to the same was answered',
      (client: PostmortemsClient) => client.dropDelivery('hook', 'd'),
      [answer(200, delivery)],
    ],
    [
      'the same was read again',
      (client: PostmortemsClient) => client.getDelivery('hook', 'd'),
      [answer(200, delivery)],
    ],
  ])('have a new key after %s', async (_, pass, answers) => {
    jest.useFakeTimers({ doNotFake: ['setTimeout'] });
    const lost = () => new TypeError('Failed to fetch');
    const { client, keys } = clientOver([
      lost(),
      lost(),
      lost(),
      ...answers,
      answer(200, delivery),
    ]);
    await expect(client.retryDelivery('hook', 'd')).rejects.toThrow();
    await pass(client);
    await client.retryDelivery('hook', 'd');
    expect(keys.at(-1)).not.toBe(keys[0]);
    jest.useRealTimers();
  });

  it('are given up after the third time', async () => {
    const lost = () => new TypeError('Failed to fetch');
    const { client, keys } = clientOver([lost(), lost(), lost()]);
    await expect(client.retryDelivery('hook', 'd')).rejects.toThrow(
      'Failed to fetch',
    );
    expect(keys).toHaveLength(3);
  });
});
