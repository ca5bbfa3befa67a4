import { TestDatabases } from '@backstage/backend-test-utils';
import {
  blocksOf,
  caller,
  draftPostmortem,
  editTo,
  startServices,
} from '../__testUtils__/services';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function withDraft(knex: Parameters<typeof startServices>[0]) {
  const backend = await startServices(knex);
  return { backend, document: await draftPostmortem(backend) };
}

describe('ReviewService.transition', () => {
  it('rejects the approval of a root cause without evidence', async () => {
    const { backend, document } = await withDraft(
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
      edit: editTo(1, 'A solar flare did it.', {
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
      edit: editTo(revision, 'The field currency was missing in orders.', {
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
      edit: editTo(revision + 1, 'A late remark.'),
      caller,
    });
    expect(status).toBe('in_review');
  });
});
