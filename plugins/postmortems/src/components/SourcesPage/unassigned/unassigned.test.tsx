import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleUnassigned,
  renderSourcesPage,
} from '../__testUtils__/renderSourcesPage';

const id = '0'.repeat(32);
const search = '?view=unassigned';
const one = async () => ({ items: [exampleUnassigned()], pageInfo: {} });

const select = async () =>
  userEvent.click(
    await screen.findByRole('checkbox', { name: /Select: Ada: Orders fail/ }),
  );

describe('unassigned evidence', () => {
  it('is assigned to an incident, with its conversation if asked', async () => {
    const api = await renderSourcesPage(
      {
        listUnassignedEvidence: async () => ({
          items: [
            exampleUnassigned({
              conversation: 'C1/1',
              incidentKeys: ['INC-7'],
              restricted: 'It is from #security.',
            }),
          ],
          pageInfo: {},
        }),
        assignEvidence: async () => ({
          assigned: 3,
          outcomes: [{ id, status: 'assigned' }],
        }),
      },
      { search },
    );
    await select();
    await userEvent.click(
      screen.getByRole('button', { name: 'Assign to an incident' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('becomes private');
    expect(
      within(dialog).getByRole('textbox', { name: /Incident key/ }),
    ).toHaveValue('INC-7');
    await userEvent.click(within(dialog).getByRole('checkbox'));
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Assign to an incident' }),
    );
    expect(
      await screen.findByText('3 pieces of evidence were added to INC-7.'),
    ).toBeInTheDocument();
    expect(api.assignEvidence).toHaveBeenCalledWith('INC-7', {
      ids: [id],
      conversations: true,
    });
    await waitFor(() =>
      expect(api.listUnassignedEvidence).toHaveBeenCalledTimes(2),
    );
  });

  it('stays in the dialog with the reason when it cannot be assigned', async () => {
    await renderSourcesPage(
      {
        listUnassignedEvidence: one,
        assignEvidence: async () => {
          throw new Error('There is no incident INC-9');
        },
      },
      { search },
    );
    await select();
    await userEvent.click(
      screen.getByRole('button', { name: 'Assign to an incident' }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: /Incident key/ }),
      'INC-9',
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Assign to an incident',
      }),
    );
    expect(
      await screen.findByText('There is no incident INC-9'),
    ).toBeInTheDocument();
  });

  it('is dismissed, and not twice', async () => {
    const api = await renderSourcesPage(
      {
        listUnassignedEvidence: async query => ({
          items:
            query?.state === 'dismissed'
              ? [exampleUnassigned({ state: 'dismissed' })]
              : [exampleUnassigned()],
          pageInfo: {},
        }),
        dismissEvidence: async () => ({ dismissed: 1 }),
      },
      { search },
    );
    await select();
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(
      await screen.findByText('1 piece of evidence was dismissed.'),
    ).toBeInTheDocument();
    expect(api.dismissEvidence).toHaveBeenCalledWith({ ids: [id] });
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'State' }),
      'Dismissed',
    );
    await waitFor(() =>
      expect(api.listUnassignedEvidence).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: 'dismissed' }),
        expect.anything(),
      ),
    );
    expect(
      screen.queryByRole('button', { name: 'Dismiss' }),
    ).not.toBeInTheDocument();
  });

  it('says when none is waiting', async () => {
    await renderSourcesPage(
      { listUnassignedEvidence: async () => ({ items: [], pageInfo: {} }) },
      { search },
    );
    expect(
      await screen.findByText('No evidence is waiting for an incident'),
    ).toBeInTheDocument();
  });
});
