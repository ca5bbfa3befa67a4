import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
} from '@backstage/plugin-catalog-node';
import apiEntity from './apiEntity';

describe('API entity of the example catalog', () => {
  it('contains the OpenAPI document with the address of this backend', async () => {
    const providers: EntityProvider[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          catalogProcessingExtensionPoint,
          {
            addEntityProvider: (provider: EntityProvider) =>
              providers.push(provider),
          },
        ],
      ],
      features: [
        apiEntity,
        mockServices.discovery.mock({
          getExternalBaseUrl: async id => `http://localhost:7310/api/${id}`,
        }).factory,
      ],
    });
    const applyMutation = jest.fn();
    await providers[0].connect({ applyMutation, refresh: jest.fn() });
    await backend.stop();

    const [{ entity }] = applyMutation.mock.calls[0][0].entities;
    expect(entity).toMatchObject({
      kind: 'API',
      metadata: { name: 'postmortems' },
      spec: { type: 'openapi' },
    });
    expect(JSON.parse(entity.spec.definition)).toMatchObject({
      servers: [{ url: 'http://localhost:7310/api/postmortems/v1' }],
      paths: { '/incidents': expect.anything() },
    });
  });
});
