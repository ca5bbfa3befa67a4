import type { Response } from 'supertest';
import { createTestDatabases } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { IdempotencyStore } from './IdempotencyStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const ada = asUser('ada');

describe.each(databases.eachSupportedId())(
  'writes with an Idempotency-Key on %s',
  databaseId => {
    let backend: Awaited<ReturnType<typeof startPostmortems>>;
    let postmortem: any;
    const keyed = (
      method: 'post' | 'put' | 'patch',
      path: string,
      body: object,
      key: string,
      as = ada,
    ): Promise<Response> =>
      backend.api[method](path, body, as).set('idempotency-key', key);

    beforeAll(async () => {
      backend = await startPostmortems({ databases, databaseId });
      await backend.api.post('/incidents', {
        key: 'INC-1',
        title: 'Checkout rejects orders',
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: '2026-03-02T14:02:00Z',
      });
      const { body } = await backend.api.post(
        '/incidents/INC-1/postmortems',
        {},
      );
      postmortem = body;
    });
    afterAll(() => backend.stop());

    it('are done once and answered the same when they are sent again', async () => {
      const { id } = postmortem;
      const [block] = postmortem.sections[0].blocks;
      const { body: before } = await backend.api.get(`/postmortems/${id}`);
      const edit = {
        baseRevision: before.revision,
        claims: [
          { kind: 'summary', text: 'Orders failed.', spans: [], attest: true },
        ],
      };
      const item = {
        title: 'Alert on rejected orders',
        type: 'detect',
        endState: 'An alert fires when orders are rejected',
      };
      const writes = [
        ['post', '/incidents/INC-1/notes', { text: 'The till was blank.' }],
        ['put', `/postmortems/${id}/blocks/${block.id}`, edit],
        [
          'post',
          `/postmortems/${id}/sections/impact/blocks`,
          {
            claims: [
              {
                kind: 'impact',
                text: 'A till was blank.',
                spans: [],
                attest: true,
              },
            ],
            after: null,
          },
        ],
        ['post', `/postmortems/${id}/action-items`, item],
        [
          'post',
          `/postmortems/${id}/transitions`,
          { to: 'in_review', reason: 'Ready' },
        ],
        ['patch', '/incidents/INC-1', { severity: 'sev1' }],
      ] as const;
      for (const [index, [method, path, body]] of writes.entries()) {
        const first = await keyed(method, path, body, `same-${index}`);
        const again = await keyed(method, path, body, `same-${index}`);

        expect({ path, status: first.status, body: first.body }).toMatchObject({
          status: path.endsWith('transitions') || method !== 'post' ? 200 : 201,
        });
        expect(again.status).toBe(first.status);
        expect(again.body).toEqual(first.body);
        expect(first.headers).not.toHaveProperty('idempotency-replayed');
        expect(again.headers['idempotency-replayed']).toBe('true');
      }
      const { body: evidence } = await backend.api.get(
        '/incidents/INC-1/evidence',
      );
      expect(evidence.items).toHaveLength(1);
    });

    it('belong to their caller, and to one request', async () => {
      const note = { text: 'The lights went out.' };
      const first = await keyed('post', '/incidents/INC-1/notes', note, 'mine');
      const other = await keyed(
        'post',
        '/incidents/INC-1/notes',
        { text: 'Another one.' },
        'mine',
      );
      const bob = await keyed(
        'post',
        '/incidents/INC-1/notes',
        note,
        'mine',
        asUser('bob'),
      );

      expect(other.status).toBe(422);
      expect(other.body.error.name).toBe('IdempotencyKeyError');
      expect(bob.status).toBe(201);
      expect(bob.body.id).not.toBe(first.body.id);
      const invalid = await keyed(
        'post',
        '/incidents/INC-1/notes',
        note,
        'a b',
      );
      expect(invalid.status).toBe(400);
    });

    it('are done by one of two that are sent at once', async () => {
      const note = { text: 'Sent at once.' };
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          keyed('post', '/incidents/INC-1/notes', note, 'at-once'),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses).toContain(201);
      for (const { status, headers, body } of answers) {
        expect([
          { status: 201, text: 'Sent at once.' },
          { status: 409, retryAfter: '1' },
        ]).toContainEqual({
          status,
          text: body.payload?.text,
          retryAfter: headers['retry-after'],
        });
      }
      const { body } = await backend.api.get('/incidents/INC-1/evidence');
      expect(
        body.items.filter((one: any) => one.payload.text === 'Sent at once.'),
      ).toHaveLength(1);
    });

    it('are tried anew after a failure', async () => {
      const path = '/incidents/INC-9/notes';
      const note = { text: 'Too early.' };
      expect((await keyed('post', path, note, 'early')).status).toBe(404);
      await backend.api.post('/incidents', {
        key: 'INC-9',
        title: 'Later',
        severity: 'sev3',
        services: ['component:default/checkout'],
        startedAt: '2026-03-02T14:02:00Z',
      });
      expect((await keyed('post', path, note, 'early')).status).toBe(201);
    });

    it('are begun anew a minute after the replica died that did them', async () => {
      const store = new IdempotencyStore({ knex: backend.knex! });
      const write = {
        caller: 'user:default/ada',
        key: 'died',
        requestHash: 'h',
      };
      expect(await store.begin(write)).toMatchObject({ outcome: 'begun' });
      expect(await store.begin(write)).toMatchObject({ outcome: 'busy' });
      await backend.knex!('idempotency_keys')
        .where({ key: 'died' })
        .update({ lease_until: '2026-01-01T00:00:00.000Z' });
      const begun = await store.begin(write);
      expect(begun).toMatchObject({ outcome: 'begun' });
      const { leaseToken } = begun as { leaseToken: string };
      await store.answer({ leaseToken, status: 201, body: '{"a":"ä"}' });
      expect(await store.begin(write)).toEqual({
        outcome: 'answered',
        status: 201,
        body: '{"a":"ä"}',
      });
      await backend.knex!('idempotency_keys')
        .where({ key: 'died' })
        .update({ created_at: '2026-01-01T00:00:00.000Z' });
      await store.prune();
      expect(
        await backend.knex!('idempotency_keys').where({ key: 'died' }),
      ).toEqual([]);
    });
  },
);
