import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { readPagerDutyConfig } from '../config/config';
import { PagerDutySource } from '../PagerDutySource';

export function component(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

export const people: Entity[] = ['ada', 'ben'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { email: `${name}@example.com` } },
}));

export const checkout = component('shop-checkout', {
  'pagerduty.com/service-id': 'PSHOP01',
});

/** The source as a configuration makes it. */
export function sourceOf(
  blocks: JsonObject | JsonObject[],
  entities: Entity[] = [checkout, ...people],
): PagerDutySource {
  const config = mockServices.rootConfig({
    data: {
      postmortems: {
        provenanceRouting: {
          telemetrySources: [blocks]
            .flat()
            .map(block => ({ platform: 'pagerduty', ...block })),
        },
      },
    },
  });
  return new PagerDutySource({
    blocks: readPagerDutyConfig(config),
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    catalog: catalogServiceMock({ entities }),
  });
}
