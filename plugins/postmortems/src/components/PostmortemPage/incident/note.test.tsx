import { submitEvidenceNodeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleIncident } from '../../../__testUtils__/examples';
import { toTimeField } from '../../shared/form/timeField';
import {
  chooseAction,
  openPage,
  type OpenOptions,
} from '../__testUtils__/openPage';
import { NOTE_KINDS, noteNode } from './note';
import { enterText } from '../../../__testUtils__/enterText';

const CREATED = {
  created: 1,
  duplicate: 0,
  rejected: 0,
  outcomes: [
    {
      index: 0,
      status: 'created' as const,
      id: 'e-9',
      contentHash: 'a'.repeat(64),
      truncated: false,
    },
  ],
};

async function openDialog(
  submitEvidence: NonNullable<OpenOptions['api']>['submitEvidence'],
) {
  const api = await openPage({
    api: {
      getIncident: async () =>
        exampleIncident({
          services: [
            'component:default/checkout',
            'component:default/inventory',
          ],
        }),
      submitEvidence,
    },
  });
  await chooseAction('Add evidence');
  return { api, dialog: await screen.findByRole('dialog') };
}

const add = (dialog: HTMLElement) =>
  userEvent.click(within(dialog).getByRole('button', { name: 'Add' }));

describe('AddEvidenceDialog', () => {
  it('records a note with its time, source and service, and offers to regenerate the postmortem', async () => {
    const { api, dialog } = await openDialog(async () => CREATED);
    const text = within(dialog).getByLabelText(/What happened/);
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

    expect(api.submitEvidence).toHaveBeenCalledWith('INC-7', [
      {
        sourceType: 'chat',
        timestamp: '2026-03-02T14:30:00.000Z',
        provider: 'note',
        metadata: { service: 'component:default/inventory' },
        payload: {
          kind: 'note',
          text: 'The vendor called.',
          recordedBy: 'user:default/ada',
        },
      },
    ]);
    expect(
      (await screen.findByText(/^Evidence was added/)).parentElement,
    ).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Not now' }));
    expect(screen.getByRole('button', { name: 'Actions' })).toHaveFocus();
  });

  it('shows errors beside their fields, and duplicate notes', async () => {
    const outcomes = [
      {
        index: 0,
        status: 'rejected' as const,
        errors: [
          { path: '/timestamp', message: 'must not lie in the future' },
          { path: '/elsewhere', message: 'is not a known field' },
        ],
      },
      { ...CREATED.outcomes[0], status: 'duplicate' as const },
    ];
    const { dialog } = await openDialog(async () => ({
      created: 0,
      duplicate: 0,
      rejected: 1,
      outcomes: [outcomes.shift()!],
    }));
    await enterText(
      within(dialog).getByLabelText(/What happened/),
      'It rained.',
    );
    await add(dialog);
    await waitFor(() =>
      expect(within(dialog).getByLabelText(/When/)).toHaveAccessibleDescription(
        'Must not lie in the future',
      ),
    );
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      '/elsewhere is not a known field',
    );
    await add(dialog);

    expect(
      await within(dialog).findByText('This evidence has already been added.'),
    ).toBeVisible();
  });

  it.each(NOTE_KINDS)(
    'leaves out an author that the text would repeat: %s',
    kind => {
      const node = noteNode(
        {
          kind,
          service: 'component:default/checkout',
          at: '2026-03-02T14:30:00',
          text: ' It rained. ',
        },
        'user:default/ada',
      );

      expect(submitEvidenceNodeSchema.safeParse(node).error).toBeUndefined();
      // Where the blameless check looks for people
      for (const place of ['author', 'user', 'actor', 'committer']) {
        expect(node.payload).not.toHaveProperty(place);
      }
      expect(Object.values(node.payload)).toContain('It rained.');
    },
  );
});
