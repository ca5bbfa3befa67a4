import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleSummary } from '../../../__testUtils__/examples';
import { rootRouteRef } from '../../../routes';
import { PostmortemTable } from './PostmortemTable';

const summary = exampleSummary();

async function renderTable(
  part: Parameters<typeof exampleSummary>[0],
  onChange?: () => void,
) {
  await renderInTestApp(
    <PostmortemTable
      postmortems={[exampleSummary(part)]}
      label="Postmortems"
      order={onChange && { value: 'newest', onChange }}
    />,
    { mountedRoutes: { '/postmortems': rootRouteRef } },
  );
}

/** Makes the screen as narrow as a phone's, or as wide as any. */
function setNarrow(narrow: boolean) {
  window.matchMedia = (query: string) =>
    ({
      matches: narrow,
      media: query,
      addListener: () => {},
      removeListener: () => {},
    } as unknown as MediaQueryList);
}

afterEach(() => setNarrow(false));

describe('PostmortemTable', () => {
  it('has a row with a link for each postmortem', async () => {
    await renderTable({ proposedActionItems: 2 });
    expect(
      screen.getByRole('link', { name: 'Checkout was slow' }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    const row = screen.getByRole('row', { name: /Checkout was slow/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual([
      'In review',
      'SEV2',
      '2026-03-02 14:07 UTC',
      '1\u00a0h 5\u00a0min',
      '12 supported',
      '3 open, 2 proposed',
    ]);
    expect(
      screen.queryByRole('columnheader', { name: 'Changed' }),
    ).not.toBeInTheDocument();
  });

  it('shows private and ongoing incidents, and when no action items are left', async () => {
    await renderTable({
      openActionItems: 0,
      rootCauseStatus: 'undetermined',
      incident: {
        ...summary.incident,
        resolvedAt: undefined,
        visibility: 'private',
      },
    });
    expect(screen.getByRole('rowheader')).toHaveTextContent(
      'Checkout was slowINC-1 · Cause unknown · Private',
    );
    const row = screen.getByRole('row', { name: /Checkout/ });
    expect(row).toHaveTextContent('Ongoing');
    expect(row).toHaveTextContent('None open');
  });

  it('shows that no candidate cause is confirmed', async () => {
    await renderTable({ rootCauseStatus: 'candidates' });
    expect(screen.getByRole('rowheader')).toHaveTextContent(
      'Checkout was slowINC-1 · Cause not confirmed',
    );
  });

  it('labels each value on small screens', async () => {
    setNarrow(true);
    const onChange = jest.fn();
    await renderTable({}, onChange);
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    const item = within(
      screen.getByRole('list', { name: 'Postmortems' }),
    ).getAllByRole('listitem')[0];
    expect(item).toHaveTextContent(
      'Checkout was slowINC-1ReviewIn reviewSeveritySEV2Started2026-03-02 14:07 UTCDuration1 h 5 min',
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Sort by'),
      'Most severe first',
    );
    expect(onChange).toHaveBeenCalledWith('severity');
  });
});
