import type {
  EvidenceStatement,
  VerifyClaims,
  VerifyClaimsResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { causeEvidence } from '../__testUtils__/causes';
import { openPage, type OpenOptions } from '../__testUtils__/openPage';
import { exampleNode, postmortemWithClaims } from '../__testUtils__/postmortem';

type Result = VerifyClaimsResponse['results'][number];

const peaked: EvidenceStatement = {
  text: '14:06 UTC: error_rate of checkout peaked at 14.2 %.',
  assertions: [
    {
      type: 'extreme',
      series: { evidence: 'errors-1', metric: 'error_rate' },
      which: 'highest',
      at: {
        at: '2026-03-02T14:06:00.000Z',
        precisionMs: 60_000,
        bound: 'exactly',
      },
    },
  ],
  spans: [{ evidenceId: 'errors-1', pointer: '/points/5/1', quote: '14.2' }],
};
const wrote = (quote: string): EvidenceStatement => ({
  text: `Payments on-call wrote: “${quote}”`,
  assertions: [{ type: 'said', evidence: 'chat-1', text: quote }],
  spans: [{ evidenceId: 'chat-1', pointer: '/text', quote }],
});

/** The grammar reads nothing, and offers another reading; what a person gives is supported. */
const verify = async (
  _: string,
  { claims }: VerifyClaims,
): Promise<VerifyClaimsResponse> => ({
  verifierVersion: '7',
  results: claims.map(
    ({ text, assertions, spans }): Result =>
      assertions
        ? {
            verdict: 'supported',
            reasons: [],
            reading: {
              by: 'person',
              assertions,
              leftOver: [],
              summary: 'given',
            },
            spans,
          }
        : {
            verdict: 'unverified',
            reasons: [],
            reading: {
              by: 'grammar',
              assertions: [],
              leftOver: [{ start: 0, end: text.length }],
            },
            alternatives: [
              {
                by: 'grammar',
                assertions: peaked.assertions,
                leftOver: [{ start: 0, end: 5 }],
                summary: 'error_rate of checkout peaked at 14.2 %.',
              },
            ],
            spans,
          },
  ),
});

const written = {
  verifyClaims: verify,
  listStatements: async (_: string, id: string, query = {}) => {
    const { quote = 'Rolling back now' } = query as { quote?: string };
    return { statements: id === 'errors-1' ? [peaked] : [wrote(quote)] };
  },
  addBlock: async () => postmortemWithClaims([]),
  editBlock: async () => postmortemWithClaims([]),
} satisfies OpenOptions['api'];

const press = (container: HTMLElement, name: string | RegExp) =>
  userEvent.click(within(container).getByRole('button', { name }));

/** Opens the dialog that inserts sentences into a section. */
async function openInsert(section: string, options: OpenOptions = {}) {
  const api = await openPage({
    nodes: causeEvidence,
    ...options,
    api: { ...written, ...options.api },
  });
  await userEvent.click(
    await screen.findByRole('button', {
      name: `Insert from evidence in “${section}”`,
    }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'Insert from evidence',
  });
  const choose = async (evidence: RegExp, sentence: string | RegExp) => {
    await userEvent.click(
      await within(dialog).findByRole('button', { name: evidence }),
    );
    await userEvent.click(
      await within(dialog).findByRole('checkbox', { name: sentence }),
    );
  };
  return { api, dialog, choose };
}

/** Opens the editor of the first claim, checks it, and opens the dialog about its reading. */
async function openCorrection() {
  const api = await openPage({
    query: '?claim=c-1',
    nodes: causeEvidence,
    api: written,
  });
  const panel = await screen.findByRole('region', {
    name: 'Evidence for this claim',
  });
  await userEvent.click(
    await within(panel).findByRole('button', { name: 'Edit' }),
  );
  await press(panel, 'Check');
  await userEvent.click(
    await within(panel).findByRole('button', { name: 'Correct the reading' }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'Correct the reading',
  });
  return { api, panel, dialog };
}

describe('inserting from evidence', () => {
  it('inserts sentences about several pieces of evidence, which can be reworded', async () => {
    const { api, dialog, choose } = await openInsert('Impact');
    await choose(/error_rate/, /peaked at 14.2/);
    await press(dialog, 'All evidence');
    await choose(/Rolling back now/, /wrote/);
    await press(dialog, 'Insert');
    const form = await screen.findByRole('form', {
      name: 'Add a sentence to “Impact”',
    });
    fireEvent.change(within(form).getByRole('textbox', { name: 'Claim 1' }), {
      target: { value: 'It was bad: 14.2 %.' },
    });
    await press(form, 'Save');

    await waitFor(() =>
      expect(api.addBlock).toHaveBeenCalledWith('retro-1', 'impact', {
        claims: [
          { ...peaked, kind: 'impact', text: 'It was bad: 14.2 %.' },
          { ...wrote('Rolling back now'), kind: 'impact' },
        ],
        after: 'block-c-1',
      }),
    );
  });

  it('puts a sentence into the timeline at its time', async () => {
    const { api, dialog, choose } = await openInsert('Timeline');
    await choose(/error_rate/, /peaked/);
    await press(dialog, 'Insert');
    await press(
      await screen.findByRole('form', { name: 'Add a sentence to “Timeline”' }),
      'Save',
    );

    await waitFor(() =>
      expect(api.addBlock).toHaveBeenCalledWith(
        'retro-1',
        'timeline',
        expect.objectContaining({ at: '2026-03-02T14:06:00.000Z' }),
      ),
    );
  });

  it('quotes the selected part of a message', async () => {
    const { api, dialog } = await openInsert('Impact');
    await userEvent.click(
      await within(dialog).findByRole('button', { name: /Rolling back now/ }),
    );
    const text = within(dialog).getByRole<HTMLTextAreaElement>('textbox', {
      name: 'Text',
    });
    const start = text.value.indexOf('payments database');
    text.setSelectionRange(start, start + 'payments database'.length);
    fireEvent.select(text);

    await within(dialog).findByRole('checkbox', {
      name: 'Payments on-call wrote: “payments database”',
    });
    expect(api.listStatements).toHaveBeenLastCalledWith('INC-7', 'chat-1', {
      section: 'impact',
      quote: 'payments database',
    });
  });

  it('offers what the record of the incident says', async () => {
    const { api, dialog } = await openInsert('Impact');
    await press(dialog, /^Incident record/);

    await waitFor(() =>
      expect(api.listStatements).toHaveBeenCalledWith(
        'INC-7',
        'incident-record',
        { section: 'impact' },
      ),
    );
  });
});

describe('correcting a reading', () => {
  it('offers the other readings with the words that they leave out', async () => {
    const { api, panel, dialog } = await openCorrection();
    const reading = await within(dialog).findByRole('radio', {
      name: /peaked at 14.2 %/,
    });
    expect(dialog).toHaveTextContent('Leaves out: “The f”');
    await userEvent.click(reading);
    await press(dialog, 'Use this reading');

    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(await within(panel).findByText('Read as: given')).toBeVisible();
    expect(panel).toHaveTextContent('Read by a person');
    await press(panel, 'Save');
    await waitFor(() =>
      expect(api.editBlock).toHaveBeenCalledWith(
        'retro-1',
        'block-c-1',
        expect.objectContaining({
          claims: [expect.objectContaining({ assertions: peaked.assertions })],
        }),
      ),
    );
  });

  it('takes the reading from evidence, and cites it', async () => {
    const { panel, dialog } = await openCorrection();
    await userEvent.click(
      await within(dialog).findByRole('radio', {
        name: 'Give the reading from evidence',
      }),
    );
    await userEvent.click(
      await within(dialog).findByRole('button', { name: /error_rate/ }),
    );
    await userEvent.click(
      await within(dialog).findByRole('checkbox', { name: /peaked/ }),
    );
    await press(dialog, 'Use this reading');

    expect(await within(panel).findByText('Read as: given')).toBeVisible();
    expect(
      within(panel).getByRole('list', { name: 'Cited evidence' }),
    ).toHaveTextContent('14.2');
    // And back again
    await press(panel, 'Correct the reading');
    await userEvent.click(
      await screen.findByRole('radio', { name: /Read it automatically again/ }),
    );
    await press(screen.getByRole('dialog'), 'Use this reading');
    expect(
      await within(panel).findByText(/Nothing in this sentence/),
    ).toBeVisible();
  });
});

describe('adding a note', () => {
  const note = exampleNode(
    'note/1',
    { kind: 'message', author: { name: 'Ada Okafor' }, text: 'It was dark.' },
    { sourceType: 'chat', provider: 'backstage' },
  );

  it('keeps it as evidence and goes on with it', async () => {
    const { api, dialog } = await openInsert('Impact', {
      api: { addNote: async () => note },
    });
    await press(dialog, 'Add a note');
    const adding = await screen.findByRole('dialog', { name: 'Add a note' });
    await userEvent.type(
      within(adding).getByRole('textbox', { name: /Note/ }),
      'It was dark.',
    );
    await press(adding, 'Add');

    await waitFor(() =>
      expect(api.addNote).toHaveBeenCalledWith('INC-7', {
        text: 'It was dark.',
        at: expect.stringMatching(/Z$/),
        service: 'component:default/checkout',
      }),
    );
    expect(
      await within(dialog).findByText('Ada Okafor: It was dark.'),
    ).toBeVisible();
    expect(api.listStatements).toHaveBeenCalledWith('INC-7', 'note/1', {
      section: 'impact',
    });
  });

  it('is not offered to those who may not add evidence', async () => {
    const { dialog } = await openInsert('Impact', {
      fields: { incidentKey: 'INC-8' },
      denied: ['postmortems.incident.update'],
    });

    expect(
      within(dialog).queryByRole('button', { name: 'Add a note' }),
    ).not.toBeInTheDocument();
  });
});
