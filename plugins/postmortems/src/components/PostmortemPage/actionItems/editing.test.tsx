import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openItem, recordOf } from '../__testUtils__/actionItems';
import {
  findItem,
  openPageWithActionItem,
} from '../__testUtils__/openPageWithActionItem';
import { enterText } from '../../../__testUtils__/enterText';

describe('editing of action items', () => {
  it('edits an item with the keyboard and sends only changed fields', async () => {
    const item = openItem();
    const api = await openPageWithActionItem(item);
    const shown = await findItem(item);
    const edit = await within(shown).findByRole('button', { name: /^Edit/ });
    edit.focus();
    await userEvent.keyboard('{Enter}');
    const title = within(shown).getByRole('textbox', {
      name: /What needs to be done/,
    });
    expect(title).toHaveFocus();
    await userEvent.type(title, ' or more');
    await userEvent.keyboard('{Escape}');
    expect(shown).toHaveFocus();
    expect(shown).not.toHaveTextContent('or more');

    await userEvent.click(within(shown).getByRole('button', { name: /^Edit/ }));
    await userEvent.type(
      within(shown).getByRole('textbox', { name: /What needs to be done/ }),
      ' or more{Enter}',
    );
    expect(
      await within(shown).findByRole('heading', {
        name: `${item.title} or more`,
      }),
    ).toBeVisible();
    expect(api.patchActionItem).toHaveBeenCalledTimes(1);
    expect(api.patchActionItem).toHaveBeenCalledWith('retro-1', item.id, {
      version: 4,
      title: `${item.title} or more`,
    });
    expect(shown).toHaveFocus();

    // The version that came back is the one that was seen
    await userEvent.click(within(shown).getByRole('button', { name: /^Edit/ }));
    await userEvent.type(
      within(shown).getByRole('textbox', { name: /Done when/ }),
      '{Enter}at noon{Control>}{Enter}{/Control}',
    );
    expect(api.patchActionItem).toHaveBeenLastCalledWith('retro-1', item.id, {
      version: 5,
      endState: `${item.endState}\nat noon`,
    });
    await waitFor(() => expect(shown).toHaveFocus());
  });

  it('sends nothing when nothing was changed', async () => {
    const item = openItem();
    const api = await openPageWithActionItem(item);
    const shown = await findItem(item);
    await userEvent.click(
      await within(shown).findByRole('button', { name: /^Edit/ }),
    );
    await userEvent.click(within(shown).getByRole('button', { name: 'Save' }));

    expect(shown).toHaveFocus();
    expect(api.patchActionItem).not.toHaveBeenCalled();
  });

  it('sets an owner by name and a due date that includes the whole day', async () => {
    const item = openItem();
    const api = await openPageWithActionItem(item);
    const shown = await findItem(item);
    await userEvent.click(
      await within(shown).findByRole('button', { name: /^Edit/ }),
    );
    const owner = within(shown).getByRole('combobox', { name: 'Owner' });
    await waitFor(() => expect(owner).toHaveValue('Reliability'));
    await userEvent.clear(owner);
    await userEvent.type(owner, 'okaf');
    // A name that is still looked for is not left out
    await userEvent.keyboard('{Enter}');
    expect(api.patchActionItem).not.toHaveBeenCalled();
    expect(
      await screen.findByRole('option', { name: /Ada Okafor/ }),
    ).toHaveTextContent('user:default/ada');
    await userEvent.keyboard('{Enter}');
    expect(owner).toHaveValue('Ada Okafor');
    const due = within(shown).getByLabelText('Due');
    await userEvent.clear(due);
    await userEvent.type(due, '2026-05-04');
    await userEvent.keyboard('{Enter}');

    await waitFor(() =>
      expect(api.patchActionItem).toHaveBeenCalledWith('retro-1', item.id, {
        version: 4,
        owner: 'user:default/ada',
        dueAt: '2026-05-04T23:59:59.999Z',
      }),
    );
  });

  it('clears owner and due date', async () => {
    const item = openItem();
    const api = await openPageWithActionItem(item);
    const shown = await findItem(item);
    await userEvent.click(
      await within(shown).findByRole('button', { name: /^Edit/ }),
    );
    const owner = within(shown).getByRole('combobox', { name: 'Owner' });
    await waitFor(() => expect(owner).toHaveValue('Reliability'));
    await userEvent.clear(owner);
    await userEvent.clear(within(shown).getByLabelText('Due'));
    await userEvent.click(within(shown).getByRole('button', { name: 'Save' }));

    expect(api.patchActionItem).toHaveBeenCalledWith('retro-1', item.id, {
      version: 4,
      owner: null,
      dueAt: null,
    });
  });

  it('adds an item at the end', async () => {
    const item = openItem();
    const api = await openPageWithActionItem(item, {
      createActionItem: async (_, { dueAt, owner, ...sent }) =>
        recordOf({ ...openItem({ dueAt, owner }), ...sent, id: 'added' }),
    });
    const add = await screen.findByRole('button', {
      name: 'Add an action item',
    });
    await userEvent.click(add);
    await userEvent.keyboard('{Escape}');
    expect(
      screen.getByRole('button', { name: 'Add an action item' }),
    ).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    const form = screen.getByRole('form', { name: 'Add an action item' });
    await userEvent.paste('Alert on a full pool');
    await enterText(
      within(form).getByRole('textbox', { name: /Done when/ }),
      'An alert fires within 2 minutes',
    );
    await userEvent.click(within(form).getByRole('button', { name: 'Save' }));

    const added = await screen.findByRole('article', {
      name: 'Alert on a full pool',
    });
    expect(added).toHaveFocus();
    expect(screen.getAllByRole('article').at(-1)).toBe(added);
    expect(api.createActionItem).toHaveBeenCalledWith('retro-1', {
      title: 'Alert on a full pool',
      type: 'prevent',
      priority: 'medium',
      endState: 'An alert fires within 2 minutes',
    });
  });
});
