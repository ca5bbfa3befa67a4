import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import {
  checkoutEntity,
  exampleIncident,
  exampleOrgMetrics,
  exampleSummary,
} from './__testUtils__/examples';
import { fakePostmortemsApi } from './__testUtils__/fakePostmortemsApi';
import postmortemsPlugin from './alpha';
import { postmortemsApiRef } from '.';

const summary = exampleSummary();

function fakeApi() {
  return fakePostmortemsApi({
    listPostmortems: async () => ({ items: [summary], pageInfo: {} }),
    listIncidents: async () => ({ items: [exampleIncident()], pageInfo: {} }),
    getOrgMetrics: async () => exampleOrgMetrics,
  });
}

describe('plugin of the new frontend system', () => {
  it('shows the list at /postmortems', async () => {
    renderTestApp({
      features: [postmortemsPlugin],
      apis: [
        [postmortemsApiRef, fakeApi()],
        [catalogApiRef, catalogApiMock()],
      ],
      initialRouteEntries: ['/postmortems?view=postmortems'],
    });
    expect(
      await screen.findByRole('link', { name: summary.title }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
  });

  it('shows the postmortems of the entity on a tab', async () => {
    const api = fakeApi();
    renderTestApp({
      extensions: [createTestEntityPage({ entity: checkoutEntity })],
      features: [postmortemsPlugin],
      apis: [[postmortemsApiRef, api]],
    });
    expect(
      await screen.findByRole('link', { name: summary.title }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    expect(
      await screen.findByRole('button', { name: 'Draft postmortem for INC-7' }),
    ).toBeInTheDocument();
    expect(api.listIncidents).toHaveBeenCalledWith(
      expect.objectContaining({ entityRef: 'component:default/checkout' }),
      expect.anything(),
    );
  });

  it.each([
    ['Component', true],
    ['System', true],
    ['Domain', true],
    ['Group', true],
    ['API', false],
    ['User', false],
  ])('shows a tab on a %s: %s', (kind, available) => {
    const tab = createExtensionTester(
      postmortemsPlugin.getExtension('entity-content:postmortems'),
    );
    const filter = tab.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(filter?.({ ...checkoutEntity, kind })).toBe(available);
    expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe('Postmortems');
  });
});
