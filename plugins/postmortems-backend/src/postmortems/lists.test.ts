import type {
  PostmortemOrder,
  PostmortemSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import { testContent, testIncident } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  readAllPages,
} from '../__testUtils__/stores';
import { sealEvidence } from '../sealing';
import type { ListPostmortemsOptions } from './PostmortemStore';
import { newRevision } from './newRevision';

jest.setTimeout(20_000);

const DOCUMENTS = [
  ['OPS-10', 'Überlast im Checkout', 'sev3', '2026-03-01T10:00:00.000Z'],
  ['OPS-11', 'Checkout answers slowly', 'sev1', '2026-03-02T10:00:00.000Z'],
  // The same start as the one before
  ['OPS-12', 'ÉTAGÈRE 42 is empty', 'sev1', '2026-03-02T10:00:00.000Z'],
  [
    'OPS-9',
    "99% of searches fail: it's down",
    'sev5',
    '2026-03-04T10:00:00.000Z',
  ],
  ['INC_7', 'Payments fail', 'sev3', '2026-03-05T10:00:00.000Z'],
] as const;

describe('lists of postmortems', () => {
  const databases = createTestDatabases();

  async function withDocuments(
    databaseId: Parameters<typeof databases.init>[0],
  ) {
    const { knex, stores } = await createTestStores(databases, databaseId);
    for (const [key, title, severity, startedAt] of DOCUMENTS) {
      const incident = testIncident({ key, severity, startedAt });
      await stores.incidents.create({ incident, actor: 'test' });
      const { seal } = await sealEvidence({
        seals: stores.seals,
        incident,
        actor: 'test',
      });
      await stores.revisions.save({
        revision: newRevision({
          incidentKey: key,
          author: { type: 'person', ref: 'user:default/ada' },
          reason: 'test',
          sealId: seal.id,
          content: testContent({ title }),
        }),
        actor: 'test',
      });
      // Two were changed at the same moment
      await knex('postmortems')
        .where({ incident_key: key })
        .update({
          updated_at: `2026-04-0${key === 'OPS-9' ? 1 : 2}T00:00:00.000Z`,
        });
    }
    const keysOf = async (
      options: Omit<ListPostmortemsOptions, 'limit'>,
      limit = 2,
    ) =>
      (
        await readAllPages<PostmortemSummary>(cursor =>
          stores.postmortems.list({ ...options, cursor, limit }),
        )
      ).map(({ incidentKey }) => incidentKey);
    return { stores, keysOf };
  }

  it.each(databases.eachSupportedId())(
    'have the same order in pages and in one page, on %s',
    async databaseId => {
      const { stores, keysOf } = await withDocuments(databaseId);
      const expected: Record<PostmortemOrder, string[]> = {
        newest: ['INC_7', 'OPS-9', 'OPS-12', 'OPS-11', 'OPS-10'],
        oldest: ['OPS-10', 'OPS-11', 'OPS-12', 'OPS-9', 'INC_7'],
        severity: ['OPS-12', 'OPS-11', 'INC_7', 'OPS-10', 'OPS-9'],
        changed: ['OPS-12', 'OPS-11', 'OPS-10', 'INC_7', 'OPS-9'],
      };
      for (const order of Object.keys(expected) as PostmortemOrder[]) {
        expect([order, await keysOf({ order })]).toEqual([
          order,
          expected[order],
        ]);
        expect(await keysOf({ order }, 1)).toEqual(expected[order]);
        expect(await keysOf({ order }, 50)).toEqual(expected[order]);
      }
      // A cursor is of one order
      const { nextCursor: cursor } = await stores.postmortems.list({
        order: 'newest',
        limit: 1,
      });
      await expect(
        stores.postmortems.list({ order: 'severity', limit: 1, cursor }),
      ).rejects.toThrow('Invalid cursor');
      expect(await keysOf({ order: 'severity', severities: ['sev3'] })).toEqual(
        ['INC_7', 'OPS-10'],
      );
      expect(
        await keysOf({
          from: '2026-03-02T10:00:00.000Z',
          to: '2026-03-05T10:00:00.000Z',
        }),
      ).toEqual(['OPS-9', 'OPS-12', 'OPS-11']);
    },
  );

  it.each(databases.eachSupportedId())(
    'find prefixes of words in title and key, ignoring case, on %s',
    async databaseId => {
      const { keysOf } = await withDocuments(databaseId);
      const found: [string, string[]][] = [
        ['checkout', ['OPS-11', 'OPS-10']],
        ['überlast', ['OPS-10']],
        ['ÜBERL', ['OPS-10']],
        ['étag', ['OPS-12']],
        ['slow check', ['OPS-11']],
        ['ops-1', ['OPS-12', 'OPS-11', 'OPS-10']],
        ['inc_7', ['INC_7']],
        ['42', ['OPS-12']],
        // In the middle of a word
        ['heckout', []],
        // Nothing of it means anything to the database
        ["it's", ['OPS-9']],
        ['99%', ['OPS-9']],
        ["' | 'checkout", ['OPS-11', 'OPS-10']],
        ['%', []],
        ['!!!', []],
        ['checkout payments', []],
      ];
      for (const [q, keys] of found) {
        expect([q, await keysOf({ q })]).toEqual([q, keys]);
      }
    },
  );
});
