import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { enterText } from '../../../__testUtils__/enterText';
import { failure } from '../../../__testUtils__/errorResponses';
import { chooseAction, openPage } from '../__testUtils__/openPage';

const erasure = {
  id: 'e-1',
  subject: 'person' as const,
  incidentKey: 'INC-7',
  reason: 'request of the person',
  requestedBy: 'user:default/ada',
  requestedAt: '2026-03-02T14:02:00.000Z',
  state: 'done' as const,
  counts: {},
  skipped: [],
};

async function fill(dialog: HTMLElement) {
  await enterText(
    within(dialog).getByLabelText(/What the person is called/),
    'user:default/mei\nU0MEI',
  );
  await enterText(
    within(dialog).getByLabelText(/Reason/),
    'request of the person',
  );
}

const press = (dialog: HTMLElement, name: string) =>
  userEvent.click(within(dialog).getByRole('button', { name }));

describe('EraseDialog', () => {
  it('erases only what the reader has seen in a preview', async () => {
    const api = await openPage({
      api: {
        previewErasure: async () => ({
          counts: { evidence: 2, revisions: 3 },
          incidents: [{ key: 'INC-7', counts: { evidence: 2 } }],
          names: ['user:default/mei', 'U0MEI', 'Mei Tan'],
          keptIds: [],
          skipped: [],
        }),
        requestErasure: async () => erasure,
      },
    });
    await chooseAction('Erase…');
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByRole('button', { name: 'Show what goes' }),
    ).toBeDisabled();
    await fill(dialog);
    await press(dialog, 'Show what goes');
    expect(
      await within(dialog).findByText(/changes 5 records, 2 pieces of/),
    ).toBeInTheDocument();
    expect(within(dialog).getByText(/Mei Tan/)).toBeInTheDocument();
    expect(api.requestErasure).not.toHaveBeenCalled();

    // Something else was not seen
    const reason = within(dialog).getByLabelText(/Reason/);
    await enterText(reason, ', by mail');
    await press(dialog, 'Show what goes');
    const erase = await within(dialog).findByRole('button', { name: 'Erase' });
    expect(erase).toBeDisabled();
    await userEvent.click(within(dialog).getByLabelText('Erase this for good'));
    await press(dialog, 'Erase');
    expect(await screen.findByText('Erased')).toBeInTheDocument();
    expect(api.requestErasure).toHaveBeenCalledWith({
      subject: 'person',
      names: ['user:default/mei', 'U0MEI'],
      incidentKey: expect.any(String),
      reason: 'request of the person, by mail',
    });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('offers nothing to erase when nothing was found', async () => {
    await openPage({
      api: {
        previewErasure: async () => ({
          counts: {},
          incidents: [],
          names: ['user:default/mei'],
          keptIds: [],
          skipped: ['INC-7'],
        }),
      },
    });
    await chooseAction('Erase…');
    const dialog = await screen.findByRole('dialog');
    await fill(dialog);
    await press(dialog, 'Show what goes');
    expect(await within(dialog).findByText(/Nothing was found/)).toBeVisible();
    expect(within(dialog).getByText(/INC-7/)).toBeVisible();
    expect(
      within(dialog).queryByRole('button', { name: 'Erase' }),
    ).not.toBeInTheDocument();
  });

  it('says why nothing was erased', async () => {
    const error = await failure(409, {
      name: 'ConflictError',
      message: "Incident 'INC-7' is on legal hold; end the hold to erase it",
    });
    await openPage({
      api: {
        previewErasure: async () => {
          throw error;
        },
      },
    });
    await chooseAction('Erase…');
    const dialog = await screen.findByRole('dialog');
    await fill(dialog);
    await press(dialog, 'Show what goes');
    expect(await within(dialog).findByText(/on legal hold/)).toBeVisible();
  });
});
