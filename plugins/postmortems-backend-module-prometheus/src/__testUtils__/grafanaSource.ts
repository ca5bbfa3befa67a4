import type { RootConfigService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CatalogServices,
  CatalogUsers,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { ServiceResolver } from '../catalog/ServiceResolver';
import { readGrafanaConfig } from '../grafana/config';
import { GrafanaSource } from '../grafana/GrafanaSource';
import { AlertStore } from '../incidents/AlertStore';

/** A configuration with this block of Grafana. */
export function grafanaRootConfig(block: object): RootConfigService {
  const telemetrySources = [{ platform: 'grafana', ...block }];
  return mockServices.rootConfig({
    data: { postmortems: { provenanceRouting: { telemetrySources } } },
  });
}

/** The source of a block, with a catalog that has `basket` and Ada. */
export async function grafanaSource(
  knex: Knex,
  block: object,
): Promise<GrafanaSource> {
  const config = readGrafanaConfig(grafanaRootConfig(block))!;
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'basket', namespace: 'default' },
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'mail', namespace: 'default' },
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'ada', namespace: 'default' },
        spec: { profile: { email: 'ada@example.com' } },
      },
    ],
  });
  const auth = mockServices.auth();
  return new GrafanaSource({
    config,
    alerts: await AlertStore.create({
      database: mockServices.database({ knex }),
      source: 'grafana',
      ...config,
    }),
    services: new ServiceResolver({
      catalog: new CatalogServices({ catalog, auth }),
      ...config,
    }),
    users: new CatalogUsers({ catalog, auth }),
    logger: mockServices.logger.mock(),
  });
}
