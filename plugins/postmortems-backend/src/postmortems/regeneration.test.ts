import { TestDatabases } from '@backstage/backend-test-utils';
import { publish } from '../__testUtils__/publish';
import {
  blocksOf,
  caller,
  callers,
  draftPostmortem,
  editTo,
  lateNode,
  startServices,
} from '../__testUtils__/services';
import { shopIncident } from '../__testUtils__/shopIncident';

jest.setTimeout(20_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

async function withDraft(knex: Parameters<typeof startServices>[0]) {
  const backend = await startServices(knex);
  return { backend, document: await draftPostmortem(backend) };
}

describe('regeneration', () => {
  it.each(databases.eachSupportedId())(
    'keeps an edit and remembers the current draft of its block, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { backend, document } = await withDraft(knex);
      const { id } = document;
      const summary = blocksOf(document).find(({ claims }) =>
        claims.some(({ text }) => text.includes('for 29 minutes')),
      )!;
      await backend.editing.editBlock({
        id,
        blockId: summary.id,
        edit: editTo(1, 'Customers noticed nothing.', {
          attest: true,
          kind: 'summary',
        }),
        caller,
      });
      await backend.incidents.patch({
        key: shopIncident.key,
        patch: { resolvedAt: '2026-03-02T14:41:00.000Z' },
        ...callers,
        asHider: async () => caller,
      });
      const postmortem = await backend.postmortems.regenerate({
        id,
        ...callers,
      });

      const block = blocksOf(postmortem).find(one => one.id === summary.id)!;
      expect(block).toMatchObject({
        author: { type: 'person', ref: 'user:default/ada' },
        claims: [{ text: 'Customers noticed nothing.', verdict: 'attested' }],
        generated: {
          base: expect.arrayContaining([
            expect.stringContaining('for 29 minutes'),
          ]),
          latest: expect.arrayContaining([
            expect.objectContaining({
              text: expect.stringContaining('for 39 minutes'),
            }),
          ]),
        },
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'does not overwrite a postmortem by a first draft, nor by concurrent ones, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { backend, document } = await withDraft(knex);
      const { id } = document;
      await publish(knex, document);
      const late = { key: shopIncident.key, nodes: [lateNode(1)], ...callers };
      await backend.evidence.submit(late);
      const first = { key: shopIncident.key, ...callers };
      expect(await backend.postmortems.create(first)).toMatchObject({
        created: false,
        postmortem: { id, revision: 1, status: 'published' },
      });
      expect(
        await backend.postmortems.regenerate({ id, ...callers }),
      ).toMatchObject({ id, revision: 2, status: 'in_review' });
      const { items: history } = await backend.postmortems.listRevisions({
        id,
        query: { limit: 10 },
        caller,
      });
      expect(
        history.map(({ revision, reviewSteps }) => ({
          revision,
          steps: reviewSteps.map(({ from, to }) => `${from} to ${to}`),
        })),
      ).toEqual([
        { revision: 2, steps: [] },
        {
          revision: 1,
          steps: [
            'draft to in_review',
            'in_review to approved',
            'approved to published',
          ],
        },
      ]);
      expect(history[1].reviewSteps[0]).toMatchObject({
        by: caller.actor,
        reason: 'read by the team',
      });

      // Those that are late by the time that writing takes leave what they find
      const other = { ...shopIncident, key: 'INC-43' };
      await backend.incidents.create({ incident: other, ...callers });
      const drafts = await Promise.all(
        [1, 2, 3].map(async () =>
          backend.postmortems.create({ key: 'INC-43', ...callers }),
        ),
      );
      expect(drafts.filter(({ created }) => created)).toHaveLength(1);
      for (const { postmortem } of drafts) {
        expect(postmortem.revision).toBe(1);
      }
    },
  );
});
