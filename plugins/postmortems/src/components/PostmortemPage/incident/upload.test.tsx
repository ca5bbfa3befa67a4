import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../__testUtils__/errorResponses';
import { enterText } from '../../../__testUtils__/enterText';
import { toTimeField } from '../../shared/form/timeField';
import {
  chooseAction,
  openPage,
  type OpenOptions,
} from '../__testUtils__/openPage';

const file = new File(['WEBVTT'], 'call.vtt');
const formats = {
  items: [
    { format: 'slack-export', title: 'Slack export (zip)', source: 'slack' },
    { format: 'webvtt', title: 'Transcript (WebVTT)', source: 'transcripts' },
  ],
};
const nothing = {
  created: 0,
  duplicate: 0,
  outsideWindow: 0,
  rejected: [],
  skipped: [],
};

const uploaded: Parameters<
  NonNullable<NonNullable<OpenOptions['api']>['uploadEvidence']>
>[] = [];

async function openDialog(calls: OpenOptions['api'] = {}) {
  await openPage({
    api: { listUploadFormats: async () => formats, ...calls },
  });
  await chooseAction('Upload a file');
  const dialog = await screen.findByRole('dialog', { name: 'Upload a file' });
  return { dialog };
}

async function send(dialog: HTMLElement) {
  await userEvent.upload(await within(dialog).findByLabelText(/File/), file);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Upload' }));
}

describe('UploadDialog', () => {
  it('uploads a file of a format, and tells what became of what is in it', async () => {
    const { dialog } = await openDialog({
      uploadEvidence: async (...sent) => {
        uploaded.push(sent);
        return {
          created: 12,
          duplicate: 3,
          outsideWindow: 1200,
          skipped: [{ reason: 'Empty messages', count: 2 }],
          rejected: [{ reason: '/timestamp must be a time', count: 1 }],
          traces: { created: 1, duplicate: 0 },
          restricted: 'It has messages of private Slack channels: #security.',
        };
      },
    });
    const format = await within(dialog).findByRole('combobox', {
      name: /Format/,
    });
    expect(format).toHaveFocus();
    expect(
      within(dialog).getByRole('button', { name: 'Upload' }),
    ).toBeDisabled();
    await userEvent.selectOptions(format, 'Transcript (WebVTT)');
    await enterText(
      within(dialog).getByLabelText(/Start of the recording/),
      toTimeField('2026-03-02T14:02:00.000Z'),
    );
    await send(dialog);

    expect(uploaded).toEqual([
      [
        'INC-7',
        'webvtt',
        file,
        { fileName: 'call.vtt', startedAt: '2026-03-02T14:02:00.000Z' },
      ],
    ]);
    const result = await screen.findByRole('dialog', { name: 'Uploaded' });
    expect(result).toHaveTextContent('12 pieces of evidence were added.');
    expect(
      within(result)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      '1 investigation was added',
      '3 pieces of evidence were there already',
      '1,200 are from before or after the incident, and were left out',
      'Empty messages (2)',
      'timestamp must be a time (1)',
    ]);
    expect(result).toHaveTextContent('The incident is private now');
    const close = within(result).getByRole('button', { name: 'Close' });
    expect(close).toHaveFocus();
    await userEvent.click(close);
    expect(await screen.findByText(/^Evidence was added/)).toBeVisible();
  });

  it('says nothing of evidence when the file is an investigation', async () => {
    const { dialog } = await openDialog({
      uploadEvidence: async () => ({
        ...nothing,
        traces: { created: 1, duplicate: 0 },
      }),
    });
    await send(dialog);
    expect(await screen.findByText('1 investigation was added')).toBeVisible();
    expect(screen.queryByText(/no new evidence/)).not.toBeInTheDocument();
  });

  it('offers no new draft when nothing was added', async () => {
    const { dialog } = await openDialog({
      uploadEvidence: async () => nothing,
    });
    await send(dialog);
    expect(
      await screen.findByText('The file had no new evidence.'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText(/^Evidence was added/)).not.toBeInTheDocument();
  });

  it('stays with the reason when the file cannot be read', async () => {
    const error = await failure(400, {
      name: 'InputError',
      message: 'The archive has no channel: it is no export of Slack',
    });
    const { dialog } = await openDialog({
      uploadEvidence: async () => {
        throw error;
      },
    });
    await send(dialog);
    expect(
      await within(dialog).findByText(/it is no export of Slack/),
    ).toBeVisible();
  });

  it('shows why formats cannot be listed, and tries again', async () => {
    let calls = 0;
    const { dialog } = await openDialog({
      listUploadFormats: async () => {
        calls += 1;
        if (calls === 1) throw new Error('The backend is away');
        return formats;
      },
    });
    expect(
      (await within(dialog).findAllByText(/The backend is away/))[0],
    ).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Try again' }),
    );
    expect(await within(dialog).findByLabelText(/File/)).toBeVisible();
  });

  it('opens from the details as well', async () => {
    await openPage({ api: { listUploadFormats: async () => formats } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Details' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Upload a file' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Upload a file' }),
    ).toBeVisible();
  });
});
