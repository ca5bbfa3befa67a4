import type { Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { checkoutEntity } from '../../../__testUtils__/examples';
import { templateRouteRef } from '../../../routes';
import { TabHeader } from '../TabHeader';

const template: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'start-retro' },
};

async function renderHeader(options: {
  entities?: Entity[];
  scaffolder?: boolean;
  on?: Entity;
}) {
  const { entities = [template], scaffolder = true, on } = options;
  await renderInTestApp(
    <TestApiProvider apis={[[catalogApiRef, catalogApiMock({ entities })]]}>
      <TabHeader entity={on ?? checkoutEntity} onStart={() => {}} />
    </TestApiProvider>,
    {
      mountedRoutes: scaffolder
        ? {
            '/create/templates/:namespace/:templateName':
              templateRouteRef as any,
          }
        : {},
    },
  );
}

async function templateTarget() {
  const button = await screen.findByRole('button', {
    name: 'Start from a template',
  });
  return new URL(button.getAttribute('href')!, 'http://localhost');
}

describe('StartFromTemplate', () => {
  it('fills in the service when the entity is a component', async () => {
    await renderHeader({});
    const target = await templateTarget();
    expect(target.pathname).toBe('/create/templates/default/start-retro');
    expect(JSON.parse(target.searchParams.get('formData')!)).toEqual({
      service: 'component:default/checkout',
    });
  });

  it.each(['System', 'Domain', 'Group'])(
    'leaves the service empty on a %s',
    async kind => {
      const relations = [
        { type: 'hasPart', targetRef: 'component:default/basket' },
        { type: 'ownerOf', targetRef: 'domain:default/shop' },
      ];
      await renderHeader({ on: { ...checkoutEntity, kind, relations } });
      const target = await templateTarget();
      expect(target.pathname).toBe('/create/templates/default/start-retro');
      expect(target.search).toBe('');
    },
  );

  it('shows how the template differs from the dialog', async () => {
    await renderHeader({});
    expect(
      await screen.findByText(
        /“Start” opens a short form, also for private incidents/,
      ),
    ).toBeInTheDocument();
  });

  it.each([
    ['the catalog does not have the template', { entities: [] }],
    ['the app has no scaffolder', { scaffolder: false }],
  ])('shows no link when %s', async (_, options) => {
    await renderHeader(options);
    await screen.findByRole('button', { name: /^Start a postmortem/ });
    // What the catalog answers has had its turn.
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(screen.queryByText(/short form/)).not.toBeInTheDocument();
  });
});
