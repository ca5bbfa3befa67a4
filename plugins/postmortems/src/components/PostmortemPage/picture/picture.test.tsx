import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { causeBlock, causeEvidence } from '../__testUtils__/causes';
import { openPage } from '../__testUtils__/openPage';
import { examplePicture } from '../__testUtils__/picture';
import { exampleSeal } from '../__testUtils__/records';

async function open(options: Parameters<typeof openPage>[0] = {}) {
  const api = await openPage({ nodes: causeEvidence, ...options });
  await screen.findByRole('heading', { name: 'At a glance' });
  return api;
}

const element = (name: RegExp) => screen.findByRole('button', { name });

describe('picture of the incident', () => {
  it('says of each element what it is and when', async () => {
    await open();

    const chart = await screen.findByRole('group', {
      name: /^The incident over time/,
    });
    const names = within(chart)
      .getAllByRole('button')
      .map(one => one.getAttribute('aria-label'));
    expect(names).toEqual(
      expect.arrayContaining([
        'Impact began 14:06',
        'Deployment 14:05: checkout 2.4.0 (succeeded)',
        'Alert 14:08–14:24: CheckoutErrors, checkout',
        'Metric 14:06: error_rate, checkout: usually 0.4 %, 14.2 % at 14:06',
        'Chat 14:09–14:10: 3 messages',
        'Possible cause 14:05: checkout was deployed, from 2.3.9 to 2.4.0; first effect at 14:08',
      ]),
    );
    expect(names).toHaveLength(new Set(names).size);
  });

  it('tells times in the time zone of the document', async () => {
    await open({ fields: { timeZone: 'Europe/Berlin' } });

    expect(await element(/^Impact began 15:06/)).toBeInTheDocument();
  });

  it('shows what the pointer means', async () => {
    await open();
    await userEvent.hover(await element(/^Rollback 14:20/));

    expect(
      await screen.findByText('Rollback 14:20: checkout 2.3.9'),
    ).toBeVisible();
  });

  it('is one stop of the keyboard, and arrow keys move along and between rows', async () => {
    await open();
    const deployment = await element(/^Deployment 14:05/);
    const stops = () =>
      within(screen.getByRole('group', { name: /^The incident/ }))
        .getAllByRole('button')
        .filter(one => one.getAttribute('tabindex') === '0');
    expect(stops()).toHaveLength(1);

    act(() => deployment.focus());
    await userEvent.keyboard('{ArrowRight}');
    expect(await element(/^Rollback 14:20/)).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(await element(/^Recovered 14:25/)).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(await element(/^Chat/)).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(await element(/^Metric/)).toHaveFocus();
    expect(stops()).toHaveLength(1);
  });

  it('opens the evidence of an element beside the document, and returns the focus', async () => {
    await open();
    const alert = await element(/^Alert .*CheckoutErrors/);
    act(() => alert.focus());
    await userEvent.keyboard('{Enter}');

    const panel = await screen.findByRole('region', {
      name: 'Evidence for this element',
    });
    expect(
      await within(panel).findByText(/More than 5 % of requests fail/),
    ).toBeInTheDocument();
    expect(alert).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Close evidence' }),
    );
    expect(alert).toHaveFocus();
  });

  it('opens the time of a phase in the incident record', async () => {
    await open({
      api: {
        getSeal: async () => ({
          ...exampleSeal,
          incident: { startedAt: '2026-03-02T14:06:00.000Z' },
        }),
      },
    });
    fireEvent.click(await element(/^Impact began/));

    const panel = await screen.findByRole('region', {
      name: 'Evidence for this element',
    });
    expect(
      await within(panel).findByText('2026-03-02T14:06:00.000Z'),
    ).toBeInTheDocument();
  });

  it('opens the claim of the cause', async () => {
    await open({
      fields: {
        sections: [
          { id: 'rootCause', title: 'Root cause', blocks: [causeBlock()] },
        ],
        rootCauseStatus: 'candidates',
      },
    });
    fireEvent.click(await element(/^Possible cause .*checkout was deployed/));

    expect(
      await screen.findByRole('region', { name: 'Evidence for this claim' }),
    ).toHaveTextContent('Possible cause, a change');
  });

  it('has a table of everything behind it', async () => {
    await open({
      api: {
        getPicture: async () => ({ ...examplePicture, moreChanges: 7 }),
      },
    });
    const toggle = await screen.findByRole('button', { name: 'Show as table' });
    await userEvent.click(toggle);

    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    const table = screen.getByRole('region', {
      name: 'Everything that the picture shows',
    });
    const rows = within(table)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows).toHaveLength(1 + 8);
    expect(rows[1]).toContain('14:05Deployment');
    expect(screen.getByText('7 more changes are not shown.')).toBeVisible();

    await userEvent.click(
      within(table).getByRole('button', { name: /Evidence for .*Rollback/ }),
    );
    expect(
      await screen.findByRole('region', { name: 'Evidence for this element' }),
    ).toBeInTheDocument();
  });

  it('is left out when there is nothing to show but phases', async () => {
    await openPage({
      api: {
        getPicture: async () => ({
          ...examplePicture,
          alerts: [],
          changes: [],
          series: [],
          cause: undefined,
          chat: { messages: 0, binSeconds: 60, bins: [] },
        }),
      },
    });

    await screen.findByRole('heading', { name: 'Impact' });
    expect(
      screen.queryByRole('heading', { name: 'At a glance' }),
    ).not.toBeInTheDocument();
  });

  it('says that it could not be loaded, and leaves the document readable', async () => {
    await open({
      api: {
        getPicture: async () => {
          throw new Error('No connection');
        },
      },
    });

    expect(
      await screen.findByText(
        /The picture of the incident could not be loaded/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Impact' })).toBeVisible();
  });
});
