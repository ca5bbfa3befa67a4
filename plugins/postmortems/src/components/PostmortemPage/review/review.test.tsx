import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { rulesBroken } from '../../../__testUtils__/examples';
import { postmortemWithClaims } from '../__testUtils__/postmortem';
import { forbidden } from '../../../__testUtils__/errorResponses';
import { chooseAction, openPage } from '../__testUtils__/openPage';
import { enterText } from '../../../__testUtils__/enterText';

async function confirm(reason: string) {
  const dialog = screen.getByRole('dialog');
  await enterText(
    within(dialog).getByRole('textbox', { name: /Reason/ }),
    reason,
  );
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Confirm' }),
  );
  return dialog;
}

describe('review of a postmortem', () => {
  it('says at once which evidence is not what was sealed', async () => {
    await openPage({
      fields: {
        sealProblems: [
          {
            what: 'changed',
            evidenceId: 'log-1',
            message: "Evidence 'log-1' was changed after it was sealed",
          },
          { what: 'seal', message: 'Seal 7 of incident INC-1 is missing' },
        ],
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('2 pieces of evidence are not what');
    expect(
      within(alert)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['log-1 was changed.', 'Seal 7 of incident INC-1 is missing']);
  });

  it.each([
    ['draft', 'Send for review', 'in_review', []],
    ['in_review', 'Approve', 'approved', ['Back to draft']],
    ['approved', 'Publish', 'published', ['Back to review']],
    ['published', undefined, undefined, ['Reopen review']],
  ])('has one next step from %s: %s', async (status, next, to, others) => {
    const api = await openPage({
      fields: { status },
      api: {
        transitionPostmortem: async (_, change) =>
          postmortemWithClaims([], { status: change.to }),
      },
    });
    const menu = await screen.findByRole('button', { name: 'Actions' });
    await userEvent.click(menu);
    const items = screen
      .getAllByRole('menuitem')
      .map(item => item.textContent)
      .filter(text => /draft|review/.test(`${text}`));
    expect(items).toEqual(others);
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('menu')).not.toBeInTheDocument(),
    );
    if (!next) return;

    await userEvent.click(await screen.findByRole('button', { name: next }));
    const dialog = screen.getByRole('dialog', { name: next });
    expect(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
    ).toHaveFocus();
    expect(
      within(dialog).getByRole('button', { name: 'Confirm' }),
    ).toBeDisabled();
    await confirm('Looks good');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(api.transitionPostmortem).toHaveBeenCalledWith('retro-1', {
      to,
      reason: 'Looks good',
    });
    await waitFor(() => expect(document.body).not.toHaveFocus());
  });

  it.each([
    ['in_review', 'Approve', ['Back to draft']],
    ['approved', 'Publish', ['Back to review']],
  ])(
    'says from %s that the permission is missing to %s',
    async (status, name, back) => {
      const label = name.toLowerCase();
      await openPage({
        fields: { status, incidentKey: `INC-${label}` },
        denied: [`postmortems.postmortem.${label}`],
      });
      const button = await screen.findByRole('button', { name });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(
        `You do not have permission to ${label} postmortems. Anybody who has it can ${label} this one.`,
      );
      await userEvent.click(
        await screen.findByRole('button', { name: 'Actions' }),
      );
      for (const step of back) {
        expect(screen.getByRole('menuitem', { name: step })).toBeVisible();
      }
    },
  );

  it('says that authors cannot approve what they wrote, and who can', async () => {
    const mayNotApprove = ['user:default/ada', 'user:default/bo'];
    await openPage({ fields: { status: 'in_review', mayNotApprove } });
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: 'Approve' }),
      ).toHaveAccessibleDescription(
        'You changed what would be approved, so somebody else has to. Anybody with permission to approve can do it, except Ada Okafor, bo.',
      ),
    );
    expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
  });

  it('lets somebody else approve what authors wrote', async () => {
    const mayNotApprove = ['user:default/bo'];
    await openPage({ fields: { status: 'in_review', mayNotApprove } });
    expect(
      await screen.findByRole('button', { name: 'Approve' }),
    ).toBeEnabled();
    expect(screen.queryByText(/somebody else/)).not.toBeInTheDocument();
  });

  it('lets reviewers approve who cannot edit', async () => {
    await openPage({
      fields: { status: 'in_review', incidentKey: 'INC-reviewer' },
      denied: [
        'postmortems.postmortem.update',
        'postmortems.postmortem.publish',
      ],
    });
    expect(
      await screen.findByRole('button', { name: 'Approve' }),
    ).toBeEnabled();
  });

  it('offers readers no step, and tells them of none', async () => {
    await openPage({
      fields: { status: 'in_review', incidentKey: 'INC-reader' },
      denied: ['update', 'approve', 'publish'].map(
        name => `postmortems.postmortem.${name}`,
      ),
    });
    await screen.findByRole('button', { name: 'Actions' });
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByText(/permission to approve/)).not.toBeInTheDocument();
  });

  it('lists open points before approval', async () => {
    await openPage({
      claims: [
        { id: 'c-1', text: 'A true claim' },
        { id: 'c-2', text: 'A baseless claim', verdict: 'unsupported' },
        { id: 'c-3', text: 'A false claim', verdict: 'contradicted' },
        { id: 'c-4', text: 'A half claim', verdict: 'unverified' },
      ],
      fields: { status: 'in_review' },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Approve' });

    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'A false claim Contradicted',
      'A baseless claim Unsupported',
      'A half claim Unverified',
      'Alert earlier',
    ]);
    expect(dialog).toHaveTextContent('1 claim prevents approval');
    expect(dialog).toHaveTextContent('2 other claims are not fully supported');
    expect(dialog).toHaveTextContent('1 proposed action item is undecided');
  });

  it('names what is unverified among factors, and leads to it', async () => {
    const document = postmortemWithClaims(
      [{ id: 'c-1', text: 'Nobody knew the limit', verdict: 'unverified' }],
      { status: 'in_review', rootCauseStatus: 'candidates' },
    );
    await openPage({
      api: {
        getPostmortem: async () => ({
          ...document,
          sections: document.sections.map(section =>
            section.id === 'impact'
              ? { ...section, id: 'contributingFactors' as const }
              : section,
          ),
        }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Approve' });
    expect(dialog).toHaveTextContent('1 claim prevents approval');
    expect(dialog).toHaveTextContent('neither confirmed nor accepted');

    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Nobody knew the limit' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(
      await screen.findByRole('region', { name: 'Evidence for this claim' }),
    ).toHaveTextContent('Nobody knew the limit');
  });

  it('lists sections without content before approval', async () => {
    await openPage({ claims: [], fields: { status: 'in_review' } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );

    expect(screen.getByRole('dialog')).toHaveTextContent(
      '1 section without contentImpact',
    );
  });

  it('says when there are no open points', async () => {
    const document = postmortemWithClaims(
      [{ id: 'c-1', text: 'A true claim' }],
      {
        status: 'approved',
      },
    );
    await openPage({
      api: {
        getPostmortem: async () => ({
          ...document,
          sections: document.sections.filter(({ id }) => id === 'impact'),
        }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Publish' }),
    );

    expect(screen.getByRole('dialog')).toHaveTextContent(
      'No unsupported or contradicted claims',
    );
  });

  it('shows why an approval was rejected', async () => {
    const errors = [
      await rulesBroken([
        {
          rule: 'root_cause.evidence_required',
          message: 'The root cause is unsupported',
        },
      ]),
      await forbidden(),
    ];
    await openPage({
      fields: { status: 'in_review' },
      api: {
        transitionPostmortem: async () => {
          throw errors.shift();
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = await confirm('looks good');
    expect(
      await within(dialog).findByText('The root cause is unsupported'),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent('could not be approved');
    await confirm('!');
    expect(
      await within(dialog).findByText('You do not have permission to do this.'),
    ).toBeVisible();
    // What the server says of it
    expect(within(dialog).getByText('No')).toBeVisible();
  });

  it('moves back through the menu and returns the focus', async () => {
    const api = await openPage({ fields: { status: 'in_review' } });
    await chooseAction('Back to draft');
    const dialog = await screen.findByRole('dialog', { name: 'Back to draft' });
    expect(dialog).not.toHaveTextContent('not supported by');
    await userEvent.keyboard('{Escape}');

    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(screen.getByRole('button', { name: 'Actions' })).toHaveFocus();
    expect(api.transitionPostmortem).not.toHaveBeenCalled();
  });
});
