import type { Knex } from 'knex';
import { asAdministrator } from '../__testUtils__/asAdministrator';
import { testIncident, testNode } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { contentHashOf } from '../evidence';
import { sealEvidence } from './sealEvidence';

jest.setTimeout(30_000);

const databases = createTestDatabases();
const NODES = ['a', 'b', 'c', 'd'].map(id =>
  testNode({ id, payload: { kind: 'log', message: `line ${id}` } }),
);

describe.each(databases.eachSupportedId())(
  'evidence that a document cites, on %s',
  databaseId => {
    const filled = async () => {
      const { knex, stores } = await createTestStores(databases, databaseId);
      const incident = testIncident();
      await stores.incidents.create({ incident, actor: 'test' });
      const add = async (nodes: typeof NODES) => {
        await stores.evidence.insert({
          incidentKey: incident.key,
          nodes,
          actor: 'test',
        });
      };
      const seal = () =>
        sealEvidence({ seals: stores.seals, incident, actor: 'test' });
      await add(NODES);
      await seal();
      const problems = async (ids: string[]) =>
        (await stores.seals.problemsOf({ incidentKey: incident.key, ids })).map(
          ({ what, evidenceId }) => evidenceId ?? what,
        );
      return { knex, add, seal, problems };
    };
    const forgeBoth = async (knex: Knex) => {
      const payload = { kind: 'log', message: 'all is well' };
      const { contentHash: _, ...node } = NODES[0];
      const hash = contentHashOf({ ...node, payload });
      await knex('evidence')
        .where({ id: 'a' })
        .update({ payload: JSON.stringify(payload), content_hash: hash });
      await knex('sealed_evidence')
        .where({ evidence_id: 'a' })
        .update({ content_hash: hash });
    };

    it('is as sealed, also what came later and what was never there', async () => {
      const { add, seal, problems } = await filled();
      expect(await problems(['a', 'b', 'never'])).toEqual([]);
      await add([testNode({ id: 'later' })]);
      expect(await problems(['a', 'later'])).toEqual([]);
      await seal();
      expect(await problems(['a', 'later'])).toEqual([]);
    });

    it('is not relied on when its kept hash was changed with it, however often it was opened before', async () => {
      const { knex, problems } = await filled();
      expect(await problems(['a', 'b'])).toEqual([]);
      await asAdministrator(knex, () => forgeBoth(knex));
      expect(await problems(['a', 'b'])).toEqual(['seal']);
    });

    it('is missing when its kept hash was deleted with it', async () => {
      const { knex, problems } = await filled();
      expect(await problems(['a', 'b'])).toEqual([]);
      await asAdministrator(knex, async () => {
        await knex('evidence').where({ id: 'a' }).del();
        await knex('sealed_evidence').where({ evidence_id: 'a' }).del();
      });
      expect(await problems(['a', 'b'])).toEqual(['seal', 'a']);
    });

    it('is not relied on when the root was changed with it', async () => {
      const { knex, seal, problems } = await filled();
      await asAdministrator(knex, async () => {
        await forgeBoth(knex);
        await seal();
        const [forged, old] = await knex('seals').orderBy('sealed_at', 'desc');
        await knex('seals').where({ id: forged.id }).del();
        await knex('seal_chain').where({ subject_id: forged.id }).del();
        await knex('seals').where({ id: old.id }).update({ root: forged.root });
      });
      expect(await problems(['a'])).toEqual(['seal']);
    });

    it('was added when it lies among what was sealed', async () => {
      const { knex, problems } = await filled();
      await asAdministrator(knex, async () => {
        const row = await knex('evidence').where({ id: 'a' }).first();
        await knex('evidence').insert({ ...row, id: 'planted' });
      });
      expect(await problems(['a', 'planted'])).toEqual(['planted']);
    });
  },
);
