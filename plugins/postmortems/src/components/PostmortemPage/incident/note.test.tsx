import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { enterText } from '../../../__testUtils__/enterText';
import { failure } from '../../../__testUtils__/errorResponses';
import { exampleIncident } from '../../../__testUtils__/examples';
import { toTimeField } from '../../shared/form/timeField';
import {
  chooseAction,
  openPage,
  type OpenOptions,
} from '../__testUtils__/openPage';
import { exampleNode } from '../__testUtils__/postmortem';

async function openDialog(addNote: NonNullable<OpenOptions['api']>['addNote']) {
  const api = await openPage({
    api: {
      getIncident: async () =>
        exampleIncident({
          services: [
            'component:default/checkout',
            'component:default/inventory',
          ],
        }),
      addNote,
    },
  });
  await chooseAction('Add a note');
  return { api, dialog: await screen.findByRole('dialog') };
}

const add = (dialog: HTMLElement) =>
  userEvent.click(within(dialog).getByRole('button', { name: 'Add' }));

describe('AddNoteDialog', () => {
  it('keeps a note with its time and service, and offers to regenerate the postmortem', async () => {
    const { api, dialog } = await openDialog(async () =>
      exampleNode('note/1', { kind: 'message', text: 'The vendor called.' }),
    );
    const text = within(dialog).getByLabelText(/Note/);
    expect(text).toHaveFocus();
    expect(within(dialog).getByRole('button', { name: 'Add' })).toBeDisabled();
    await enterText(text, 'The vendor called.');
    const at = within(dialog).getByLabelText(/When/);
    await userEvent.clear(at);
    await userEvent.type(at, toTimeField('2026-03-02T14:30:00.000Z'));
    await userEvent.selectOptions(
      within(dialog).getByRole('combobox', { name: 'Service' }),
      'inventory',
    );
    await add(dialog);

    expect(api.addNote).toHaveBeenCalledWith('INC-7', {
      text: 'The vendor called.',
      at: '2026-03-02T14:30:00.000Z',
      service: 'component:default/inventory',
    });
    expect(
      (await screen.findByText(/^Evidence was added/)).parentElement,
    ).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Not now' }));
    expect(screen.getByRole('button', { name: 'Actions' })).toHaveFocus();
  });

  it('is done with a note that was added when it was sent before', async () => {
    const error = await failure(409, {
      name: 'AlreadyDoneError',
      message: 'The write was done',
    });
    const { dialog } = await openDialog(async () => {
      throw error;
    });
    await enterText(within(dialog).getByLabelText(/Note/), 'It rained.');
    await add(dialog);
    expect(await screen.findByText(/^Evidence was added/)).toBeVisible();
  });

  it('shows errors of the server beside their fields', async () => {
    const error = await failure(400, {
      name: 'InputError',
      message: 'at must not lie in the future',
      fields: [{ path: '/at', message: 'must not lie in the future' }],
    });
    const { dialog } = await openDialog(async () => {
      throw error;
    });
    await enterText(within(dialog).getByLabelText(/Note/), 'It rained.');
    await add(dialog);

    await waitFor(() =>
      expect(within(dialog).getByLabelText(/When/)).toHaveAccessibleDescription(
        'Must not lie in the future',
      ),
    );
    expect(within(dialog).queryByRole('alert')).not.toBeInTheDocument();
  });
});
