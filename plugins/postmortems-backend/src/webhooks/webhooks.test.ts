import { AuthenticationError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const incident = {
  key: 'HOOK-1',
  title: 'From a webhook',
  severity: 'sev2' as const,
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
  visibility: 'public' as const,
  participants: [],
};
const node = (id: string) => ({
  id,
  sourceType: 'telemetry' as const,
  timestamp: '2026-03-02T14:10:00.000Z',
  payload: { kind: 'log', message: `line ${id}` },
  metadata: { service: 'checkout' },
});

/** Opens an incident for each delivery; fails as often as it is told. */
function hookSource(failures = 0) {
  const seen: string[] = [];
  let left = failures;
  const source: EvidenceSource = {
    id: 'hook',
    webhook: {
      async authenticate({ headers, rawBody }) {
        if (headers['x-secret'] !== 's3cret') {
          throw new AuthenticationError('Wrong secret');
        }
        return rawBody.includes('ping')
          ? {}
          : { deliveryId: rawBody.toString('hex').slice(0, 64) };
      },
      async process({ body }, access) {
        seen.push(body);
        await access.createIncident(incident);
        await access.addEvidence('HOOK-1', [node('from-hook')]);
        if (left > 0) {
          left -= 1;
          throw new Error('cut off');
        }
        await access.updateIncident('HOOK-1', {
          resolvedAt: '2026-03-02T15:00:00.000Z',
        });
      },
    },
  };
  return { source, seen };
}

async function until<T>(
  check: () => Promise<T | undefined | false>,
): Promise<T> {
  for (;;) {
    const found = await check();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

describe('webhooks', () => {
  it('answers at once and processes each delivery once', async () => {
    const { source, seen } = hookSource();
    const { server, api, stop } = await startPostmortems({ sources: [source] });
    const call = (secret: string, path = 'hook') =>
      request(server)
        .post(`/api/postmortems/webhooks/${path}`)
        .set('x-secret', secret)
        .send({ alert: 'firing' });

    expect((await call('wrong')).status).toBe(401);
    expect((await call('s3cret', 'nobody')).status).toBe(404);
    const [first, second] = [await call('s3cret'), await call('s3cret')];
    expect([first.status, first.body]).toEqual([202, { status: 'accepted' }]);
    expect([second.status, second.body]).toEqual([
      202,
      { status: 'duplicate' },
    ]);
    const ping = await request(server)
      .post('/api/postmortems/webhooks/hook')
      .set('x-secret', 's3cret')
      .send({ ping: true });
    expect([ping.status, ping.body]).toEqual([202, { status: 'ignored' }]);

    const opened = await until(async () => {
      const { body } = await api.get('/incidents/HOOK-1');
      return body.status === 'resolved' && body;
    });
    expect(opened).toMatchObject({ createdBy: 'source:hook' });
    expect(seen).toEqual(['{"alert":"firing"}']);
    await stop();
  });

  it('retries a delivery after a failure', async () => {
    const { source, seen } = hookSource(1);
    const { server, api, knex, stop } = await startPostmortems({
      sources: [source],
    });
    await request(server)
      .post('/api/postmortems/webhooks/hook')
      .set('x-secret', 's3cret')
      .send({ alert: 'firing' });

    await until(async () => {
      const { body } = await api.get('/incidents/HOOK-1');
      return body.status === 'resolved';
    });
    expect(seen).toHaveLength(2);
    expect(
      (await api.get('/incidents/HOOK-1/evidence')).body.items,
    ).toHaveLength(1);
    expect(knex).toBeUndefined();
    await stop();
  });

  it('rejects a delivery that is too large', async () => {
    const { source } = hookSource();
    const { server, stop } = await startPostmortems({ sources: [source] });
    const { status, body } = await request(server)
      .post('/api/postmortems/webhooks/hook')
      .set('x-secret', 's3cret')
      .set('content-type', 'application/json')
      .send(`"${'x'.repeat(17 * 1024 * 1024)}"`);

    expect(status).toBe(413);
    // Whoever sent it
    expect(body.error.message).toContain(
      'Let the sender put fewer items into one delivery, or raise postmortems.webhooks.maxBodyMegabytes',
    );
    await stop();
  });
});
