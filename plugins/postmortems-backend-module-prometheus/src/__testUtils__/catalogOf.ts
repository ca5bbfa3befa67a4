import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogServices } from '@postmortems/backstage-plugin-postmortems-node';

/** Services of a catalog with these entities. */
export function catalogOf(entities: Entity[]): CatalogServices {
  return new CatalogServices({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
  });
}
