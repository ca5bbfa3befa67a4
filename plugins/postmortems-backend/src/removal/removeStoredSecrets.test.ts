import { asAdministrator } from '../__testUtils__/asAdministrator';
import {
  testContent,
  testIncident,
  testNode,
  testTrace,
} from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { newRevision } from '../postmortems/newRevision';
import { revisionHashes } from '../postmortems';
import { SealChain, SealChecker, sealEvidence, verifySeal } from '../sealing';
import {
  alphanumeric,
  STRONG_PASSWORD,
  token,
} from '../secrets/__testUtils__/madeUp';
import { removeStoredSecrets } from './removeStoredSecrets';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const chain = SealChain.create();
const github = token('gh', 'p_', alphanumeric(36));
const said = `pushed with ${github}, the password is ${STRONG_PASSWORD}`;

/** An incident as it was stored before secrets were masked. */
async function leaky(databaseId: Parameters<typeof createTestStores>[1]) {
  const { knex, stores } = await createTestStores(databases, databaseId);
  const incident = testIncident({ title: said, description: said });
  await stores.incidents.create({ incident, actor: 'test' });
  await stores.incidents.create({
    incident: testIncident({ key: 'INC-2' }),
    actor: 'test',
  });
  await stores.traces.create({
    incidentKey: 'INC-1',
    trace: testTrace({ rootCauseHypothesis: said }),
    stepNodes: [
      testNode({ payload: { kind: 'message', text: said } }),
      testNode({ id: 'repeats', payload: { text: `use ${STRONG_PASSWORD}` } }),
      testNode({ id: 'clean' }),
    ],
    actor: 'test',
  });
  const sealed = await sealEvidence({
    seals: stores.seals,
    incident: await stores.incidents.get({ key: 'INC-1' }),
    actor: 'test',
  });
  const content = testContent();
  await stores.revisions.save({
    revision: newRevision({
      incidentKey: 'INC-1',
      author: { type: 'person', ref: 'user:default/ada' },
      reason: 'first',
      sealId: sealed.seal.id,
      content: { ...content, title: said },
    }),
    actor: 'test',
  });
  await stores.deliveries.add({
    sourceId: 's',
    deliveryId: 'd',
    body: JSON.stringify({ text: said }),
  });
  const dump = async () => {
    const tables = [
      'incidents',
      'evidence',
      'seals',
      'traces',
      'postmortems',
      'revisions',
      'claims',
      'claim_spans',
      'audit_log',
      'webhook_deliveries',
    ];
    const rows = await Promise.all(tables.map(table => knex(table).select()));
    return JSON.stringify(rows);
  };
  return { knex, stores, seal: sealed.seal, dump };
}

describe.each(databases.eachSupportedId())(
  'removeStoredSecrets on %p',
  databaseId => {
    it('removes secrets and their repetitions everywhere, and keeps the rest', async () => {
      const { knex, stores, seal, dump } = await leaky(databaseId);
      const before = await dump();
      const [clean] = await knex('evidence').where('id', 'clean');

      const planned = await removeStoredSecrets({
        knex,
        chain,
        dryRun: true,
      });
      expect(await dump()).toBe(before);
      const removed = await removeStoredSecrets({ knex, chain });
      expect(removed).toEqual(planned);
      expect(removed).toMatchObject({
        incidents: 1,
        evidence: 2,
        traces: 1,
        seals: 1,
        revisions: 1,
        webhook_deliveries: 1,
      });

      const after = await dump();
      expect(after).not.toContain(github);
      expect(after).not.toContain(STRONG_PASSWORD);
      expect(await knex('evidence').where('id', 'clean')).toEqual([clean]);
      const repeats = await stores.evidence.getMany({
        incidentKey: 'INC-1',
        ids: ['repeats'],
      });
      expect(repeats.get('repeats')!.payload).toEqual({
        text: 'use [removed: password]',
      });
      expect(await knex('removals').select()).toHaveLength(1);
      expect(
        await knex('audit_log')
          .where('action', 'like', '%.remove_secrets')
          .orderBy('id')
          .select('actor', 'action'),
      ).toEqual([
        {
          actor: 'postmortems:secrets-mask',
          action: 'incident.remove_secrets',
        },
        {
          actor: 'postmortems:secrets-mask',
          action: 'delivery.remove_secrets',
        },
      ]);

      // The old seal says what became of it, the new one fits
      const old = await stores.seals.get({ id: seal.id });
      const current = await stores.seals.newest({ incidentKey: 'INC-1' });
      expect(old.root).toBe(seal.root);
      expect(old.superseded).toMatchObject({
        by: current!.id,
        reason: 'a secret was removed',
      });
      expect(current!.superseded).toBeUndefined();
      const evidence = stores.seals.streamEvidence(current!);
      expect(await verifySeal({ seal: current!, evidence })).toEqual({
        intact: true,
        problems: [],
      });
      const [{ id }] = await knex('postmortems').select('id');
      const postmortem = await stores.postmortems.get({ id });
      expect(postmortem).toMatchObject({ revision: 2, sealId: current!.id });

      // Nothing is left to do, and the tables are protected again
      expect(await removeStoredSecrets({ knex, chain })).toEqual({});
      await expect(knex('evidence').update({ region: 'x' })).rejects.toThrow(
        'append-only',
      );
    });

    it('leaves seals and chain as they can be checked, and excuses nothing else', async () => {
      const { knex, stores } = await leaky(databaseId);
      await removeStoredSecrets({ knex, chain });
      const check = async () => {
        const checker = new SealChecker({
          knex,
          chain,
          evidence: stores.evidence,
          revisions: ids => revisionHashes(knex, ids),
        });
        const { problems } = await checker.check();
        return problems.map(({ message }) => message);
      };
      expect(await check()).toEqual([]);
      expect(
        await stores.seals.problemsOf({
          incidentKey: 'INC-1',
          ids: ['repeats', 'clean'],
        }),
      ).toEqual([]);

      const [row] = await knex('evidence').where('id', 'clean');
      await asAdministrator(knex, async () => {
        await knex('evidence')
          .where('id', 'clean')
          .update({ payload: '{"text":"forged"}', content_hash: 'f' });
        await knex('removals').insert({
          id: 'forged',
          incident_key: 'INC-1',
          at: '2026-01-01T00:00:00.000Z',
          reason: 'a secret was removed',
          changes: JSON.stringify({
            evidence: { clean: { from: row.content_hash, to: 'f' } },
            revisions: {},
            seals: [],
          }),
        });
      });
      expect(await check()).toEqual([
        'Removal forged of incident INC-1 is not in the chain: it removed nothing that was sealed, and excuses nothing',
        "Evidence 'clean' was changed after it was sealed",
      ]);
    });
  },
);
