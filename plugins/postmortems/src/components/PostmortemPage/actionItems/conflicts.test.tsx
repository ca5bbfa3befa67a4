import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  postmortemWithActionItem,
  openItem,
  recordOf,
} from '../__testUtils__/actionItems';
import { overtaken } from '../../../__testUtils__/errorResponses';
import { openPage } from '../__testUtils__/openPage';
import { enterText } from '../../../__testUtils__/enterText';

const mine = openItem();

/**
 * A page that shows `mine`, while the server has what a colleague made of it.
 */
async function openStale(theirs: ActionItem) {
  const error = await overtaken();
  let reads = 0;
  const api = await openPage({
    api: {
      getPostmortem: async () => {
        reads += 1;
        return postmortemWithActionItem(reads === 1 ? mine : theirs);
      },
      patchActionItem: async (_, __, { version, ...change }) => {
        if (version !== theirs.version) throw error;
        return recordOf({ ...theirs, ...change } as ActionItem);
      },
    },
  });
  const shown = await screen.findByRole('article', { name: mine.title });
  return { api, shown };
}

async function edit(shown: HTMLElement) {
  await userEvent.click(
    await within(shown).findByRole('button', { name: /^Edit/ }),
  );
  return {
    title: within(shown).getByRole('textbox', { name: /What needs/ }),
    priority: within(shown).getByRole('combobox', { name: 'Priority' }),
    save: within(shown).getByRole('button', { name: 'Save' }),
  };
}

describe('conflicting changes of an action item', () => {
  it('keeps typed values, shows both versions and merges the other changes', async () => {
    const theirs = openItem({
      version: 6,
      title: 'Raise the pool to 80 connections',
      priority: 'low',
    });
    const { api, shown } = await openStale(theirs);
    const { title, priority, save } = await edit(shown);
    await userEvent.clear(title);
    await enterText(title, 'Raise the pool to 120 connections');
    await userEvent.click(save);

    const note = await within(shown).findByRole('alert');
    expect(
      within(note)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'FieldCurrent textYour text',
      `What needs to be done${theirs.title}Raise the pool to 120 connections Use theirs`,
      'PriorityLow priorityunchanged',
    ]);
    expect(title).toHaveValue('Raise the pool to 120 connections');
    expect(priority).toHaveValue('low');
    expect(api.patchActionItem).toHaveBeenCalledTimes(1);

    await userEvent.click(save);
    expect(api.patchActionItem).toHaveBeenLastCalledWith('retro-1', mine.id, {
      version: 6,
      title: 'Raise the pool to 120 connections',
    });
    expect(shown).toHaveFocus();
  });

  it('takes the other version field by field', async () => {
    const theirs = openItem({ version: 6, title: 'Their title of it' });
    const { api, shown } = await openStale(theirs);
    const { title, save } = await edit(shown);
    await userEvent.type(title, '!');
    await userEvent.click(save);
    await userEvent.click(
      await within(shown).findByRole('button', { name: /^Use theirs/ }),
    );

    expect(title).toHaveValue('Their title of it');
    expect(title).toHaveFocus();
    await userEvent.click(save);
    expect(api.patchActionItem).toHaveBeenCalledTimes(1);
    expect(
      within(shown).getByRole('heading', { name: 'Their title of it' }),
    ).toBeVisible();
  });

  it('compares with the version at opening, also when the page has reloaded', async () => {
    const theirs = openItem({ version: 6, title: 'Their title of it' });
    const { api, shown } = await openStale(theirs);
    const { title } = await edit(shown);
    // The page learns of the newer version from elsewhere while somebody writes
    api.regeneratePostmortem.mockResolvedValue(
      postmortemWithActionItem(theirs),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Actions' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Regenerate' }));
    await screen.findByText(/No changes since|Regenerated/);
    await userEvent.type(title, '!{Enter}');

    expect(await within(shown).findByRole('alert')).toHaveTextContent(
      'Their title of it',
    );
    expect(api.patchActionItem).toHaveBeenLastCalledWith(
      'retro-1',
      mine.id,
      expect.objectContaining({ version: 4 }),
    );
  });

  it('changes no state before the other change is shown', async () => {
    const { api, shown } = await openStale(
      openItem({ version: 6, state: 'in_progress' }),
    );
    await userEvent.click(
      await within(shown).findByRole('button', { name: 'State: Open' }),
    );
    await userEvent.click(screen.getByRole('menuitem', { name: 'Done' }));

    const note = await within(shown).findByRole('alert');
    expect(note).toHaveTextContent(
      'The state is now “In progress”; you selected “Done”.',
    );
    await userEvent.click(
      within(note).getByRole('button', { name: 'Set to “Done” anyway' }),
    );
    expect(
      await within(shown).findByRole('button', { name: 'State: Done' }),
    ).toBeVisible();
    expect(api.patchActionItem).toHaveBeenLastCalledWith('retro-1', mine.id, {
      version: 6,
      state: 'done',
    });
    expect(note).not.toBeInTheDocument();
  });
});
