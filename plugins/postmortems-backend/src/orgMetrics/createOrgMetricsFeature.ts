import type { Knex } from 'knex';
import type { ServiceCatalog } from '../platform/catalog';
import type { RequestContext } from '../platform/http';
import { OrgMetricsService } from './OrgMetricsService';
import { OrgMetricsStore } from './OrgMetricsStore';
import { orgMetricsRouter } from './orgMetricsRouter';

export function createOrgMetricsFeature(deps: {
  knex: Knex;
  context: RequestContext;
  serviceCatalog: ServiceCatalog;
}) {
  const store = new OrgMetricsStore(deps);
  const orgMetrics = new OrgMetricsService({ ...deps, store });
  return { router: orgMetricsRouter({ ...deps, orgMetrics }) };
}
