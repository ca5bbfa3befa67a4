import type {
  AuditorService,
  AuthService,
  CacheService,
  DatabaseService,
  HttpAuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { AuditedWrites } from './audit';
import { Authorizer } from './auth';
import { ServiceCatalog } from './catalog';
import { openDatabase } from './database';
import { createEventPublisher } from './events';
import { RequestContext } from './http';
import { warnOfUnknownKeys } from './warnOfUnknownKeys';

/** What every feature is built on. */
export async function createPlatform(deps: {
  auditor: AuditorService;
  auth: AuthService;
  cache: CacheService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  userInfo: UserInfoService;
}) {
  warnOfUnknownKeys(deps);
  const knex = await openDatabase(deps);
  const serviceCatalog = ServiceCatalog.create(deps);
  const writes = new AuditedWrites(deps);
  const authorizer = new Authorizer({
    ...deps,
    registry: deps.permissionsRegistry,
    catalog: serviceCatalog,
  });
  return {
    knex,
    serviceCatalog,
    writes,
    authorizer,
    context: new RequestContext({ ...deps, writes, authorizer }),
    publish: createEventPublisher(deps),
  };
}
