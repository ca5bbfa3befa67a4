import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { postmortemWithClaims } from '../__testUtils__/postmortem';
import { forbidden, overtaken } from '../../../__testUtils__/errorResponses';
import { openPage } from '../__testUtils__/openPage';
import { enterText } from '../../../__testUtils__/enterText';

const findPanel = () =>
  screen.findByRole('region', { name: 'Evidence for this claim' });

describe('editing of a block', () => {
  it('edits and confirms a claim with the keyboard', async () => {
    const api = await openPage({
      claims: [{ id: 'c-1', text: 'The first claim', verdict: 'unsupported' }],
      query: '?claim=c-1',
      api: {
        editBlock: async () =>
          postmortemWithClaims(
            [{ id: 'c-9', blockId: 'block-c-1', text: 'My own words' }],
            { revision: 3 },
          ),
      },
    });
    const panel = await findPanel();
    // What can be done stands above what there is to read
    const edit = await within(panel).findByRole('button', { name: 'Edit' });
    const reasons = within(panel).getByText('Checks');
    expect(
      edit.compareDocumentPosition(reasons) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();

    edit.focus();
    await userEvent.keyboard('{Enter}');
    const field = within(panel).getByRole('textbox', { name: 'Claim 1' });
    expect(field).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(panel).toHaveFocus();
    await userEvent.click(within(panel).getByRole('button', { name: 'Edit' }));
    await userEvent.click(
      within(panel).getByRole('checkbox', { name: /first-hand knowledge/ }),
    );
    const again = within(panel).getByRole('textbox', { name: 'Claim 1' });
    await userEvent.clear(again);
    await userEvent.type(again, 'My own words{Control>}{Enter}{/Control}');

    expect(api.editBlock).toHaveBeenCalledWith('retro-1', 'block-c-1', {
      baseRevision: 2,
      claims: [
        { text: 'My own words', kind: 'impact', spans: [], attest: true },
      ],
    });
    expect(
      await screen.findByRole('button', { name: /My own words/ }),
    ).toBeVisible();
    expect(await findPanel()).toHaveFocus();
  });

  it('focuses the selected claim of a block with several', async () => {
    const document = postmortemWithClaims([
      { id: 'c-1', text: 'The first claim' },
      { id: 'c-2', text: 'The second claim' },
    ]);
    const [section] = document.sections.filter(({ blocks }) =>
      blocks.some(({ id }) => id === 'block-c-1'),
    );
    const [first, other] = section.blocks;
    section.blocks = [{ ...first, claims: [...first.claims, ...other.claims] }];
    await openPage({
      query: '?claim=c-2',
      api: { getPostmortem: async () => document },
    });
    const panel = await findPanel();
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Edit' }),
    );
    const second = within(panel).getByRole('textbox', { name: 'Claim 2' });
    expect(second).toHaveFocus();
    expect(second).toHaveValue('The second claim');
  });

  it('keeps unsaved text when another claim is selected', async () => {
    await openPage({
      claims: [
        { id: 'c-1', text: 'The first claim' },
        { id: 'c-2', text: 'The second claim' },
      ],
      query: '?claim=c-1',
    });
    const panel = await findPanel();
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Edit' }),
    );
    await enterText(
      within(panel).getByRole('textbox', { name: 'Claim 1' }),
      ', half-written',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Add an action item' }),
    );
    await userEvent.paste('Half an item');
    await userEvent.click(
      screen.getByRole('button', { name: /^The second claim/ }),
    );
    expect(within(panel).queryByRole('textbox')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Timeline' }));
    expect(screen.queryByRole('heading', { name: 'Impact' })).toBeNull();
    await userEvent.click(screen.getByRole('tab', { name: 'Postmortem' }));
    expect(
      screen.getByRole('textbox', { name: /What needs to be done/ }),
    ).toHaveValue('Half an item');
    await userEvent.click(
      screen.getByRole('button', { name: /^The first claim/ }),
    );
    expect(
      within(await findPanel()).getByRole('textbox', { name: 'Claim 1' }),
    ).toHaveValue('The first claim, half-written');
    await userEvent.click(
      within(await findPanel()).getByRole('button', { name: 'Cancel' }),
    );
    await userEvent.click(
      within(await findPanel()).getByRole('button', { name: 'Edit' }),
    );
    expect(
      within(await findPanel()).getByRole('textbox', { name: 'Claim 1' }),
    ).toHaveValue('The first claim');
  });

  it('attests an unsupported claim when a person confirms it', async () => {
    const api = await openPage({
      claims: [{ id: 'c-1', text: 'It rained', verdict: 'unsupported' }],
      query: '?claim=c-1',
      api: {
        editBlock: async () =>
          postmortemWithClaims([
            {
              id: 'c-9',
              blockId: 'block-c-1',
              text: 'It rained',
              verdict: 'attested',
            },
          ]),
      },
    });
    const panel = await findPanel();
    (await within(panel).findByRole('button', { name: 'Confirm' })).focus();
    await userEvent.keyboard('{Enter}');
    expect(panel).toHaveTextContent('I confirm this from first-hand knowledge');
    expect(
      within(panel).getByRole('button', { name: 'Confirm' }),
    ).toHaveFocus();
    expect(api.editBlock).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');

    expect(api.editBlock).toHaveBeenCalledWith('retro-1', 'block-c-1', {
      baseRevision: 2,
      claims: [{ text: 'It rained', kind: 'impact', spans: [], attest: true }],
    });
    await waitFor(() => expect(panel).toHaveTextContent('Confirmed'));
    expect(panel).toHaveFocus();
    expect(
      within(panel).queryByRole('button', { name: 'Confirm' }),
    ).not.toBeInTheDocument();
  });

  it('keeps typed text and shows both versions on a conflict', async () => {
    const error = await overtaken();
    let attempts = 0;
    let reads = 0;
    const api = await openPage({
      query: '?claim=c-1',
      api: {
        getPostmortem: async () => {
          reads += 1;
          return reads === 1
            ? postmortemWithClaims([{ id: 'c-1', text: 'The first claim' }])
            : postmortemWithClaims([{ id: 'c-1', text: 'Their words' }], {
                revision: 5,
              });
        },
        editBlock: async () => {
          attempts += 1;
          if (attempts === 1) throw error;
          return postmortemWithClaims([{ id: 'c-9', text: 'Mine' }]);
        },
      },
    });
    const panel = await findPanel();
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Edit' }),
    );
    const field = within(panel).getByRole('textbox', { name: 'Claim 1' });
    await userEvent.clear(field);
    await enterText(field, 'Mine');
    await userEvent.click(within(panel).getByRole('button', { name: 'Save' }));

    const note = await within(panel).findByRole('alert');
    expect(note).toHaveTextContent('Somebody else has changed this');
    expect(note).toHaveTextContent('Their words');
    expect(field).toHaveValue('Mine');
    await userEvent.click(within(panel).getByRole('button', { name: 'Save' }));
    expect(api.editBlock).toHaveBeenLastCalledWith(
      'retro-1',
      'block-c-1',
      expect.objectContaining({ baseRevision: 5 }),
    );
  });

  it('replaces a name with the role on one click', async () => {
    const api = await openPage({
      claims: [
        {
          id: 'c-1',
          text: 'Mei Tan restarted it.',
          concerns: [
            {
              rule: 'personal_identifier',
              quote: 'Mei Tan',
              message: '“Mei Tan” names a person',
              replacement: 'a member of the payments team',
            },
          ],
        },
      ],
      query: '?claim=c-1',
      api: { editBlock: async () => postmortemWithClaims([]) },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: /a member of the payments team/,
      }),
    );

    expect(api.editBlock).toHaveBeenCalledWith(
      'retro-1',
      'block-c-1',
      expect.objectContaining({
        claims: [
          expect.objectContaining({
            text: 'A member of the payments team restarted it.',
          }),
        ],
      }),
    );
    // The sentence is gone, and with it the panel
    await waitFor(() =>
      expect(
        screen.getByRole('tabpanel', { name: 'Postmortem' }),
      ).toHaveFocus(),
    );
  });

  it('shows an error beside the block when the edit is rejected', async () => {
    const error = await forbidden();
    await openPage({
      query: '?claim=c-1',
      api: {
        editBlock: async () => {
          throw error;
        },
      },
    });
    const panel = await findPanel();
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Edit' }),
    );
    await userEvent.click(within(panel).getByRole('button', { name: 'Save' }));

    expect(await within(panel).findByRole('alert')).toHaveTextContent(
      'You do not have permission to do this.',
    );
  });
});
