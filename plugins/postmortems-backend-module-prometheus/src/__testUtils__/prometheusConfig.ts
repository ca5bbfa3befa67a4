import { mockServices } from '@backstage/backend-test-utils';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readPrometheusConfig } from '../config/config';

/** A configuration with this block of Prometheus. */
export function rootConfigWith(block: object): RootConfigService {
  const telemetrySources = [{ platform: 'prometheus', ...block }];
  return mockServices.rootConfig({
    data: { postmortems: { provenanceRouting: { telemetrySources } } },
  });
}

/** This block with its defaults. */
export function prometheusConfig(block: object) {
  return readPrometheusConfig(rootConfigWith(block))!;
}
