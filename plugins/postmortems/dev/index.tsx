import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { checkoutEntity } from '../src/__testUtils__/examples';
import postmortemsPlugin from '../src/alpha';
import { postmortemsApiRef } from '../src/api/postmortemsApiRef';
import { mockPostmortemsApi } from './mockPostmortemsApi';

/** Replaces the clients of the backend by mocks. */
const mocks = [
  createFrontendModule({
    pluginId: 'postmortems',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: postmortemsApiRef,
            deps: {},
            factory: () => mockPostmortemsApi,
          }),
      }),
    ],
  }),
  createFrontendModule({
    pluginId: 'catalog',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: catalogApiRef,
            deps: {},
            factory: () => catalogApiMock({ entities: [checkoutEntity] }),
          }),
      }),
    ],
  }),
];

createDevApp({ features: [catalogPlugin, postmortemsPlugin, ...mocks] });
