import type {
  PermissionsRegistryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  postmortemsPermissions,
  type PostmortemsEvent,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  incidentPermissionRules,
  incidentResourceRef,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { ServiceCatalog } from '../platform/catalog';
import type { RequestContext } from '../platform/http';
import { IncidentService } from './IncidentService';
import { IncidentStore } from './IncidentStore';
import { incidentRouter } from './incidentRouter';
import { LegalHoldStore } from './LegalHoldStore';
import { NoticeStore } from './NoticeStore';
import { RestrictionStore } from './RestrictionStore';
import { RetentionPolicy } from './RetentionPolicy';
import { readVisibilityConfig } from './visibilityConfig';

export function createIncidentsFeature(deps: {
  config: RootConfigService;
  knex: Knex;
  context: RequestContext;
  serviceCatalog: ServiceCatalog;
  permissionsRegistry: PermissionsRegistryService;
  publish: (event: PostmortemsEvent) => Promise<void>;
}) {
  const store = IncidentStore.create(deps);
  const notices = new NoticeStore(deps);
  const holds = new LegalHoldStore(deps);
  const retention = RetentionPolicy.fromConfig(deps.config);
  const service = new IncidentService({
    ...deps,
    ...readVisibilityConfig(deps.config),
    incidents: store,
    notices,
    restrictions: new RestrictionStore(deps),
    retention,
  });
  deps.permissionsRegistry.addResourceType({
    resourceRef: incidentResourceRef,
    permissions: postmortemsPermissions,
    rules: Object.values(incidentPermissionRules),
    getResources: async keys => {
      const found = await store.getMany({ keys });
      return keys.map(key => found.get(key));
    },
  });
  return {
    store,
    notices,
    holds,
    retention,
    service,
    router: incidentRouter({ ...deps, incidents: service }),
  };
}
