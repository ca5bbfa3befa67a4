import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  ActionItemState,
  EditBlock,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  blocksOf,
  caller,
  callers,
  draftPostmortem,
  editTo,
  startServices,
  textOf,
} from '../__testUtils__/services';

jest.setTimeout(20_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

async function withDraft(knex: Parameters<typeof startServices>[0]) {
  const backend = await startServices(knex);
  return { backend, document: await draftPostmortem(backend) };
}

describe('editBlock', () => {
  it.each(databases.eachSupportedId())(
    'refuses to remove a block before its action item is dropped, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { backend, document } = await withDraft(knex);
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
        const items = await backend.stores.actionItems.listByPostmortem({ id });
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

  it('refuses an edit of a block that has changed since, with both texts', async () => {
    const { backend, document } = await withDraft(
      await databases.init('SQLITE_3'),
    );
    const { id } = document;
    const [, first, second] = blocksOf(document);
    const put = (blockId: string, text: string) =>
      backend.editing.editBlock({
        id,
        blockId,
        edit: editTo(1, text, { kind: 'impact' }),
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

  it('refuses edits by machines', async () => {
    const { backend, document } = await withDraft(
      await databases.init('SQLITE_3'),
    );
    await expect(
      backend.editing.editBlock({
        id: document.id,
        blockId: blocksOf(document)[0].id,
        edit: editTo(1, 'I am a machine.'),
        caller: { ...caller, actor: 'external:agent' },
      }),
    ).rejects.toThrow('Only a person');
  });
});
