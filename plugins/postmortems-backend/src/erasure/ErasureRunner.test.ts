import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from 'node:crypto';
import { asAdministrator } from '../__testUtils__/asAdministrator';
import {
  testClaim,
  testContent,
  testIncident,
  testNode,
} from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  type Stores,
} from '../__testUtils__/stores';
import { contentHashOf } from '../evidence';
import { IdempotencyStore } from '../idempotency/IdempotencyStore';
import { LegalHoldStore, RetentionPolicy } from '../incidents';
import { isPostgres } from '../platform/database';
import { newRevision, revisionHashes } from '../postmortems';
import { relateToIncident } from '../webhooks/deliveryIncidents';
import { SealChain, SealChecker, sealEvidence, SealKeys } from '../sealing';
import { ErasureRunner } from './ErasureRunner';
import { ErasureStore } from './ErasureStore';
import { RetentionService } from './RetentionService';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const { privateKey } = generateKeyPairSync('ed25519');
const key = createPrivateKey(
  privateKey.export({ type: 'pkcs8', format: 'pem' }),
);
const chain = SealChain.create({
  keys: new SealKeys([
    { id: 'test', privateKey: key, publicKey: createPublicKey(key) },
  ]),
});
const logger = mockServices.logger.mock();

const said = (incident: number) =>
  `the violet kettle of rack ${incident} whistles before every deploy`;

function runnerOver(
  knex: Knex,
  options: Partial<ConstructorParameters<typeof ErasureRunner>[0]> = {},
) {
  const store = new ErasureStore({ knex });
  const others = { sources: new Map(), publish: async () => {} };
  return {
    store,
    runner: new ErasureRunner({
      knex,
      chain,
      store,
      logger,
      others,
      ...options,
    }),
  };
}

async function problemsOf(knex: Knex, stores: Stores) {
  const checker = new SealChecker({
    knex,
    chain,
    evidence: stores.evidence,
    revisions: ids => revisionHashes(knex, ids),
  });
  return (await checker.check()).problems.map(({ message }) => message);
}

/** An incident with a message of Mei, sealed, and a postmortem that quotes it. */
async function open(stores: Stores, number: number) {
  const incidentKey = `INC-${number}`;
  const incident = testIncident({
    key: incidentKey,
    createdBy: 'user:default/mei',
    participants: ['user:default/mei', 'user:default/ada'],
  });
  await stores.incidents.create({ incident, actor: 'user:default/mei' });
  await stores.evidence.insert({
    incidentKey,
    nodes: [
      testNode(),
      testNode({
        id: 'message',
        sourceType: 'chat',
        payload: {
          kind: 'message',
          author: { id: 'U0MEI', name: 'Mei Tan' },
          text: said(number),
        },
      }),
      testNode({
        id: 'answer',
        sourceType: 'chat',
        payload: {
          kind: 'message',
          author: { id: 'U0ADA', name: 'Ada' },
          text: `thanks Mei Tan`,
        },
      }),
    ],
    actor: 'test',
  });
  await revise(stores, incidentKey, said(number));
}

async function revise(stores: Stores, incidentKey: string, text: string) {
  const { seal } = await sealEvidence({
    seals: stores.seals,
    incident: await stores.incidents.get({ key: incidentKey }),
    actor: 'test',
  });
  await stores.revisions.save({
    revision: newRevision({
      incidentKey,
      author: { type: 'person', ref: 'user:default/mei' },
      reason: 'first',
      sealId: seal.id,
      content: testContent({
        title: `Kettle of ${incidentKey}`,
        claims: [
          testClaim(),
          testClaim({
            id: 'claim-2',
            text: `Somebody said “${text}”`,
            spans: [{ evidenceId: 'message', pointer: '/text', quote: text }],
          }),
        ],
      }),
    }),
    actor: 'user:default/mei',
  });
}

const person = {
  subject: 'person' as const,
  names: ['user:default/mei', 'U0MEI'],
  reason: 'request of Mei Tan',
};

/** All that a database holds. */
async function dump(knex: Knex): Promise<string> {
  const tables: string[] = isPostgres(knex)
    ? await knex('information_schema.tables')
        .where({ table_schema: 'public', table_type: 'BASE TABLE' })
        .pluck('table_name')
    : await knex('sqlite_master').where({ type: 'table' }).pluck('name');
  const rows = await Promise.all(tables.map(name => knex(name).select()));
  return JSON.stringify(rows);
}

describe.each(databases.eachSupportedId())(
  'ErasureRunner on %s',
  databaseId => {
    it('erases a person in all incidents, and seals stay provable', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      for (const number of [1, 2, 3]) await open(stores, number);
      const { store, runner } = runnerOver(knex);
      const preview = await runner.preview({ request: person, actor: 'admin' });
      expect(preview.incidents.map(one => one.key)).toEqual([
        'INC-1',
        'INC-2',
        'INC-3',
      ]);
      expect(preview.names).toEqual(['user:default/mei', 'U0MEI', 'Mei Tan']);
      expect(await dump(knex)).toContain('violet');

      const { id } = await store.create({ request: person, actor: 'admin' });
      await runner.run();
      expect(await store.get({ id })).toMatchObject({
        state: 'done',
        counts: { evidence: 6, incident_participants: 3 },
      });
      const left = await dump(knex);
      for (const mark of [
        'violet kettle',
        'user:default/mei',
        'U0MEI',
        'Mei',
      ]) {
        const at = left.indexOf(mark);
        expect(at < 0 ? '' : left.slice(at - 200, at + 50)).toBe('');
      }
      expect(await problemsOf(knex, stores)).toEqual([]);

      const postmortem = (await stores.postmortems.findByIncident({
        incidentKey: 'INC-1',
      }))!;
      const day = new Date().toISOString().slice(0, 10);
      const [alert, quote] = postmortem.sections[0].blocks.map(
        ({ claims }) => claims[0],
      );
      expect(alert).toMatchObject({ verdict: 'supported' });
      expect(quote).toMatchObject({
        text: `[erased on ${day}: request of the person]`,
        verdict: 'unsupported',
        reasons: [
          {
            check: 'erased',
            message: `The evidence was erased on ${day}: request of the person`,
          },
        ],
      });
      // Protected again
      await expect(knex('evidence').update({ region: 'x' })).rejects.toThrow(
        'append-only',
      );
    });

    it('changes nothing for somebody who turns out to be the person', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      await open(stores, 1);
      await stores.evidence.insert({
        incidentKey: 'INC-1',
        nodes: [
          testNode({
            id: 'own',
            sourceType: 'chat',
            payload: {
              kind: 'message',
              author: { id: 'User:default/Root', email: 'root@example.com' },
              text: 'on it',
            },
          }),
        ],
        actor: 'test',
      });
      const { store, runner } = runnerOver(knex);
      const request = { ...person, names: ['Root@example.com'] };
      const actor = 'user:default/root';
      const { id } = await store.create({ request, actor });
      await runner.run();
      expect(await store.get({ id })).toMatchObject({
        state: 'running',
        requestedBy: actor,
        counts: {},
        error: expect.stringContaining('another administrator'),
      });
      expect(await dump(knex)).toContain('root@example.com');
    });

    it('goes on where a replica has ended, and does nothing twice', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      for (const number of [1, 2, 3]) await open(stores, number);
      const { store, runner } = runnerOver(knex);
      const { id } = await store.create({ request: person, actor: 'admin' });
      const advance = store.advance.bind(store);
      // The process ends in the middle of the second incident
      store.advance = async (...args) => {
        if (args[2].afterKey === 'INC-2') throw new Error('killed');
        await advance(...args);
      };
      store.fail = async () => {};
      await runner.run();
      expect(await knex('removals').pluck('incident_key')).toEqual(['INC-1']);
      expect(await problemsOf(knex, stores)).toEqual([]);

      // Its lease holds, and nobody works on it meanwhile
      const other = runnerOver(knex);
      await other.runner.run();
      expect((await other.store.get({ id })).state).toBe('running');
      await knex('erasures').update({
        lease_until: '2026-01-01T00:00:00.000Z',
      });
      await other.runner.run();
      expect((await other.store.get({ id })).state).toBe('done');
      expect((await knex('removals').pluck('incident_key')).sort()).toEqual([
        'INC-1',
        'INC-2',
        'INC-3',
      ]);
      expect(await dump(knex)).not.toContain('violet');
      expect(await problemsOf(knex, stores)).toEqual([]);
    });

    it('leaves an incident alone that is put on legal hold while it waits', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      await open(stores, 1);
      const { store, runner } = runnerOver(knex);
      const { id } = await store.create({
        request: { subject: 'incident', incidentKey: 'INC-1', reason: 'old' },
        actor: 'admin',
      });
      await new LegalHoldStore({ knex }).set({
        key: 'INC-1',
        reason: 'case 4711',
        actor: 'admin',
      });
      await runner.run();
      expect(await store.get({ id })).toMatchObject({
        state: 'done',
        skipped: ['INC-1'],
      });
      expect(await dump(knex)).toContain('violet');
    });

    it('by age leaves alone, and reports apart, what was reopened since it was due', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      for (const number of [1, 2, 3]) await open(stores, number);
      await knex('incidents').update({
        resolved_at: '2020-01-01T00:00:00.000Z',
        created_at: '2020-01-01T00:00:00.000Z',
      });
      const policy = RetentionPolicy.fromConfig(
        mockServices.rootConfig({
          data: { postmortems: { retention: { default: { days: 30 } } } },
        }),
      );
      const { store, runner } = runnerOver(knex, { retention: policy });
      const service = new RetentionService({ knex, policy, store, runner });
      const create = store.create.bind(store);
      jest.spyOn(store, 'create').mockImplementation(async options => {
        const incidentKey = options.request.incidentKey!;
        if (incidentKey === 'INC-1') {
          await new LegalHoldStore({ knex }).set({
            key: incidentKey,
            reason: 'case 4711',
            actor: 'admin',
          });
        }
        const erasure = await create(options);
        if (incidentKey === 'INC-2') {
          await knex('incidents')
            .where({ key: incidentKey })
            .update({ resolved_at: null });
        }
        return erasure;
      });
      expect(await service.run()).toEqual({
        erased: ['INC-3'],
        kept: ['INC-1', 'INC-2'],
        unfinished: [],
      });
      const left = await dump(knex);
      expect([1, 2, 3].filter(one => left.includes(said(one)))).toEqual([1, 2]);
    });

    it('tells sources and search once it is out of the tables, whoever did that', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      for (const number of [1, 2]) await open(stores, number);
      // The source has a row of Mei that is no evidence
      await stores.incidents.create({
        incident: testIncident({ key: 'INC-3' }),
        actor: 'user:default/ada',
      });
      const command = runnerOver(knex, { others: undefined });
      const { id } = await command.store.create({
        request: person,
        actor: 'admin',
      });
      expect(await command.runner.run()).toEqual(new Set([id]));
      expect(await dump(knex)).not.toContain('violet');
      expect((await command.store.get({ id })).state).toBe('running');

      const told: string[] = [];
      let isDown = true;
      const backend = runnerOver(knex, {
        others: {
          sources: new Map([
            [
              's',
              {
                rewriteStored: async ({ incidentKey, rewrite }) => {
                  if (isDown && incidentKey === 'INC-2')
                    throw new Error('down');
                  told.push(`${incidentKey}: ${rewrite('Mei Tan pages Bo')}`);
                },
              },
            ],
          ]),
          publish: async event => {
            told.push(JSON.stringify(event));
          },
        },
      });
      const letGo = () =>
        knex('erasures').update({ lease_until: '2026-01-01T00:00:00.000Z' });
      await letGo();
      await backend.runner.run();
      expect((await backend.store.get({ id })).state).toBe('running');
      isDown = false;
      await letGo();
      await backend.runner.run();
      expect((await backend.store.get({ id })).state).toBe('done');
      expect(told).toEqual([
        ...['INC-1', 'INC-2'].flatMap(incidentKey => [
          `${incidentKey}: [erased] pages Bo`,
          JSON.stringify({ type: 'incident.erased', incidentKey }),
        ]),
        'INC-3: [erased] pages Bo',
      ]);
    });

    it('waits for a write in progress after its commit, and holds nothing of it', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      await open(stores, 1);
      const writes = new IdempotencyStore({ knex });
      const write = { caller: 'a', key: 'k', requestHash: 'h' };
      const { leaseToken } = (await writes.begin(write)) as {
        leaseToken: string;
      };
      const { store, runner } = runnerOver(knex);
      const { id } = await store.create({
        request: { subject: 'incident', incidentKey: 'INC-1', reason: 'asked' },
        actor: 'admin',
      });
      let isOut = !isPostgres(knex);
      // Writes of SQLite are one after the other
      if (isPostgres(knex)) {
        const other = createKnex({ ...knex.client.config });
        const writing = await other.transaction();
        await writes.markDone(writing, { leaseToken, incidentKey: 'INC-2' });
        const running = runner.run();
        for (let waited = 0; !isOut && waited < 200; waited += 1) {
          await new Promise(resolve => setTimeout(resolve, 50));
          isOut = (await knex('removals').select('id')).length > 0;
        }
        // As the write of a revision does at last
        await writing.raw('lock table seal_chain in exclusive mode');
        await writing.commit();
        await running;
        await other.destroy();
      } else await runner.run();
      expect(isOut).toBe(true);
      expect((await store.get({ id })).state).toBe('done');
      // It may have read before the commit
      await writes.answer({ leaseToken, status: 200, body: '{}' });
      expect(await writes.begin(write)).toMatchObject({ outcome: 'done' });
    });

    it('is the work of one of two replicas', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      for (const number of [1, 2, 3]) await open(stores, number);
      const replica = isPostgres(knex)
        ? createKnex({ ...knex.client.config })
        : knex;
      const { store, runner } = runnerOver(knex);
      await store.create({ request: person, actor: 'admin' });
      await Promise.all([runner.run(), runnerOver(replica).runner.run()]);
      expect(await knex('removals').select('id')).toHaveLength(3);
      expect(await problemsOf(knex, stores)).toEqual([]);
      if (replica !== knex) await replica.destroy();
    });

    it('erases an incident wholly, and nothing can be added to it', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      for (const number of [1, 2]) await open(stores, number);
      const deliver = async (
        deliveryId: string,
        state: string,
        named: string,
      ) => {
        const body = JSON.stringify({ incident: named, text: deliveryId });
        await stores.deliveries.add({ sourceId: 's', deliveryId, body });
        await knex('webhook_deliveries')
          .where({ delivery_id: deliveryId })
          .update({ state });
      };
      const relate = async (deliveryId: string, ...keys: string[]) => {
        for (const incidentKey of keys) {
          await relateToIncident(
            knex,
            { sourceId: 's', deliveryId },
            incidentKey,
          );
        }
      };
      await deliver('says the key', 'failed', 'INC-1');
      await deliver('says a longer key', 'failed', 'INC-1-eu');
      await deliver('says it and waits', 'waiting', 'INC-1');
      await deliver('had to do with it', 'failed', 'a hash');
      await relate('had to do with it', 'INC-1');
      await deliver('is tried again for it', 'waiting', 'a hash');
      await relate('is tried again for it', 'INC-1');
      await deliver('is tried again for both', 'waiting', 'a hash');
      await relate('is tried again for both', 'INC-1', 'INC-2');
      await deliver('is of another', 'failed', 'INC-1');
      await relate('is of another', 'INC-2');
      await stores.incidents.create({
        incident: testIncident({ key: 'INC-3' }),
        actor: 'user:default/ada',
      });
      const held = { held_at: '2026-03-02T15:00:00.000Z' };
      await knex('incidents').where({ key: 'INC-3' }).update(held);
      await deliver('is held for another', 'failed', 'a hash');
      await relate('is held for another', 'INC-1', 'INC-3');
      const { store, runner } = runnerOver(knex);
      const request = {
        subject: 'incident' as const,
        incidentKey: 'INC-1',
        reason: 'opened by mistake',
      };
      await store.create({ request, actor: 'admin' });
      await runner.run();
      const left = await dump(knex);
      for (const mark of ['rack 1', 'Kettle of INC-1']) {
        expect(left).not.toContain(mark);
      }
      const dropped = () =>
        knex('webhook_deliveries')
          .where({ state: 'dropped', body: '' })
          .orderBy('delivery_id')
          .pluck('delivery_id');
      const ofIt = [
        'had to do with it',
        'is tried again for it',
        'says the key',
      ];
      expect(await dropped()).toEqual(ofIt);
      // What is given up later, or not held any more
      await knex('incidents').update({ held_at: null });
      await knex('webhook_deliveries')
        .where({ delivery_id: 'is tried again for both' })
        .update({ state: 'failed' });
      await runner.run();
      expect(await dropped()).toEqual([
        'had to do with it',
        'is held for another',
        'is tried again for both',
        'is tried again for it',
        'says the key',
      ]);
      // Both had the same alert
      expect(
        await knex('incident_recurrence_keys')
          .where({ basis: 'alert_name' })
          .pluck('incident_key'),
      ).toEqual(['INC-2']);
      expect(
        await knex('evidence')
          .where({ incident_key: 'INC-1' })
          .pluck('payload'),
      ).toEqual(Array(3).fill(expect.stringMatching(/^{"text":"\[erased on/)));
      expect(await problemsOf(knex, stores)).toEqual([]);
      const incident = await stores.incidents.get({ key: 'INC-1' });
      expect(incident).toMatchObject({
        title: expect.stringMatching(/^\[erased on .*: opened by mistake\]$/),
        erased: { reason: 'opened by mistake' },
        participants: [],
        severity: 'sev2',
      });
      await expect(
        stores.evidence.insert({
          incidentKey: 'INC-1',
          nodes: [testNode({ id: 'late' })],
          actor: 'test',
        }),
      ).rejects.toThrow("The text of incident 'INC-1' was erased on");
      await expect(
        stores.incidents.update({
          key: 'INC-1',
          actor: 'test',
          change: current => ({ ...current, title: 'again' }),
        }),
      ).rejects.toThrow('nothing can be added to it');
      await expect(store.create({ request, actor: 'admin' })).rejects.toThrow(
        'was erased on',
      );
      // The other one is as it was
      expect(left).toContain(said(2));

      // A person is erased in it as well
      await store.create({ request: person, actor: 'admin' });
      await runner.run();
      expect(await dump(knex)).not.toContain('user:default/mei');
      expect(await problemsOf(knex, stores)).toEqual([]);
    });

    it('names a forged erasure', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      for (const number of [1, 2]) await open(stores, number);
      const { store, runner } = runnerOver(knex);
      await store.create({
        request: { ...person, incidentKey: 'INC-1' },
        actor: 'admin',
      });
      await runner.run();
      const erased = await stores.evidence.getMany({
        incidentKey: 'INC-1',
        ids: ['message'],
      });
      const { payload } = erased.get('message')!;
      const { contentHash, ...node } = testNode({
        id: 'message',
        sourceType: 'chat',
        payload,
      });
      const before = await knex('evidence')
        .where({ incident_key: 'INC-2', id: 'message' })
        .first();
      const [removal] = await knex('removals').select();
      await asAdministrator(knex, async () => {
        const forged = contentHashOf(node);
        await knex('evidence')
          .where({ incident_key: 'INC-2', id: 'message' })
          .update({ payload: JSON.stringify(payload), content_hash: forged });
        await knex('removals').insert({
          ...removal,
          id: 'forged',
          incident_key: 'INC-2',
          changes: JSON.stringify({
            evidence: { message: { from: before.content_hash, to: forged } },
            revisions: {},
            seals: [],
          }),
        });
      });
      expect(await problemsOf(knex, stores)).toEqual([
        'Removal forged of incident INC-2 is not in the chain: it removed nothing that was sealed, and excuses nothing',
        "Evidence 'message' was changed after it was sealed",
      ]);
      // Nor can one that happened be made to say more
      await knex('removals').where({ id: 'forged' }).delete();
      await knex('removals')
        .where({ id: removal.id })
        .update({ reason: 'nothing happened' });
      expect(await problemsOf(knex, stores)).toContain(
        `Removal ${removal.id} of incident INC-1 was changed`,
      );
      // The record in a seal that was changed by an erasure is not free to change
      await knex('removals').where({ id: removal.id }).update(removal);
      const [seal] = await knex('superseded_seals').select('seal_id');
      await knex('seals')
        .where({ id: seal.seal_id })
        .update({ incident: JSON.stringify({ title: 'nothing happened' }) });
      expect(await problemsOf(knex, stores)).toContain(
        `The incident record in seal ${seal.seal_id} of incident INC-1 was changed`,
      );
    });

    it('raises no false alarm among many honest changes', async () => {
      const { knex, stores } = await createTestStores(
        databases,
        databaseId,
        chain,
      );
      const { store, runner } = runnerOver(knex);
      // As long as a suite may take; with a thousand it takes minutes
      const changes = Number(process.env.HONEST_CHANGES ?? 60);
      const incidents = 6;
      for (let number = 1; number <= incidents; number += 1) {
        await open(stores, number);
      }
      for (let change = 1; change <= changes; change += 1) {
        const incidentKey = `INC-${(change % incidents) + 1}`;
        const isErased = (await stores.incidents.get({ key: incidentKey }))
          .erased;
        if (change % 10 === 0) {
          await store.create({
            request: { ...person, incidentKey },
            actor: 'admin',
          });
          await runner.run();
        } else if (!isErased) {
          await stores.evidence.insert({
            incidentKey,
            nodes: [
              testNode({
                id: `more-${change}`,
                sourceType: 'chat',
                payload: {
                  kind: 'message',
                  author: { id: change % 2 ? 'U0MEI' : 'U0ADA', name: 'x' },
                  text: `change ${change} of many that people make`,
                },
              }),
            ],
            actor: 'test',
          });
          await revise(stores, incidentKey, `${change} things were said`);
        }
        if (change === changes / 2) {
          await store.create({
            request: {
              subject: 'incident',
              incidentKey: 'INC-3',
              reason: 'old',
            },
            actor: 'admin',
          });
          await runner.run();
        }
      }
      expect(await problemsOf(knex, stores)).toEqual([]);
    }, 600_000);
  },
);
