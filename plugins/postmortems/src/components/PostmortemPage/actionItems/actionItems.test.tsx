import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { rulesBroken } from '../../../__testUtils__/examples';
import { openItem } from '../__testUtils__/actionItems';
import { forbidden } from '../../../__testUtils__/errorResponses';
import {
  findItem,
  openPageWithActionItem,
} from '../__testUtils__/openPageWithActionItem';
import { enterText } from '../../../__testUtils__/enterText';

describe('action items of a postmortem', () => {
  it('accepts a proposal and keeps the focus', async () => {
    const item = openItem({ state: 'proposed', version: undefined });
    const api = await openPageWithActionItem(item);
    const shown = await findItem(item);
    (
      await within(shown).findByRole('button', {
        name: `Accept “${item.title}”`,
      })
    ).focus();
    await userEvent.keyboard('{Enter}');

    expect(
      await within(shown).findByRole('button', { name: 'State: Open' }),
    ).toBeVisible();
    expect(api.patchActionItem).toHaveBeenCalledWith('retro-1', item.id, {
      version: 1,
      state: 'open',
    });
    expect(api.listActionItems).not.toHaveBeenCalled();
    expect(shown).toHaveFocus();
  });

  it('drops a proposal', async () => {
    const item = openItem({ state: 'proposed', version: 2 });
    const api = await openPageWithActionItem(item);
    const shown = await findItem(item);
    await userEvent.click(
      await within(shown).findByRole('button', { name: /^Dismiss/ }),
    );

    expect(
      await within(shown).findByRole('button', { name: 'State: Dropped' }),
    ).toBeVisible();
    expect(api.patchActionItem).toHaveBeenCalledWith('retro-1', item.id, {
      version: 2,
      state: 'dropped',
    });
  });

  it('changes the state only when a menu item is chosen', async () => {
    const item = openItem();
    const api = await openPageWithActionItem(item);
    const shown = await findItem(item);
    const menu = await within(shown).findByRole('button', {
      name: 'State: Open',
    });
    menu.focus();
    await userEvent.keyboard('{Enter}');
    expect(
      screen.getAllByRole('menuitem').map(({ textContent }) => textContent),
    ).toEqual(['In progress', 'Done', 'Dropped']);
    await userEvent.keyboard('{ArrowDown}');
    expect(api.patchActionItem).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');

    expect(
      await within(shown).findByRole('button', { name: 'State: Done' }),
    ).toBeVisible();
    expect(api.patchActionItem).toHaveBeenCalledWith('retro-1', item.id, {
      version: 4,
      state: 'done',
    });
    await waitFor(() =>
      expect(shown).toContainElement(document.activeElement as HTMLElement),
    );
  });

  it('shows hints on vague wording', async () => {
    const item = openItem({
      title: 'Improve checkout',
      endState: 'It is better',
      state: 'proposed',
    });
    await openPageWithActionItem(item);
    const shown = await findItem(item);
    expect(shown).toHaveTextContent('Vague verb: describe the change');
    expect(shown).toHaveTextContent('Hard to check: name a number');

    await userEvent.click(
      await within(shown).findByRole('button', { name: /^Edit/ }),
    );
    const title = within(shown).getByRole('textbox', { name: /What needs/ });
    expect(shown).toHaveTextContent('Vague verb');
    await userEvent.clear(title);
    await enterText(title, 'Raise the pool of checkout');
    expect(shown).not.toHaveTextContent('Vague verb');
    await userEvent.clear(title);
    await enterText(title, 'Fix it');
    expect(shown).toHaveTextContent('Name the thing to change');
  });

  it('shows beside the item why a change was rejected', async () => {
    const item = openItem({ state: 'proposed' });
    const errors = [
      await forbidden(),
      await rulesBroken([
        {
          rule: 'action_items.assignee_required',
          message: 'The template wants an owner for each action item',
        },
      ]),
    ];
    await openPageWithActionItem(item, {
      patchActionItem: async () => {
        throw errors.shift();
      },
    });
    const shown = await findItem(item);
    const accept = await within(shown).findByRole('button', {
      name: /^Accept/,
    });
    await userEvent.click(accept);
    expect(await within(shown).findByRole('alert')).toHaveTextContent(
      'You do not have permission to do this.',
    );
    await userEvent.click(accept);
    expect(
      await within(shown).findByText(/wants an owner for each action item/),
    ).toBeInTheDocument();
  });
});
