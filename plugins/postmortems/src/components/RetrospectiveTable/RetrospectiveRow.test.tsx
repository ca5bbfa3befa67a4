import { renderInTestApp } from '@backstage/test-utils';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import { screen } from '@testing-library/react';
import { exampleSummary } from '../../__testUtils__/examples';
import { rootRouteRef } from '../../routes';
import { RetrospectiveRow } from './RetrospectiveRow';

function renderRow(narrow: boolean) {
  return renderInTestApp(
    <Table>
      <TableBody>
        <RetrospectiveRow retrospective={exampleSummary()} narrow={narrow} />
      </TableBody>
    </Table>,
    { mountedRoutes: { '/postmortems': rootRouteRef } },
  );
}

describe('RetrospectiveRow', () => {
  it.each([
    ['a column each where there is room', false, 6],
    ['under the title where there is not', true, 3],
  ])('has the facts of the incident %s', async (_, narrow, cells) => {
    await renderRow(narrow);
    expect(screen.getAllByRole('cell')).toHaveLength(cells);
    for (const fact of ['SEV2', '2026-03-02 14:07 UTC', '1 h 5 min']) {
      expect(screen.getByRole('row')).toHaveTextContent(fact);
    }
    expect(screen.getByRole('rowheader')).toHaveTextContent(
      narrow ? /INC-1 · SEV2 · .* · 1 h 5 min/ : /INC-1$/,
    );
  });
});
