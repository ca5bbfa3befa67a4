import type { VerifyClaimsResponse } from '@postmortems/backstage-plugin-postmortems-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { causeEvidence } from '../__testUtils__/causes';
import { openPage, type OpenOptions } from '../__testUtils__/openPage';
import { postmortemWithClaims } from '../__testUtils__/postmortem';

type Result = VerifyClaimsResponse['results'][number];

const peak = {
  evidenceId: 'errors-1',
  pointer: '/points/5/1',
  quote: '14.2',
};
const unverified: Result = {
  verdict: 'unverified',
  reasons: [{ check: 'value', outcome: 'passed', message: 'It was 14.2 %' }],
  reading: {
    by: 'grammar',
    assertions: [],
    leftOver: [{ start: 0, end: 5 }],
    summary: 'error rate 14.2 %',
  },
  spans: [peak],
};

const answering = (part: Partial<Result> = {}) => ({
  verifyClaims: async (_: string, { claims }: { claims: unknown[] }) => ({
    verifierVersion: '7',
    results: claims.map(() => ({ ...unverified, ...part })),
  }),
});

const findPanel = () =>
  screen.findByRole('region', { name: 'Evidence for this claim' });

/** Opens the editor of the first claim, and writes into it. */
async function edit(text: string, options: OpenOptions = {}) {
  const api = await openPage({
    query: '?claim=c-1',
    nodes: causeEvidence,
    ...options,
  });
  const panel = await findPanel();
  await userEvent.click(
    await within(panel).findByRole('button', { name: 'Edit' }),
  );
  fireEvent.change(within(panel).getByRole('textbox', { name: 'Claim 1' }), {
    target: { value: text },
  });
  return { api, panel };
}

const press = (container: HTMLElement, name: string | RegExp) =>
  userEvent.click(within(container).getByRole('button', { name }));

describe('checking a sentence', () => {
  it('shows verdict, reading and the words that are left over', async () => {
    const { api, panel } = await edit('Wowed by 14.2 %', { api: answering() });
    await press(panel, 'Check');

    expect(api.verifyClaims).toHaveBeenCalledWith('INC-7', {
      claims: [{ text: 'Wowed by 14.2 %', kind: 'impact', spans: [] }],
    });
    const [result] = await within(panel).findAllByRole('status');
    await waitFor(() => expect(result).toHaveTextContent('Unverified'));
    expect(result).toHaveTextContent('Read as: error rate 14.2 %');
    expect(result).toHaveTextContent('No code can check: “Wowed”');
  });

  it('takes over evidence that was found as a citation', async () => {
    const { api, panel } = await edit('Wowed by 14.2 %', {
      api: {
        ...answering(),
        editBlock: async () => postmortemWithClaims([]),
      },
    });
    await press(panel, 'Check');
    await userEvent.click(
      await within(panel).findByRole('button', {
        name: 'Cite error_rate (percent) 14.2, 14:06 UTC',
      }),
    );
    await press(panel, 'Save');
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Save as it is' }),
    );

    expect(api.editBlock).toHaveBeenCalledWith(
      'retro-1',
      'block-c-1',
      expect.objectContaining({
        claims: [expect.objectContaining({ spans: [peak] })],
      }),
    );
  });

  it('searches evidence for a sentence that cites some already', async () => {
    const cited = { evidenceId: 'chat-1', pointer: '/text', quote: '2.4.0' };
    const { api, panel } = await edit('Wowed', {
      claims: [{ id: 'c-1', text: 'The first claim', spans: [cited] }],
      api: answering(),
    });
    await press(panel, 'Check');

    expect(api.verifyClaims).toHaveBeenCalledWith('INC-7', {
      claims: [
        { text: 'Wowed', kind: 'impact', spans: [cited] },
        { text: 'Wowed', kind: 'impact', spans: [] },
      ],
    });
    expect(
      await within(panel).findByRole('list', { name: /Evidence found/ }),
    ).toHaveTextContent('14.2');
  });

  it('saves a supported sentence at once', async () => {
    const { api, panel } = await edit('It was 14.2 %', {
      api: { editBlock: async () => postmortemWithClaims([]) },
    });
    await press(panel, 'Save');

    await waitFor(() => expect(api.editBlock).toHaveBeenCalled());
    expect(api.verifyClaims).toHaveBeenCalledTimes(1);
  });

  it('shows what is wrong before it saves an unsupported sentence', async () => {
    const { api, panel } = await edit('Everybody cried', {
      api: {
        ...answering({ verdict: 'unsupported' }),
        editBlock: async () => postmortemWithClaims([]),
      },
    });
    await press(panel, 'Save');
    expect(
      await within(panel).findByText(/does not support this yet/),
    ).toBeVisible();
    expect(api.editBlock).not.toHaveBeenCalled();
    await press(panel, 'Save as it is');

    await waitFor(() => expect(api.editBlock).toHaveBeenCalled());
  });

  it('saves a sentence that could not be checked', async () => {
    const { api, panel } = await edit('It was 14.2 %', {
      api: {
        verifyClaims: async () => {
          throw new Error('away');
        },
        editBlock: async () => postmortemWithClaims([]),
      },
    });
    await press(panel, 'Save');

    await waitFor(() => expect(api.editBlock).toHaveBeenCalled());
  });

  it('offers to confirm only what a person may confirm', async () => {
    const { panel } = await edit('Wowed by 14.2 %', { api: answering() });
    expect(within(panel).queryByRole('checkbox')).not.toBeInTheDocument();
    await press(panel, 'Check');

    expect(
      await within(panel).findByRole('checkbox', { name: /first-hand/ }),
    ).toBeInTheDocument();
  });
});

describe('citing evidence', () => {
  async function openDialog() {
    const { api, panel } = await edit('Rolled back', {
      api: {
        listEvidence: async (_, { sourceType } = {}) => ({
          items: causeEvidence.filter(
            node =>
              !sourceType || [sourceType].flat().includes(node.sourceType),
          ),
          pageInfo: {},
        }),
      },
    });
    await press(panel, 'Cite evidence');
    const dialog = await screen.findByRole('dialog', { name: 'Cite evidence' });
    return { api, panel, dialog };
  }

  it('filters evidence by type and text', async () => {
    const { dialog } = await openDialog();
    expect(
      await within(dialog).findByText('5 pieces of evidence'),
    ).toBeVisible();
    await userEvent.type(
      within(dialog).getByRole('searchbox', { name: 'Search the evidence' }),
      'payments',
    );
    expect(within(dialog).getByText('1 piece of evidence')).toBeVisible();
    await userEvent.selectOptions(
      within(dialog).getByRole('combobox', { name: 'Type' }),
      'Telemetry',
    );

    expect(
      await within(dialog).findByText('0 pieces of evidence'),
    ).toBeVisible();
  });

  it('cites the selected part of a message', async () => {
    const { panel, dialog } = await openDialog();
    await userEvent.click(
      await within(dialog).findByRole('button', { name: /Rolling back now/ }),
    );
    const text = within(dialog).getByRole<HTMLTextAreaElement>('textbox', {
      name: 'Text',
    });
    const start = text.value.indexOf('Rolling back now');
    text.setSelectionRange(start, start + 'Rolling back now'.length);
    fireEvent.select(text);
    await press(dialog, 'Cite');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());

    expect(
      within(panel).getByRole('list', { name: 'Cited evidence' }),
    ).toHaveTextContent('“Rolling back now”');
    expect(within(panel).getByRole('textbox')).toHaveValue('Rolled back');
  });

  it('cites a point of a metric', async () => {
    const { panel, dialog } = await openDialog();
    await userEvent.click(
      await within(dialog).findByRole('button', { name: /error_rate/ }),
    );
    await userEvent.selectOptions(
      within(dialog).getByRole('combobox', { name: 'Part' }),
      '14:06 UTC: 14.2',
    );
    await press(dialog, 'Cite');

    expect(
      await within(panel).findByRole('button', {
        name: 'Remove the citation error_rate (percent) 14.2, 14:06 UTC',
      }),
    ).toBeVisible();
  });

  it('removes a citation', async () => {
    const { panel } = await edit('Rolled back', {
      claims: [{ id: 'c-1', text: 'The first claim', spans: [peak] }],
    });
    await userEvent.click(
      await within(panel).findByRole('button', { name: /Remove the citation/ }),
    );

    expect(
      within(panel).queryByRole('list', { name: 'Cited evidence' }),
    ).not.toBeInTheDocument();
    expect(within(panel).getByRole('textbox')).toHaveFocus();
  });
});

describe('sentences of a section', () => {
  const three = [
    { id: 'c-1', text: 'The first claim' },
    { id: 'c-2', text: 'The second claim' },
    { id: 'c-3', text: 'The third claim' },
  ];

  it('adds a sentence at the end and moves the focus to it', async () => {
    const api = await openPage({
      api: {
        addBlock: async () =>
          postmortemWithClaims([
            { id: 'c-1', text: 'The first claim' },
            { id: 'c-9', text: 'It was 14.2 %' },
          ]),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Add a sentence to “Impact”',
      }),
    );
    const form = screen.getByRole('form', {
      name: 'Add a sentence to “Impact”',
    });
    expect(within(form).getByRole('textbox')).toHaveFocus();
    await userEvent.keyboard('It was 14.2 %{Control>}{Enter}{/Control}');

    await waitFor(() =>
      expect(api.addBlock).toHaveBeenCalledWith('retro-1', 'impact', {
        claims: [{ text: 'It was 14.2 %', kind: 'impact', spans: [] }],
        after: 'block-c-1',
      }),
    );
    expect(
      await screen.findByRole('button', { name: /^It was 14\.2\s%/ }),
    ).toHaveFocus();
    expect(screen.getByRole('alert')).toHaveTextContent('Sentence added');
  });

  it('puts an entry of the timeline where its time belongs', async () => {
    const api = await openPage({
      api: { addBlock: async () => postmortemWithClaims([]) },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Add a sentence to “Timeline”',
      }),
    );
    const form = screen.getByRole('form', {
      name: 'Add a sentence to “Timeline”',
    });
    const at = new Date('2026-03-02T14:09:00.000Z');
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
    fireEvent.change(within(form).getByLabelText(/When it happened/), {
      target: { value: local.toISOString().slice(0, 16) },
    });
    await userEvent.type(
      within(form).getByRole('textbox', { name: 'Sentence' }),
      'A call',
    );
    await press(form, 'Save');

    await waitFor(() =>
      expect(api.addBlock).toHaveBeenCalledWith('retro-1', 'timeline', {
        claims: [{ text: 'A call', kind: 'timeline', spans: [] }],
        after: 'block-t-1',
        at: '2026-03-02T14:09:00.000Z',
      }),
    );
  });

  it.each([
    ['Move up', 'block-c-1', 'c-3', 'Moved up'],
    ['Move up', null, 'c-2', 'Moved up'],
    ['Move down', 'block-c-3', 'c-2', 'Moved down'],
  ])('%s puts a sentence after %s', async (name, after, claim, said) => {
    const api = await openPage({
      claims: three,
      query: `?claim=${claim}`,
      api: { moveBlock: async () => postmortemWithClaims(three) },
    });
    const panel = await findPanel();
    const button = await within(panel).findByRole('button', { name });
    button.focus();
    await userEvent.keyboard('{Enter}');

    expect(api.moveBlock).toHaveBeenCalledWith('retro-1', `block-${claim}`, {
      after,
    });
    expect(await screen.findByText(said)).toBeVisible();
    expect(button).toHaveFocus();
  });

  it('does not move the first sentence up', async () => {
    const api = await openPage({ claims: three, query: '?claim=c-1' });
    await userEvent.click(
      await within(await findPanel()).findByRole('button', { name: 'Move up' }),
    );

    expect(api.moveBlock).not.toHaveBeenCalled();
  });

  it('removes a sentence after a question', async () => {
    const api = await openPage({
      claims: three,
      query: '?claim=c-1',
      api: { editBlock: async () => postmortemWithClaims(three.slice(1)) },
    });
    const panel = await findPanel();
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Remove' }),
    );
    expect(within(panel).getByRole('button', { name: 'Remove' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');

    expect(api.editBlock).toHaveBeenCalledWith('retro-1', 'block-c-1', {
      baseRevision: 2,
      claims: [],
    });
    expect(await screen.findByText('Sentence removed')).toBeVisible();
  });

  it('takes a confirmation back', async () => {
    const claim = {
      id: 'c-1',
      text: 'It rained',
      verdict: 'attested' as const,
      attestedBy: 'user:default/ada',
    };
    const api = await openPage({
      claims: [claim],
      query: '?claim=c-1',
      api: {
        editBlock: async () =>
          postmortemWithClaims([
            { id: 'c-9', blockId: 'block-c-1', text: 'It rained' },
          ]),
      },
    });
    await userEvent.click(
      await within(await findPanel()).findByRole('button', {
        name: 'Take back',
      }),
    );

    expect(api.editBlock).toHaveBeenCalledWith('retro-1', 'block-c-1', {
      baseRevision: 2,
      claims: [{ text: 'It rained', kind: 'impact', spans: [], attest: false }],
    });
    expect(await screen.findByText('Confirmation taken back')).toBeVisible();
  });
});
