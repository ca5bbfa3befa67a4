import type {
  Block,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { forbidden, overtaken } from '../../../__testUtils__/errorResponses';
import { postmortemWithClaims } from '../__testUtils__/postmortem';
import { openPage, type OpenOptions } from '../__testUtils__/openPage';

const CATEGORIES = [
  { id: 'change', title: 'Change', description: 'A release brought it' },
  { id: 'process', title: 'Process' },
];

/** The document with one contributing factor. */
function withFactor(
  part: Partial<Block> = {},
  fields: Record<string, unknown> = {},
): Postmortem {
  const document = postmortemWithClaims([
    { id: 'c-1', text: 'Deployed without a canary' },
  ]);
  const [block] = document.sections[0].blocks;
  return {
    ...document,
    sections: [
      ...document.sections.slice(1),
      {
        id: 'contributingFactors',
        title: 'Contributing factors',
        blocks: [{ ...block, ...part }],
      },
    ],
    ...fields,
  };
}

const chosen = (id: string, setBy = 'user:default/ada') =>
  withFactor({ category: { id, setBy } }, { revision: 3 });

async function open(
  document: Postmortem,
  api: OpenOptions['api'] = {},
  options: OpenOptions = {},
) {
  return openPage({
    ...options,
    api: {
      getPostmortem: async () => document,
      listContributingFactorCategories: async () => ({ items: CATEGORIES }),
      setBlockCategory: async () => chosen('change'),
      ...api,
    },
  });
}

const findFactors = () =>
  screen.findByRole('region', { name: 'Contributing factors' });

describe('category menu of a factor', () => {
  it('chooses a category from the menu with the keyboard', async () => {
    const api = await open(withFactor());
    const add = await screen.findByRole('button', { name: 'Add category' });
    act(() => add.focus());
    await userEvent.keyboard('{Enter}');
    const menu = await screen.findByRole('menu', { name: 'Categories' });
    expect(menu).toHaveTextContent('A release brought it');
    await userEvent.keyboard('{Enter}');

    expect(api.setBlockCategory).toHaveBeenCalledWith('retro-1', 'block-c-1', {
      baseRevision: 2,
      category: 'change',
    });
    expect(
      await screen.findByRole('button', { name: 'Category: Change' }),
    ).toHaveFocus();
  });

  it('takes the suggested category with one click and keeps the focus', async () => {
    const api = await open(
      withFactor({}, { suggestedCategories: { 'block-c-1': 'change' } }),
    );
    const factors = await findFactors();
    expect(await within(factors).findByText('Suggested: Change')).toBeVisible();
    expect(
      within(factors).getByRole('button', { name: 'Choose another' }),
    ).toBeVisible();
    await userEvent.click(
      within(factors).getByRole('button', { name: 'Accept “Change”' }),
    );

    expect(api.setBlockCategory).toHaveBeenCalledWith(
      'retro-1',
      'block-c-1',
      expect.objectContaining({ category: 'change' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Category: Change' }),
    ).toHaveFocus();
    expect(screen.queryByText('Suggested: Change')).not.toBeInTheDocument();
  });

  it('shows who chose the category', async () => {
    await open(chosen('change'));
    await userEvent.hover(
      await screen.findByRole('button', { name: 'Category: Change' }),
    );

    const tooltip = await screen.findByRole('tooltip');
    await waitFor(() =>
      expect(tooltip).toHaveTextContent('Chosen by Ada Okafor'),
    );
  });

  it('removes the category from the menu', async () => {
    const api = await open(chosen('process'), {
      setBlockCategory: async () => withFactor(),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Category: Process' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Remove category' }),
    );

    expect(api.setBlockCategory).toHaveBeenCalledWith('retro-1', 'block-c-1', {
      baseRevision: 3,
      category: null,
    });
    expect(
      await screen.findByRole('button', { name: 'Add category' }),
    ).toBeVisible();
  });

  it('shows the category without a menu when the reader may not edit', async () => {
    await open(
      withFactor(
        { category: { id: 'retired', setBy: 'external:agent' } },
        { incidentKey: 'INC-90', revision: 3 },
      ),
      {},
      { denied: ['postmortems.postmortem.update'] },
    );
    // Not configured any more
    const chip = await screen.findByText('Category: retired');
    expect(chip.closest('button')).toBeNull();
    await userEvent.hover(chip);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'Chosen by external:agent',
    );
    expect(
      screen.queryByRole('button', { name: 'Add category' }),
    ).not.toBeInTheDocument();
  });

  it('shows no suggestion when the reader may not edit', async () => {
    await open(
      withFactor(
        {},
        {
          incidentKey: 'INC-91',
          suggestedCategories: { 'block-c-1': 'change' },
        },
      ),
      {},
      { denied: ['postmortems.postmortem.update'] },
    );

    expect(await findFactors()).not.toHaveTextContent('Suggested');
  });

  it('offers the menu only on causes and factors', async () => {
    const manifest = {
      evidenceId: 'evidence-seal',
      pointer: '/bySourceType/agent_trace',
      quote: '0',
    };
    const document = withFactor();
    const [factor] = document.sections.at(-1)!.blocks;
    const api = await open(
      withFactor({
        claims: [{ ...factor.claims[0], spans: [manifest] }],
      }),
    );
    await findFactors();

    expect(api.listContributingFactorCategories).toHaveBeenCalledTimes(1);
    expect(
      screen.queryByRole('button', { name: 'Add category' }),
    ).not.toBeInTheDocument();
  });

  it('shows the category that somebody else has chosen since', async () => {
    const error = await overtaken();
    let reads = 0;
    await open(withFactor(), {
      getPostmortem: async () => {
        reads += 1;
        return reads === 1 ? withFactor() : chosen('process');
      },
      setBlockCategory: async () => {
        throw error;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add category' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: /^Change/ }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody else has changed this',
    );
    expect(
      screen.getByRole('button', { name: 'Category: Process' }),
    ).toBeVisible();
  });

  it('shows an error beside the block when the choice is rejected', async () => {
    const error = await forbidden();
    await open(withFactor(), {
      setBlockCategory: async () => {
        throw error;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add category' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Process' }),
    );

    expect(await screen.findByText(/The category was not saved/)).toBeVisible();
  });

  it('shows the machine that chose the category in the history', async () => {
    const document = withFactor(
      { category: { id: 'change', setBy: 'external:agent' } },
      { revision: 3 },
    );
    const { title, template, rootCauseStatus, sections } = document;
    await open(
      document,
      {
        listRevisions: async () => ({
          items: [
            {
              postmortemId: 'retro-1',
              revision: 3,
              author: { type: 'machine', subject: 'external:agent' },
              reason: 'Set category of block block-c-1 to change',
              sealId: 'seal-1',
              contentHash: 'a'.repeat(64),
              content: { title, template, rootCauseStatus, sections },
              createdAt: '2026-03-02T14:10:00.000Z',
              reviewSteps: [],
            },
          ],
          pageInfo: {},
        }),
      },
      { query: '?view=history' },
    );
    const [item] = within(
      await screen.findByRole('list', { name: 'History' }),
    ).getAllByRole('listitem');

    expect(item).toHaveTextContent('external:agent');
    expect(item).toHaveTextContent(
      'Category set to Change in Contributing factors: “Deployed without a canary”',
    );
  });
});
