import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { isDemo } from '../isDemo';
import { COMPANY_SEED } from './company';
import { organisationOf } from './organisation';

const PROVIDER = 'demo-company';

/**
 * Gives the catalog the company's groups and services, with
 * `POSTMORTEMS_DEMO=true` only.
 */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'demo-company',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        if (!isDemo('company')) return;
        catalog.addEntityProvider({
          getProviderName: () => PROVIDER,
          async connect(connection) {
            await connection.applyMutation({
              type: 'full',
              entities: organisationOf(COMPANY_SEED).entities.map(entity => ({
                entity: located(entity),
                locationKey: PROVIDER,
              })),
            });
          },
        });
      },
    });
  },
});

/** The catalog wants to know where an entity is from. */
function located(entity: Entity): Entity {
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: `${PROVIDER}:company`,
        [ANNOTATION_ORIGIN_LOCATION]: `${PROVIDER}:company`,
      },
    },
  };
}
