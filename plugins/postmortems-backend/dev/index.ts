import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { exampleIncidentPlugin } from './exampleIncidentPlugin';

// `yarn start` in this package runs the plugin by itself, without signing in:
//   curl http://localhost:7007/api/postmortems/v1/incidents
// The data is in memory and lasts until the process ends.
const backend = createBackend();

backend.add(
  mockServices.rootConfig.factory({
    data: {
      backend: {
        baseUrl: 'http://localhost:7007',
        listen: { host: '127.0.0.1', port: 7007 },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
    },
  }),
);
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(
  catalogServiceMock.factory({
    entities: ['checkout', 'storefront'].map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name },
      spec: { type: 'service', lifecycle: 'production', owner: 'web-team' },
    })),
  }),
);
backend.add(import('../src'));
backend.add(exampleIncidentPlugin);

backend.start();
