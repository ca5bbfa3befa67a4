import { blockOf, RECEIVED, sourceOf } from './__testUtils__/sourceOf';

const deployed = { service: 'checkout', at: '2026-03-02T14:00:00Z' };

describe('WebhookSource', () => {
  it('keeps the time of arrival for one that is missing, odd or in the future', async () => {
    const { deliver } = sourceOf(blockOf({ time: '/at' }));
    const timeOf = async (at: unknown) =>
      (await deliver({ ...deployed, at }))![0].node.timestamp;
    const arrival = RECEIVED.toISOString();
    await expect(timeOf('2026-03-02T15:59:00+01:00')).resolves.toBe(
      '2026-03-02T14:59:00.000Z',
    );
    await expect(timeOf(1772460020)).resolves.toBe('2026-03-02T14:00:20.000Z');
    await expect(timeOf('1772460020000')).resolves.toBe(
      '2026-03-02T14:00:20.000Z',
    );
    for (const odd of [
      undefined,
      null,
      {},
      'yesterday',
      '2031-01-01T00:00:00Z',
    ]) {
      await expect(timeOf(odd)).resolves.toBe(arrival);
    }
  });

  it.each([
    ['2026-03-02 15:00:20 +0100', '2026-03-02T14:00:20.000Z'],
    ['2026-03-02T15:00:20+01', '2026-03-02T14:00:20.000Z'],
    ['2026-03-02 14:00:20 UTC', '2026-03-02T14:00:20.000Z'],
    // Without a zone it is UTC, wherever the server is
    ['2026-03-02T14:00:20', '2026-03-02T14:00:20.000Z'],
    ['2026-03-02 14:00:20,5', '2026-03-02T14:00:20.500Z'],
    [1772460020.25, '2026-03-02T14:00:20.250Z'],
    ['1772460020000000', '2026-03-02T14:00:20.000Z'],
    ['1772460020000000000', '2026-03-02T14:00:20.000Z'],
  ])('reads the time %s', async (at, expected) => {
    const { deliver, logger } = sourceOf(blockOf({ time: '/at' }));
    const [{ node }] = (await deliver({ ...deployed, at }))!;
    expect(node.timestamp).toBe(expected);
    expect(node.payload).toEqual({ kind: 'deployment' });
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it.each(['build 5', '1', '3', '03/02/2026', '2026', '2026-03-02T25:00:00Z'])(
    'invents no time for %s, and says so',
    async at => {
      const { deliver, logger } = sourceOf(blockOf({ time: '/at' }));
      const [{ node }] = (await deliver({ ...deployed, at }))!;
      expect(node.timestamp).toBe(RECEIVED.toISOString());
      expect(node.payload.timeUnknown).toBe(true);
      expect(logger.warn).toHaveBeenCalledWith(
        'Not all was taken from the webhook ci: what is at /at is no time: it has the time of its arrival',
      );
    },
  );

  it('takes a flag that is turned on again for another fact, by the number of its delivery', async () => {
    const { deliver } = sourceOf(blockOf({}, { deliveryHeader: 'X-Delivery' }));
    const idOf = async (delivery: string) => {
      const headers = { 'x-delivery': delivery };
      return (await deliver(deployed, { headers }))![0].node.id;
    };
    await expect(idOf('1')).resolves.toBe(await idOf('1'));
    await expect(idOf('3')).resolves.not.toBe(await idOf('1'));
  });

  it('takes any of several tokens, as while one is replaced', async () => {
    const auth = { token: { value: ['t0ken', 'n3w'] } };
    const { deliver } = sourceOf(blockOf({}, { auth }));
    for (const token of ['t0ken', 'n3w']) {
      const headers = { authorization: `Bearer ${token}` };
      await expect(deliver(deployed, { headers })).resolves.toHaveLength(1);
    }
    await expect(
      deliver(deployed, { headers: { authorization: 'Bearer guess' } }),
    ).rejects.toThrow('auth.token');
  });

  it('keeps the name of a service that the catalog lacks, and finds entity refs', async () => {
    const { deliver } = sourceOf(
      blockOf({}, { services: { 'pay*': 'Component:default/Payments' } }),
    );
    const servicesOf = async (service: unknown) =>
      (await deliver({ service }))![0].services;
    await expect(servicesOf('unheard-of')).resolves.toEqual(['unheard-of']);
    await expect(servicesOf('Pay-EU')).resolves.toEqual([
      'component:default/payments',
    ]);
    await expect(servicesOf(['checkout', 'pay', 'pay-2'])).resolves.toEqual([
      'component:default/checkout',
      'component:default/payments',
    ]);
  });

  it('takes each item of a list, what is odd among them apart', async () => {
    const { deliver, logger } = sourceOf(
      blockOf({
        items: '/steps',
        kind: 'event',
        title: '{/step} of {/run}',
        service: '/service',
      }),
    );
    const offers = await deliver({
      run: 'run 81',
      steps: [
        { step: 'one', service: 'checkout' },
        'odd',
        { step: 'two', service: 'checkout' },
      ],
    });
    expect(offers!.map(({ node }) => node.payload.message)).toEqual([
      'one of run 81',
      'two of run 81',
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      'Not all was taken from the webhook ci: there is nothing at /service, which is its service',
    );
  });

  it('gives the same id to what is sent again, and another to what differs', async () => {
    const { deliver } = sourceOf(blockOf({ version: '/version' }));
    const idOf = async (version: string) =>
      (await deliver({ ...deployed, version }))![0].node.id;
    await expect(idOf('1')).resolves.toBe(await idOf('1'));
    await expect(idOf('2')).resolves.not.toBe(await idOf('1'));
  });

  it('takes an id that no evidence can have by its digest', async () => {
    const { deliver } = sourceOf(blockOf({ id: '/id' }));
    const [{ node }] = (await deliver({
      ...deployed,
      id: 'ä b\n'.repeat(99),
    }))!;
    expect(node.id).toMatch(/^ci\/[0-9a-f]{32}$/);
  });

  it('cuts text between two characters, and keeps no character that cannot be stored', async () => {
    const { deliver } = sourceOf(blockOf({ title: '/title' }));
    const title = `\u0000${'\u{1f525}'.repeat(100_000)}`;
    const [{ node }] = (await deliver({ ...deployed, title }))!;
    const text = String(node.payload.description);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).toMatch(/^\ufffd(?:\u{1f525})+…$/u);
  });

  it('looks at own properties only', async () => {
    const { deliver } = sourceOf(
      blockOf({ version: '/constructor/name', title: '/__proto__/x' }),
    );
    const [{ node }] = (await deliver(deployed))!;
    expect(node.payload).toEqual({ kind: 'deployment' });
  });

  it('takes no address that is not of the web', async () => {
    const { deliver } = sourceOf(blockOf({ url: '/url' }));
    const [{ node }] = (await deliver({
      ...deployed,
      url: 'ftp://ci.example.com/1',
    }))!;
    expect(node.sourceUrl).toBeUndefined();
  });

  it('becomes a dead letter that says what is missing', async () => {
    const { deliver } = sourceOf(blockOf({}));
    await expect(deliver({})).rejects.toThrow(
      'Nothing was taken from the webhook ci: there is nothing at /service',
    );
    await expect(
      deliver(deployed, { outcome: { status: 'rejected', reason: 'too old' } }),
    ).rejects.toThrow('too old');
    const list = sourceOf(blockOf({ items: '/steps' }));
    await expect(list.deliver(deployed)).rejects.toThrow(
      'there is no list at /steps',
    );
  });

  it('stores nothing of a body that fits no mapping', async () => {
    const { deliver } = sourceOf(
      blockOf({ when: { '/env': ['prod', 'live'] } }),
    );
    await expect(
      deliver({ ...deployed, env: 'test' }),
    ).resolves.toBeUndefined();
    await expect(deliver({ ...deployed, env: 'Live' })).resolves.toHaveLength(
      1,
    );
    await expect(deliver([])).resolves.toBeUndefined();
  });

  it('knows a delivery by its header, else by its body', async () => {
    const { source } = sourceOf(blockOf({}, { deliveryHeader: 'X-Delivery' }));
    const accept = (headers: object) =>
      source.webhook.authenticate({
        headers: { authorization: 'Bearer t0ken', ...headers },
        rawBody: Buffer.from(JSON.stringify(deployed)),
      });
    await expect(accept({ 'x-delivery': '17' })).resolves.toEqual({
      deliveryId: '17',
    });
    await expect(accept({})).resolves.toEqual({
      deliveryId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it.each([
    [{ authorization: 'Bearer guess' }],
    [{ authorization: undefined }],
    [{ authorization: 'Basic t0ken' }],
  ])('refuses a call with %j', async headers => {
    await expect(
      sourceOf(blockOf({})).deliver(deployed, { headers }),
    ).rejects.toThrow('The webhook ci needs its auth.token');
  });

  it.each(['sha1', 'sha256', 'sha512'])(
    'checks a signature with %s over the body as it came',
    async algorithm => {
      const { deliver } = sourceOf(
        blockOf(
          {},
          {
            auth: {
              signature: {
                algorithm,
                secret: 's3cret',
                header: 'X-Signature',
                encoding: 'base64',
                prefix: 'v1=',
              },
            },
          },
        ),
      );
      await expect(deliver(deployed)).resolves.toHaveLength(1);
      for (const sent of ['', 'v1=', 'v1=AAAA']) {
        await expect(
          deliver(deployed, { headers: { 'x-signature': sent } }),
        ).rejects.toThrow('does not fit the auth.signature of the webhook ci');
      }
    },
  );

  it('refuses what is not JSON', async () => {
    await expect(sourceOf(blockOf({})).deliver('a=b')).rejects.toThrow(
      'The body of the webhook ci is not JSON',
    );
  });
});
