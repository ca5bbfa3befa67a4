import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleIncident } from '../../../__testUtils__/examples';
import { toTimeField } from '../../shared/form/timeField';
import { postmortemWithClaims } from '../__testUtils__/postmortem';
import { failure, forbidden } from '../../../__testUtils__/errorResponses';
import {
  chooseAction,
  openPage,
  type OpenOptions,
} from '../__testUtils__/openPage';
import { enterText } from '../../../__testUtils__/enterText';

const incident = exampleIncident({
  description: 'Orders fail.',
  detectedAt: '2026-03-02T14:09:30.000Z',
});

async function openDialog(
  api: OpenOptions['api'] = {},
  options: Omit<OpenOptions, 'api'> = {},
) {
  const called = await openPage({
    ...options,
    api: {
      getIncident: async () => incident,
      patchIncident: async () => ({ ...incident, severity: 'sev1' }),
      ...api,
    },
  });
  await chooseAction('Edit incident');
  return { api: called, dialog: await screen.findByRole('dialog') };
}

const field = (dialog: HTMLElement, name: string) =>
  within(dialog).getByLabelText(new RegExp(`^${name}`));

async function write(dialog: HTMLElement, name: string, text: string) {
  await userEvent.clear(field(dialog, name));
  if (text) await enterText(field(dialog, name), text);
}

const save = (dialog: HTMLElement) =>
  userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));

describe('IncidentNotices', () => {
  const message = 'No news of Slow since 2026-03-02 14:05 UTC.';

  it('shows what the sources say of the incident', async () => {
    const notices = [
      {
        source: 'prometheus',
        code: 'no-news',
        message,
        since: '2026-03-02T14:40:00.000Z',
      },
    ];
    await openPage({
      api: { getIncident: async () => ({ ...incident, notices }) },
    });
    expect(
      await screen.findByRole('note', { name: 'Notes on this incident' }),
    ).toHaveTextContent(message);
  });

  it('shows nothing when they say nothing', async () => {
    await openPage({});
    expect(
      screen.queryByRole('note', { name: 'Notes on this incident' }),
    ).not.toBeInTheDocument();
  });
});

describe('EditIncidentDialog', () => {
  it('says when the reader cannot change who sees the incident', async () => {
    const { dialog } = await openDialog(
      {},
      {
        fields: { incidentKey: 'INC-visibility' },
        denied: ['postmortems.incident.visibility'],
      },
    );
    expect(field(dialog, 'Private')).toBeDisabled();
    expect(field(dialog, 'Private')).toHaveAccessibleDescription(
      'You do not have permission to change who can see this incident.',
    );
  });

  it('sends changed fields and offers to regenerate the postmortem', async () => {
    const { api, dialog } = await openDialog({
      regeneratePostmortem: async () =>
        postmortemWithClaims([{ id: 'c-9', text: 'A new claim' }], {
          revision: 3,
        }),
    });
    expect(field(dialog, 'Title')).toHaveFocus();
    await userEvent.selectOptions(field(dialog, 'Severity'), 'SEV1');
    await userEvent.click(field(dialog, 'Private'));
    await write(dialog, 'Detected', '');
    await write(dialog, 'Mitigated', toTimeField('2026-03-02T14:50:00.000Z'));
    await write(dialog, 'Description', 'Orders fail at checkout.');
    await userEvent.type(
      within(dialog).getByRole('combobox', { name: /Affected services/ }),
      'invent',
    );
    await screen.findByRole('option', { name: /^inventory/ });
    await userEvent.keyboard('{Enter}');
    await userEvent.type(
      within(dialog).getByRole('combobox', { name: 'Participants' }),
      'okafor',
    );
    await screen.findByRole('option', { name: /Ada Okafor/ });
    await userEvent.keyboard('{Enter}');
    await save(dialog);

    expect(api.patchIncident).toHaveBeenCalledWith('INC-7', {
      severity: 'sev1',
      visibility: 'private',
      detectedAt: null,
      mitigatedAt: '2026-03-02T14:50:00.000Z',
      description: 'Orders fail at checkout.',
      services: ['component:default/checkout', 'component:default/inventory'],
      participants: ['user:default/ada'],
    });
    const offer = (await screen.findByText(/^The incident has changed/))
      .parentElement!;
    expect(offer).toHaveFocus();
    expect(screen.getByRole('list', { name: 'Key facts' })).toHaveTextContent(
      'SEV1',
    );
    await userEvent.click(
      within(offer).getByRole('button', { name: 'Regenerate' }),
    );
    expect(await screen.findByText('A new claim')).toBeVisible();
    expect(offer).not.toBeInTheDocument();
    expect(document.body).not.toHaveFocus();
  });

  it('shows the offer to later readers until they dismiss it', async () => {
    await openPage({
      fields: { changedSinceDrafted: { incident: ['severity'], evidence: 2 } },
    });
    const offer = (
      await screen.findByText(
        /^Changed in the incident since this draft: Severity. 2 pieces of evidence were added/,
      )
    ).parentElement!;
    expect(offer).not.toHaveFocus();
    await userEvent.click(
      within(offer).getByRole('button', { name: 'Not now' }),
    );
    expect(offer).not.toBeInTheDocument();
    expect(screen.queryByText(/since this was written/)).toBeNull();
  });

  it('shows invalid fields and sends nothing', async () => {
    const { api, dialog } = await openDialog();
    await write(dialog, 'Title', '');
    await write(dialog, 'Started', '');
    await write(dialog, 'Mitigated', toTimeField('2026-03-02T15:30:00.000Z'));
    await save(dialog);

    expect(field(dialog, 'Title')).toHaveAccessibleDescription(
      'Enter a title of up to 300 characters',
    );
    expect(field(dialog, 'Started')).toHaveAccessibleDescription(
      'Enter a start time that is not in the future',
    );
    expect(field(dialog, 'Resolved')).toHaveAccessibleDescription(
      /^Enter a time between the mitigation, or the start, and now/,
    );
    expect(api.patchIncident).not.toHaveBeenCalled();
  });

  it('shows an error of the server beside its field until that changes', async () => {
    const error = await failure(400, {
      name: 'InputError',
      message: 'resolvedAt must not lie in the future',
      fields: [
        { path: '/resolvedAt', message: 'must not lie in the future' },
        { path: '/services/0', message: 'must be a full entity ref' },
      ],
    });
    const { dialog } = await openDialog({
      patchIncident: async () => {
        throw error;
      },
    });
    await write(dialog, 'Resolved', toTimeField('2026-03-02T15:40:00.000Z'));
    await save(dialog);
    const resolved = field(dialog, 'Resolved');
    await waitFor(() =>
      expect(resolved).toHaveAccessibleDescription(
        'Must not lie in the future',
      ),
    );
    expect(
      within(dialog).getByRole('combobox', { name: /Affected services/ }),
    ).toHaveAccessibleDescription('Must be a full entity ref');
    expect(within(dialog).queryByRole('alert')).not.toBeInTheDocument();
    await write(dialog, 'Resolved', toTimeField('2026-03-02T15:30:00.000Z'));

    expect(resolved).toBeValid();
    expect(resolved).toHaveAccessibleDescription(
      'Stored as 2026-03-02 15:30 UTC',
    );
  });

  it('shows other errors and missing permissions', async () => {
    const errors = [
      await failure(503, { name: 'Error', message: 'The database is away' }),
      await forbidden(),
    ];
    const { dialog } = await openDialog({
      patchIncident: async () => {
        throw errors.shift();
      },
    });
    await write(dialog, 'Title', 'Another title');
    await save(dialog);
    expect(
      await within(dialog).findByText('The database is away'),
    ).toBeInTheDocument();
    await save(dialog);
    expect(
      await within(dialog).findByText('You do not have permission to do this.'),
    ).toBeVisible();
  });

  it('shows concurrent changes of the same fields before it saves', async () => {
    let record = incident;
    const { api, dialog } = await openDialog({
      getIncident: async () => record,
    });
    await write(dialog, 'Title', 'Mine');
    await userEvent.selectOptions(field(dialog, 'Severity'), 'SEV1');
    record = {
      ...incident,
      title: 'Theirs',
      severity: 'sev4',
      description: 'Their description',
    };
    await save(dialog);
    const note = await within(dialog).findByRole('alert');
    expect(note).toHaveFocus();
    expect(
      within(note)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'FieldCurrent textYour text',
      'TitleTheirsMine Use theirs',
      'SeveritySEV4SEV1 Use theirs',
    ]);
    expect(api.patchIncident).not.toHaveBeenCalled();
    await userEvent.click(
      within(note).getByRole('button', { name: 'Use theirs for Severity' }),
    );
    expect(field(dialog, 'Severity')).toHaveFocus();
    expect(field(dialog, 'Severity')).toHaveValue('sev4');
    expect(field(dialog, 'Description')).toHaveValue('Their description');
    await save(dialog);
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(api.patchIncident.mock.calls).toEqual([
      ['INC-7', { title: 'Mine' }],
    ]);
  });

  it('keeps entered values until Cancel', async () => {
    const { dialog } = await openDialog();
    const backdrop = dialog.closest('.MuiDialog-container')!;
    await userEvent.click(backdrop);
    expect(dialog).toBeVisible();
    await write(dialog, 'Title', 'Another title');
    await userEvent.keyboard('{Escape}');
    expect(field(dialog, 'Title')).toHaveValue('Another title');
    expect(dialog).toHaveTextContent('You have unsaved changes.');
    const cancel = within(dialog).getByRole('button', { name: 'Cancel' });
    expect(cancel).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });

  it('sends nothing without changes and returns the focus to the menu', async () => {
    const { api, dialog } = await openDialog();
    await save(dialog);

    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(api.patchIncident).not.toHaveBeenCalled();
    expect(screen.queryByText(/^The incident has/)).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Actions' })).toHaveFocus();
  });
});
