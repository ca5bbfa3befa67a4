import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  EvidenceSource,
  OngoingIncident,
} from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

const incident = (key: string, resolvedAt?: string) => ({
  key,
  title: 'Checkout fails',
  severity: 'sev2',
  services: ['component:default/checkout', 'component:default/cart'],
  startedAt: minutesAgo(300),
  ...(resolvedAt && { resolvedAt }),
});

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a webhook that chooses what is stored', () => {
  it('is told which incidents go on, and stores what it chose or nothing', async () => {
    const asked: OngoingIncident[][] = [];
    const processed: string[] = [];
    const source: EvidenceSource = {
      id: 'hook',
      webhook: {
        async authenticate({ rawBody }) {
          const body = rawBody.toString('utf8');
          return {
            deliveryId: body,
            reply: { contentType: 'application/json', body: '{}' },
            async choose(incidents) {
              asked.push(await incidents.listOngoing());
              return body === 'noise'
                ? {
                    reply: { contentType: 'application/json', body: '{"a":1}' },
                  }
                : { body: `chosen of ${body}`, orderKey: 'OPEN' };
            },
          };
        },
        async process({ body }) {
          processed.push(body);
        },
      },
    };
    const backend = await startPostmortems({
      databases,
      databaseId: 'SQLITE_3',
      sources: [source],
    });
    const { api } = backend;
    await api.post('/incidents', incident('OPEN'));
    await api.post('/incidents', incident('ENDED', minutesAgo(10)));
    await api.post('/incidents', incident('LONG-AGO', minutesAgo(120)));
    const send = (body: string) =>
      request(backend.server)
        .post('/api/postmortems/webhooks/hook')
        .set('content-type', 'text/plain')
        .send(body);
    const answers = [await send('noise'), await send('signal')];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, '{"a":1}'],
      [200, '{}'],
    ]);
    while (processed.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(processed).toEqual(['chosen of signal']);
    expect(asked[0].map(({ key }) => key).sort()).toEqual(['ENDED', 'OPEN']);
    expect(asked[0][0].services).toHaveLength(2);
    const rows = await backend.knex!('webhook_deliveries').select(
      'delivery_id',
      'order_key',
    );
    expect(rows).toEqual([
      { delivery_id: 'signal', order_key: expect.any(String) },
    ]);
    await backend.stop();
  });
});
