import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  ActionItemState,
  EditBlock,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import {
  shopEvidence,
  shopIncident,
  shopServices,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { CatalogRoster, DefaultBlamelessChecker } from '../blameless';
import { Categories, DEFAULT_CATEGORIES } from '../categories';
import { openStores } from '../platform/database/__testUtils__/stores';
import { IncidentService } from '../incidents';
import { DefaultTraceValidator } from '../traces';
import { DeterministicSynthesiser } from '../drafting';
import { EvidenceVerifier } from '../verification';
import {
  EditingService,
  EvidenceCollector,
  PostmortemPipeline,
  PostmortemService,
  ReviewService,
  SealedIncidentLoader,
} from '.';

jest.setTimeout(120_000);

const catalog = {
  rollUp: async ({ entityRefs }: { entityRefs: string[] }) => entityRefs,
  ofTier: async () => [],
  ownedBy: async () => [],
  knownServices: async () => shopServices,
  ownerOf: async () => 'group:default/sre-team',
  groupsOf: async () => new Map<string, string>(),
  ownersCountedFor: async ({ group }: { group: string }) => [group],
};
const blameless = new DefaultBlamelessChecker();
const roster = new CatalogRoster({ reader: { users: async () => [] } });
const resolution = {
  version: shopTemplate.version,
  title: shopTemplate.title,
  reason: 'default',
  chain: [],
};
const caller = {
  actor: 'user:default/ada',
  credentials: mockCredentials.user(),
};
const callers = { reader: caller, caller };

type Knex = Awaited<ReturnType<TestDatabases['init']>>;

/** Everything over a database, as a backend has it after its start. */
async function start(knex: Knex, failing = false) {
  const stores = await openStores(knex);
  const verifier = new EvidenceVerifier();
  const incidents = new IncidentService({ stores, catalog });
  const synthesiser = new DeterministicSynthesiser();
  await stores.templates.save({ template: shopTemplate, source: 'test' });
  const pipeline = new PostmortemPipeline({
    stores,
    collector: new EvidenceCollector({
      sources: [],
      evidence: stores.evidence,
      logger: mockServices.logger.mock(),
    }),
    cases: new SealedIncidentLoader({
      stores,
      catalog,
      validator: new DefaultTraceValidator(),
      verifier,
      blameless,
      roster,
    }),
    templates: {
      list: () => [],
      resolve: async () => ({ template: shopTemplate, resolution }),
    },
    synthesiser: {
      synthesise: async input => {
        if (failing) throw new Error('cut off');
        return synthesiser.synthesise(input);
      },
    },
  });
  return {
    stores,
    incidents,
    editing: new EditingService({
      stores,
      catalog,
      verifier,
      blameless,
      roster,
    }),
    review: new ReviewService(stores),
    postmortems: new PostmortemService({
      categories: new Categories(DEFAULT_CATEGORIES),
      stores,
      incidents,
      pipeline,
      verifierVersion: verifier.version,
    }),
  };
}

async function withDocument(knex: Knex) {
  const backend = await start(knex);
  await backend.incidents.create({ incident: shopIncident, ...callers });
  await backend.incidents.submitEvidence({
    key: shopIncident.key,
    nodes: shopEvidence,
    ...callers,
  });
  const { postmortem } = await backend.postmortems.create({
    key: shopIncident.key,
    ...callers,
  });
  return { backend, document: postmortem };
}

const blocksOf = ({ sections }: Postmortem) =>
  sections.flatMap(({ blocks }) => blocks);
const textOf = (document: Postmortem, blockId: string) =>
  blocksOf(document)
    .find(({ id }) => id === blockId)
    ?.claims.map(({ text }) => text)
    .join(' ');
const edit = (baseRevision: number, text: string, more: object = {}) => ({
  baseRevision,
  claims: [
    { text, kind: 'summary' as const, spans: [], attest: false, ...more },
  ],
});
const lateNode = (index: number) => ({
  id: `late-${index}`,
  sourceType: 'chat',
  timestamp: `2026-03-02T14:${20 + (index % 10)}:00.000Z`,
  metadata: { service: 'component:default/checkout' },
  payload: { kind: 'message', author: { name: 'Ada' }, text: `note ${index}` },
});

describe('what people write', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  it.each(databases.eachSupportedId())(
    'stays when the document is written again, with what would stand there now, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { backend, document } = await withDocument(knex);
      const { id } = document;
      const [, lasted] = blocksOf(document);
      await backend.editing.editBlock({
        id,
        blockId: lasted.id,
        edit: edit(1, 'Customers noticed nothing.', {
          attest: true,
          kind: 'impact',
        }),
        caller,
      });
      await backend.incidents.patch({
        key: shopIncident.key,
        patch: { resolvedAt: '2026-03-02T14:41:00.000Z' },
        ...callers,
      });
      const postmortem = await backend.postmortems.regenerate({
        id,
        ...callers,
      });

      const block = blocksOf(postmortem).find(one => one.id === lasted.id)!;
      expect(block).toMatchObject({
        author: { type: 'person', ref: 'user:default/ada' },
        claims: [{ text: 'Customers noticed nothing.', verdict: 'attested' }],
        generated: {
          base: ['The incident lasted 29 minutes.'],
          latest: [{ text: 'The incident lasted 39 minutes.' }],
        },
      });
    },
  );

  it.each(databases.eachSupportedId())(
    'stands when somebody asks for a first draft, also of several at once, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { backend, document } = await withDocument(knex);
      const { id } = document;
      for (const to of ['in_review', 'approved', 'published'] as const) {
        const transition = { to, reason: 'read by the team' };
        await backend.review.transition({ id, transition, caller });
      }
      const late = { key: shopIncident.key, nodes: [lateNode(1)], ...callers };
      await backend.incidents.submitEvidence(late);
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

  it.each(databases.eachSupportedId())(
    'does not remove a follow-up by the way, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { backend, document } = await withDocument(knex);
      const { id } = document;
      const block = blocksOf(document).find(one => one.actionItem)!;
      const { id: itemId, title } = block.actionItem!;
      const put = async (claims: EditBlock['claims']) => {
        const { revision } = await backend.postmortems.get({ id, caller });
        return backend.editing.editBlock({
          id,
          blockId: block.id,
          edit: { baseRevision: revision, claims },
          caller,
        });
      };
      const itemNow = async () => {
        const items = await backend.stores.actionItems.ofPostmortem({ id });
        return items.find(item => item.id === itemId)!;
      };
      const decide = (state: ActionItemState) =>
        backend.stores.actionItems.update({
          postmortemId: id,
          id: itemId,
          actor: caller.actor,
          change: item => ({ ...item, state, version: item.version + 1 }),
        });

      await expect(put([])).rejects.toMatchObject({
        name: 'InputError',
        message: `Block '${block.id}' holds the action item '${title}', which is proposed; set its state to dropped before you remove the block`,
      });
      await decide('open');
      await expect(put([])).rejects.toThrow('which is open');
      expect(await itemNow()).toMatchObject({ state: 'open' });
      expect(await backend.postmortems.get({ id, caller })).toMatchObject({
        revision: 1,
      });
      // Its reasons can be put into other words meanwhile
      const [{ kind, spans }] = block.claims;
      await put([{ text: 'The pool was full.', kind, spans, attest: false }]);

      await decide('dropped');
      const removed = blocksOf(await put([])).find(one => one.id === block.id)!;
      expect(removed.claims).toEqual([]);
      expect(await itemNow()).toMatchObject({ title, state: 'dropped' });
      const again = await backend.postmortems.regenerate({ id, ...callers });
      expect(textOf(again, block.id)).toBe('');
      expect(await itemNow()).toMatchObject({ state: 'dropped' });
    },
  );

  it('is refused when the block has changed since, with both texts', async () => {
    const { backend, document } = await withDocument(
      await databases.init('SQLITE_3'),
    );
    const { id } = document;
    const [, first, second] = blocksOf(document);
    const put = (blockId: string, text: string) =>
      backend.editing.editBlock({
        id,
        blockId,
        edit: edit(1, text, { kind: 'impact' }),
        caller,
      });
    await put(first.id, 'One.');

    await expect(put(first.id, 'Other.')).rejects.toMatchObject({
      name: 'ConflictError',
      current: { claims: [{ text: 'One.' }] },
      yours: [{ text: 'Other.' }],
    });
    // Another block of the same revision is nobody's conflict
    expect(textOf(await put(second.id, 'Two.'), first.id)).toBe('One.');
  });

  it('comes from people only', async () => {
    const { backend, document } = await withDocument(
      await databases.init('SQLITE_3'),
    );
    await expect(
      backend.editing.editBlock({
        id: document.id,
        blockId: blocksOf(document)[0].id,
        edit: edit(1, 'I am a machine.'),
        caller: { ...caller, actor: 'external:agent' },
      }),
    ).rejects.toThrow('Only a person');
  });

  it('cannot be approved as a root cause without evidence, nor vouched for without a place', async () => {
    const { backend, document } = await withDocument(
      await databases.init('SQLITE_3'),
    );
    const { id } = document;
    const move = (to: 'in_review' | 'approved' | 'published' | 'draft') =>
      backend.review.transition({
        id,
        transition: { to, reason: 'test' },
        caller,
      });
    const cause = document.sections.find(one => one.id === 'rootCause')!
      .blocks[0];
    await expect(move('approved')).rejects.toThrow('goes to in_review');
    await backend.editing.editBlock({
      id,
      blockId: cause.id,
      edit: edit(1, 'A solar flare did it.', {
        kind: 'root_cause',
        attest: true,
      }),
      caller,
    });
    await move('in_review');

    await expect(move('approved')).rejects.toMatchObject({
      statusCode: 422,
      violations: [{ rule: 'root_cause.evidence_required' }],
    });
    const { revision } = await backend.postmortems.get({ id, caller });
    await backend.editing.editBlock({
      id,
      blockId: cause.id,
      edit: edit(revision, 'The field currency was missing in orders.', {
        kind: 'root_cause',
        spans: [
          {
            evidenceId: 'log-0',
            pointer: '/message',
            quote: 'order 1000 rejected: field currency is missing',
          },
        ],
      }),
      caller,
    });
    expect((await move('approved')).status).toBe('approved');
    expect((await move('published')).status).toBe('published');
    const { status } = await backend.editing.editBlock({
      id,
      blockId: blocksOf(document)[0].id,
      edit: edit(revision + 1, 'A late remark.'),
      caller,
    });
    expect(status).toBe('in_review');
  });

  it('is never lost, whatever happens in whatever order', async () => {
    const operation = fc.oneof(
      fc.record({
        type: fc.constant('edit' as const),
        block: fc.nat(),
        text: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
        stale: fc.boolean(),
      }),
      fc.record({
        type: fc.constantFrom(
          'regenerate',
          'evidence',
          'restart',
          'fail',
          'review',
          'edit while regenerating',
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 4, maxLength: 14 }),
        async operations => {
          const knex = await databases.init('SQLITE_3');
          let { backend, document } = await withDocument(knex);
          const { id } = document;
          const written = new Map<string, string>();
          const refusals: string[] = [];
          const put = async (index: number, text: string, stale: boolean) => {
            const blocks = blocksOf(document);
            const block = blocks[index % blocks.length];
            const base = stale ? 1 : document.revision;
            try {
              document = await backend.editing.editBlock({
                id,
                blockId: block.id,
                edit: edit(base, text.trim() || 'x', {
                  kind: block.claims[0].kind,
                }),
                caller,
              });
              written.set(block.id, text.trim() || 'x');
            } catch (error) {
              refusals.push((error as Error).name);
            }
          };
          const regenerate = () =>
            backend.postmortems
              .regenerate({ id, ...callers })
              .catch(error => refusals.push(error.message));
          let late = 0;
          for (const one of operations) {
            switch (one.type) {
              case 'edit':
                await put(one.block, one.text, one.stale);
                break;
              case 'evidence':
                late += 1;
                await backend.incidents.submitEvidence({
                  key: shopIncident.key,
                  nodes: [lateNode(late)],
                  ...callers,
                });
                await regenerate();
                break;
              case 'restart':
                backend = await start(knex);
                break;
              case 'fail':
                backend = await start(knex, true);
                await regenerate();
                backend = await start(knex);
                break;
              case 'review':
                for (const to of [
                  'in_review',
                  'approved',
                  'published',
                ] as const) {
                  await backend.review
                    .transition({ id, transition: { to, reason: 'r' }, caller })
                    .catch(() => undefined);
                }
                break;
              case 'edit while regenerating':
                late += 1;
                await backend.incidents.submitEvidence({
                  key: shopIncident.key,
                  nodes: [lateNode(late)],
                  ...callers,
                });
                await Promise.all([
                  regenerate(),
                  put(late, `both ${late}`, false),
                ]);
                break;
              default:
                await regenerate();
            }
            document = await backend.postmortems.get({ id, caller });
            for (const [blockId, text] of written) {
              expect(textOf(document, blockId)).toBe(text);
            }
          }
          const expected = ['ConflictError', 'NotFoundError', 'cut off'];
          expect(refusals.filter(one => !expected.includes(one))).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });
});
