import { TestDatabases } from '@backstage/backend-test-utils';
import {
  blocksOf,
  caller,
  draftPostmortem,
  editTo,
  reviewer,
  startServices,
} from '../__testUtils__/services';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('ReviewService.transition', () => {
  it('approves and publishes with an accepted undetermined cause, and reviews later edits again', async () => {
    const backend = await startServices(await databases.init('SQLITE_3'));
    const document = await draftPostmortem(backend);
    const { id } = document;
    const move = (to: 'in_review' | 'approved' | 'published' | 'draft') =>
      backend.review.transition({
        id,
        transition: { to, reason: 'test' },
        caller: reviewer,
      });
    await expect(move('approved')).rejects.toThrow('goes to in_review');
    await move('in_review');
    await expect(move('approved')).rejects.toMatchObject({
      statusCode: 422,
      violations: expect.arrayContaining([
        expect.objectContaining({ rule: 'root_cause.not_confirmed' }),
      ]),
    });
    const { revision } = await backend.causes.acceptUndetermined({
      id,
      acceptance: { baseRevision: 1, reason: 'The logs are gone.' },
      caller,
    });
    expect((await move('approved')).status).toBe('approved');
    expect((await move('published')).status).toBe('published');
    const { status } = await backend.editing.editBlock({
      id,
      blockId: blocksOf(document)[0].id,
      edit: editTo(revision, 'A late remark.'),
      caller,
    });
    expect(status).toBe('in_review');
  });
});
