import { sourceReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import { screen } from '@testing-library/react';
import { renderSourcesPage } from './__testUtils__/renderSourcesPage';

// A file of its own: decisions are remembered from one test to the next.
describe('SourcesPage without permission', () => {
  it('says so, and asks for nothing', async () => {
    const api = await renderSourcesPage(
      {},
      { denied: [sourceReadPermission.name] },
    );
    expect(
      await screen.findByText(/do not have permission to see sources/),
    ).toBeInTheDocument();
    expect(api.listSources).not.toHaveBeenCalled();
  });
});
