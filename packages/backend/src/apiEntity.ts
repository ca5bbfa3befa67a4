import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ApiEntity,
} from '@backstage/catalog-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { createOpenApiDocument } from '@postmortems/backstage-plugin-postmortems-backend';

const PROVIDER = 'postmortems-api';

/**
 * Puts the HTTP API of the plugin into the example catalog. A catalog file
 * would have to name the backend's port, which can be chosen at the start.
 */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: PROVIDER,
  register(reg) {
    reg.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        discovery: coreServices.discovery,
      },
      async init({ catalog, discovery }) {
        catalog.addEntityProvider({
          getProviderName: () => PROVIDER,
          async connect(connection) {
            const baseUrl = await discovery.getExternalBaseUrl('postmortems');
            await connection.applyMutation({
              type: 'full',
              entities: [
                { entity: toApiEntity(`${baseUrl}/v1`), locationKey: PROVIDER },
              ],
            });
          },
        });
      },
    });
  },
});

function toApiEntity(url: string): ApiEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name: 'postmortems',
      description: 'HTTP API of Postmortems for Backstage',
      annotations: {
        [ANNOTATION_LOCATION]: `url:${url}/openapi.json`,
        [ANNOTATION_ORIGIN_LOCATION]: `url:${url}/openapi.json`,
      },
    },
    spec: {
      type: 'openapi',
      lifecycle: 'production',
      owner: 'group:default/sre-team',
      definition: JSON.stringify({
        ...createOpenApiDocument(),
        servers: [{ url }],
      }),
    },
  };
}
