import type { Response } from 'supertest';
import { createTestDatabases } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { EvidenceStore } from '../evidence';
import { IncidentService } from '../incidents/IncidentService';
import { isPostgres } from '../platform/database';
import { forgetAnswers, IdempotencyStore } from './IdempotencyStore';

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

    const notesWith = async (text: string) => {
      const { body } = await backend.api.get('/incidents/INC-1/evidence');
      return body.items.filter((one: any) => one.payload.text === text);
    };
    const addNote = (text: string, key: string) =>
      keyed('post', '/incidents/INC-1/notes', { text }, key);

    it('are done once when the database is lost between the commit and the answer', async () => {
      const knex = backend.knex!;
      jest
        .spyOn(EvidenceStore.prototype, 'getMany')
        .mockImplementationOnce(async () => {
          if (isPostgres(knex)) {
            await knex.raw('select pg_terminate_backend(pg_backend_pid())');
          }
          throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
        });
      const lost = await addNote('Lost on its way.', 'lost');
      expect(lost.status).toBe(503);
      expect(lost.headers['retry-after']).toBe('5');
      // The key is not free at once when its release fails, too
      let again = await addNote('Lost on its way.', 'lost');
      while (again.body.error.name === 'RequestInProgressError') {
        await new Promise(resolve => setTimeout(resolve, 500));
        again = await addNote('Lost on its way.', 'lost');
      }
      expect(again.status).toBe(409);
      expect(again.body.error).toMatchObject({
        name: 'AlreadyDoneError',
        message: expect.stringMatching(/was done.*incident 'INC-1'/),
        incidentKey: 'INC-1',
      });
      expect(await notesWith('Lost on its way.')).toHaveLength(1);
    });

    it('are answered anew when they find what they made', async () => {
      jest
        .spyOn(IncidentService.prototype, 'describe')
        .mockRejectedValueOnce(
          Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
        );
      const incident = {
        key: 'INC-2',
        title: 'Search is slow',
        severity: 'sev3',
        services: ['component:default/checkout'],
        startedAt: '2026-03-02T14:02:00Z',
      };
      const create = () => keyed('post', '/incidents', incident, 'incident');
      expect((await create()).status).toBe(503);
      const again = await create();
      expect(again.status).toBe(200);
      expect(again.body.key).toBe('INC-2');
    });

    it('are answered as they stand when their answers were lost', async () => {
      const { api, knex } = backend;
      const { id } = postmortem;
      const { body: before } = await api.get(`/postmortems/${id}`);
      const [block] = before.sections[0].blocks;
      const { body: item } = await api.post(
        `/postmortems/${id}/action-items`,
        {
          title: 'Page on rejected orders',
          type: 'detect',
          owner: 'group:default/sre-team',
          endState: 'A page is sent when orders are rejected',
        },
        ada,
      );
      const writes = [
        [
          'put',
          `/postmortems/${id}/blocks/${block.id}`,
          {
            baseRevision: before.revision,
            claims: [
              {
                kind: 'summary',
                text: 'Orders are back.',
                spans: [],
                attest: true,
              },
            ],
          },
        ],
        [
          'post',
          `/postmortems/${id}/transitions`,
          { to: 'draft', reason: 'Not yet' },
        ],
        [
          'patch',
          `/postmortems/${id}/action-items/${item.id}`,
          { version: item.version, state: 'in_progress' },
        ],
      ] as const;
      for (const [index, [method, path, body]] of writes.entries()) {
        const first = await keyed(method, path, body, `stands-${index}`);
        await forgetAnswers(knex!, 'INC-1');
        const again = await keyed(method, path, body, `stands-${index}`);

        expect({ path, status: first.status, body: first.body }).toMatchObject({
          path,
          status: 200,
        });
        expect({ path, status: again.status }).toEqual({ path, status: 200 });
        expect(again.body).toEqual(first.body);
      }
    });

    it('change nothing again when others have changed it since', async () => {
      const { api, knex } = backend;
      const change = { severity: 'sev3' };
      const send = () => keyed('patch', '/incidents/INC-1', change, 'severity');
      expect((await send()).status).toBe(200);
      await forgetAnswers(knex!, 'INC-1');
      await api.patch('/incidents/INC-1', { severity: 'sev4' }, asUser('bob'));

      const again = await send();
      expect(again.body.error.name).toBe('AlreadyDoneError');
      const { body } = await api.get('/incidents/INC-1');
      expect(body.severity).toBe('sev4');
      await api.patch('/incidents/INC-1', { severity: 'sev2' }, ada);
    });

    it('are not committed once another replica does them', async () => {
      const { insert } = EvidenceStore.prototype;
      jest
        .spyOn(EvidenceStore.prototype, 'insert')
        .mockImplementationOnce(async function takenOver(
          this: EvidenceStore,
          options,
        ) {
          await backend.knex!('idempotency_keys')
            .where({ key: 'slow' })
            .update({ lease_token: 'of another replica' });
          return insert.call(this, options);
        });
      const slow = await addNote('Slow.', 'slow');
      expect(slow.status).toBe(409);
      expect(slow.body.error.name).toBe('RequestInProgressError');
      expect(await notesWith('Slow.')).toEqual([]);
    });

    it('stay done when a removal takes their answers, those of one incident', async () => {
      const knex = backend.knex!;
      await addNote('Of the first.', 'first');
      const other = await keyed(
        'post',
        '/incidents/INC-9/notes',
        { text: 'Of another.' },
        'ninth',
      );
      expect(other.status).toBe(201);
      const store = new IdempotencyStore({ knex });
      const late = { caller: 'a', key: 'late', requestHash: 'h' };
      const { leaseToken } = (await store.begin(late)) as {
        leaseToken: string;
      };
      await forgetAnswers(knex, 'INC-1');
      // It may have read before the removal
      await store.answer({ leaseToken, status: 200, body: '{}' });

      expect(await store.begin(late)).toEqual({
        outcome: 'done',
        leaseToken: expect.any(String),
      });
      const again = await addNote('Of the first.', 'first');
      expect(again.body.error.name).toBe('AlreadyDoneError');
      expect(await notesWith('Of the first.')).toHaveLength(1);
      const replayed = await keyed(
        'post',
        '/incidents/INC-9/notes',
        { text: 'Of another.' },
        'ninth',
      );
      expect(replayed.headers['idempotency-replayed']).toBe('true');
      expect(replayed.body).toEqual(other.body);
    });

    it('are renewed one after the other, however long a renewal takes', async () => {
      const renew = jest
        .spyOn(IdempotencyStore.prototype, 'renew')
        .mockImplementation(() => new Promise(() => {}));
      const { insert } = EvidenceStore.prototype;
      jest
        .spyOn(EvidenceStore.prototype, 'insert')
        .mockImplementationOnce(async function slow(
          this: EvidenceStore,
          options,
        ) {
          await new Promise(resolve => setTimeout(resolve, 7_000));
          return insert.call(this, options);
        });
      expect((await addNote('Very slow.', 'very-slow')).status).toBe(201);
      expect(renew).toHaveBeenCalledTimes(1);
      renew.mockRestore();
    });

    it('are begun anew seconds after the replica died that did them', async () => {
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
