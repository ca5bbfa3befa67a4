import type { Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { templateRouteRef } from '../../routes';
import { StartFromTemplate } from './StartFromTemplate';

const template: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'start-retro' },
};

async function renderButton(options: {
  entities: Entity[];
  scaffolder: boolean;
}) {
  await renderInTestApp(
    <TestApiProvider
      apis={[[catalogApiRef, catalogApiMock({ entities: options.entities })]]}
    >
      <StartFromTemplate service="component:default/checkout" />
      <p>Rendered</p>
    </TestApiProvider>,
    {
      mountedRoutes: options.scaffolder
        ? {
            '/create/templates/:namespace/:templateName':
              templateRouteRef as any,
          }
        : {},
    },
  );
}

describe('StartFromTemplate', () => {
  it('leads to the template, the service filled in', async () => {
    await renderButton({ entities: [template], scaffolder: true });
    const button = await screen.findByRole('button', {
      name: 'Start from a template',
    });
    const target = new URL(button.getAttribute('href')!, 'http://localhost');
    expect(target.pathname).toBe('/create/templates/default/start-retro');
    expect(JSON.parse(target.searchParams.get('formData')!)).toEqual({
      service: 'component:default/checkout',
    });
  });

  it.each([
    ['the catalog does not have the template', [], true],
    ['the app has no scaffolder', [template], false],
  ])('is not there while %s', async (_, entities, scaffolder) => {
    await renderButton({ entities, scaffolder });
    await screen.findByText('Rendered');
    // What the catalog answers has had its turn.
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
