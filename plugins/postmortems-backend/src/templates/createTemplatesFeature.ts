import type {
  AuthService,
  LoggerService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { CatalogAnswers } from '../platform/catalog';
import type { RequestContext } from '../platform/http';
import { TemplateResolver } from './TemplateResolver';
import { TemplateStore } from './TemplateStore';
import { templateRouter } from './templateRouter';

export async function createTemplatesFeature(deps: {
  knex: Knex;
  context: RequestContext;
  answers: CatalogAnswers;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  logger: LoggerService;
  scheduler: SchedulerService;
  urlReader: UrlReaderService;
}) {
  const store = TemplateStore.create(deps);
  const resolver = await TemplateResolver.create({ ...deps, templates: store });
  return {
    store,
    resolver,
    router: templateRouter({ ...deps, templates: resolver }),
  };
}
