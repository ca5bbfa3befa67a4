import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import {
  blocksOf,
  caller,
  callers,
  draftPostmortem,
  editTo,
  lateNode,
  startServices,
  textOf,
} from '../__testUtils__/services';

jest.setTimeout(30_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('edits (property)', () => {
  it('keeps every edit through any order of drafts, failures and restarts', async () => {
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
    const knex = await databases.init('SQLITE_3');
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 4, maxLength: 14 }),
        async operations => {
          runs += 1;
          const key = `INC-${runs}`;
          let backend = await startServices(knex);
          let document = await draftPostmortem(backend, key);
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
                edit: editTo(base, text.trim() || 'x', {
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
                await backend.evidence.submit({
                  key,
                  nodes: [lateNode(late)],
                  ...callers,
                });
                await regenerate();
                break;
              case 'restart':
                backend = await startServices(knex);
                break;
              case 'fail':
                backend = await startServices(knex, { failing: true });
                await regenerate();
                backend = await startServices(knex);
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
                await backend.evidence.submit({
                  key,
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
