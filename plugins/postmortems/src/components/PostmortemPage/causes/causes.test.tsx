import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { rulesBroken } from '../../../__testUtils__/examples';
import { overtaken } from '../../../__testUtils__/errorResponses';
import {
  causeBlock,
  causeEvidence,
  postmortemWithCauses,
} from '../__testUtils__/causes';
import { openPage, type OpenOptions } from '../__testUtils__/openPage';

const AT = '2026-03-02T15:00:00.000Z';

function openWithCause(
  document = postmortemWithCauses([causeBlock()]),
  options: OpenOptions = {},
) {
  return openPage({
    nodes: causeEvidence,
    ...options,
    api: { getPostmortem: async () => document, ...options.api },
  });
}

const findCard = () =>
  screen.findByRole('article', { name: /checkout was deployed/ });

/** Opens the dialog of a button, and gives a reason. */
async function decide(button: string, reason = 'It fits.') {
  await userEvent.click(await screen.findByRole('button', { name: button }));
  const dialog = await screen.findByRole('dialog', { name: button });
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: /Reason/ }),
    reason,
  );
  return dialog;
}

describe('cause card', () => {
  it('shows origin, effect, ties and what speaks against it', async () => {
    await openWithCause();
    const card = await findCard();

    expect(card).toHaveTextContent('Possible cause');
    expect(card).toHaveTextContent('A change');
    expect(
      await within(card).findAllByRole('button', {
        name: /CheckoutErrors firing/,
      }),
    ).not.toHaveLength(0);
    const ties = within(card).getByRole('list', { name: /ties it/ });
    expect(ties).toHaveTextContent(
      'Same identifier: The evidence of both names “2.4.0”',
    );
    expect(
      within(card).getByRole('list', { name: /speaks against/ }),
    ).toHaveTextContent('Refuted by an investigation step');
  });

  it('names the role of who states the cause in chat', async () => {
    await openWithCause(
      postmortemWithCauses([
        causeBlock({ origin: 'chat', speaker: 'the payments on-call' }),
      ]),
    );

    expect(await findCard()).toHaveTextContent(
      'Stated in chat, by the payments on-call',
    );
  });

  it('charts the metric that a tie rests on', async () => {
    await openWithCause();

    expect(
      await within(await findCard()).findByRole('img', {
        name: 'error_rate over time. Cause: 14:05 UTC',
      }),
    ).toBeInTheDocument();
  });

  it('opens the evidence of a tie in the panel', async () => {
    await openWithCause();
    const card = await findCard();
    await userEvent.click(
      await within(card).findByRole('button', { name: /cannot reach/ }),
    );
    const panel = await screen.findByRole('region', {
      name: 'Evidence for this claim',
    });
    const source = await within(panel).findByText(/cannot reach/);

    expect(source.closest('[tabindex="-1"]')).toHaveFocus();
  });

  it('confirms the cause with a reason that explains what speaks against it', async () => {
    const decision = {
      outcome: 'confirmed' as const,
      by: 'user:default/ada',
      at: AT,
      reason: 'It fits.',
    };
    const api = await openWithCause(undefined, {
      api: {
        decideCause: async () =>
          postmortemWithCauses([causeBlock({}, decision)], {
            rootCauseStatus: 'confirmed',
          }),
      },
    });
    const dialog = await decide('Confirm the cause');
    await userEvent.click(
      within(dialog).getByRole('checkbox', { name: /My reason explains/ }),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm' }),
    );

    expect(api.decideCause).toHaveBeenCalledWith('retro-1', 'cause-1', {
      baseRevision: 2,
      outcome: 'confirmed',
      reason: 'It fits.',
      explains: true,
    });
    const card = await findCard();
    expect(card).toHaveTextContent('Confirmed cause');
    expect(await within(card).findByText('Ada Okafor')).toBeVisible();
    expect(card).toHaveTextContent('Reason: It fits.');
  });

  it('lists what a confirmation lacks', async () => {
    const error = await rulesBroken([
      {
        rule: 'root_cause.tie_required',
        path: 'claim-7',
        message: 'Nothing ties this cause to the incident',
      },
    ]);
    await openWithCause(undefined, {
      api: {
        decideCause: async () => {
          throw error;
        },
      },
    });
    const dialog = await decide('Confirm the cause');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm' }),
    );

    const [item] = await within(dialog).findAllByRole('listitem');
    expect(item).toHaveTextContent(/^Nothing ties this cause to the incident$/);
  });

  it('rules the cause out with a reason', async () => {
    const api = await openWithCause(undefined, {
      api: { decideCause: async () => postmortemWithCauses([]) },
    });
    const dialog = await decide('Not the cause', 'It was later.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Rule out' }),
    );

    expect(api.decideCause).toHaveBeenCalledWith('retro-1', 'cause-1', {
      baseRevision: 2,
      outcome: 'ruled_out',
      reason: 'It was later.',
    });
    expect(await screen.findByText('Cause ruled out')).toBeVisible();
  });

  it('asks to decide again when the postmortem has changed', async () => {
    const error = await overtaken();
    const api = await openWithCause(undefined, {
      api: {
        decideCause: async () => {
          throw error;
        },
      },
    });
    const dialog = await decide('Not the cause');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Rule out' }),
    );

    expect(
      await within(dialog).findByText(/then decide again/),
    ).toBeInTheDocument();
    expect(api.getPostmortem).toHaveBeenCalledTimes(2);
  });

  it('keeps a cause under “Ruled out”, where the decision can be taken back', async () => {
    const decision = {
      outcome: 'ruled_out' as const,
      by: 'user:default/ada',
      at: AT,
      reason: 'It was later.',
    };
    const api = await openWithCause(
      postmortemWithCauses([], {
        sections: [
          {
            id: 'ruledOut',
            title: 'Ruled out',
            blocks: [causeBlock({}, decision)],
          },
        ],
      }),
      { api: { decideCause: async () => postmortemWithCauses([]) } },
    );
    const dialog = await decide('Take back the decision');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Take back' }),
    );

    expect(api.decideCause).toHaveBeenCalledWith(
      'retro-1',
      'cause-1',
      expect.objectContaining({ outcome: 'open' }),
    );
  });

  it('has no buttons for readers', async () => {
    await openWithCause(
      postmortemWithCauses([causeBlock()], { incidentKey: 'INC-9' }),
      { denied: ['postmortems.postmortem.update'] },
    );
    const card = await findCard();

    expect(
      within(card).queryByRole('button', { name: 'Confirm the cause' }),
    ).not.toBeInTheDocument();
  });
});

describe('undetermined cause', () => {
  it('is accepted with a reason', async () => {
    const accepted = { by: 'user:default/ada', at: AT, reason: 'No logs.' };
    const api = await openWithCause(postmortemWithCauses([]), {
      api: {
        acceptUndetermined: async () =>
          postmortemWithCauses([], { undeterminedAccepted: accepted }),
      },
    });
    const dialog = await decide('Accept as undetermined', 'No logs.');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Accept' }),
    );

    expect(api.acceptUndetermined).toHaveBeenCalledWith('retro-1', {
      baseRevision: 2,
      reason: 'No logs.',
    });
    expect(await screen.findByText('Reason: No logs.')).toBeVisible();
  });

  it('is no longer accepted when that is taken back', async () => {
    const accepted = { by: 'user:default/ada', at: AT, reason: 'No logs.' };
    const api = await openWithCause(
      postmortemWithCauses([], { undeterminedAccepted: accepted }),
      { api: { acceptUndetermined: async () => postmortemWithCauses([]) } },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Take back' }),
    );

    expect(api.acceptUndetermined).toHaveBeenCalledWith('retro-1', {
      baseRevision: 2,
      reason: null,
    });
  });

  it('is not offered once a cause is confirmed', async () => {
    await openWithCause(
      postmortemWithCauses([], { rootCauseStatus: 'confirmed' }),
    );
    await screen.findByRole('heading', { name: 'Root cause' });

    expect(
      screen.queryByRole('button', { name: 'Accept as undetermined' }),
    ).not.toBeInTheDocument();
  });
});
