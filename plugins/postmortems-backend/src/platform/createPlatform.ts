import type {
  AuditorService,
  AuthService,
  CacheService,
  DatabaseService,
  HttpAuthService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { AuditedWrites } from './audit';
import { Authorizer, MachineRights } from './auth';
import { CatalogAnswers, readCatalogConfig, ServiceCatalog } from './catalog';
import { openDatabase } from './database';
import { createEventPublisher } from './events';
import { RequestContext } from './http';
import { warnOfUnknownKeys } from './warnOfUnknownKeys';
import { WorkInProgress } from './WorkInProgress';

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
  lifecycle: LifecycleService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  userInfo: UserInfoService;
}) {
  warnOfUnknownKeys(deps);
  const knex = await openDatabase(deps);
  const answers = new CatalogAnswers({
    ...readCatalogConfig(deps.config),
    logger: deps.logger,
  });
  const serviceCatalog = ServiceCatalog.create({ ...deps, answers });
  const writes = new AuditedWrites(deps);
  const authorizer = new Authorizer({
    ...deps,
    registry: deps.permissionsRegistry,
    catalog: serviceCatalog,
    machines: MachineRights.fromConfig(deps.config),
  });
  return {
    knex,
    answers,
    serviceCatalog,
    work: new WorkInProgress(deps),
    writes,
    authorizer,
    // Without one everybody has every permission
    hasPolicy: deps.config.getOptionalBoolean('permission.enabled') ?? false,
    context: new RequestContext({ ...deps, writes, authorizer }),
    publish: createEventPublisher(deps),
  };
}
