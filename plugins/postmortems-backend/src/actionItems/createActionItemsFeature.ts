import type { IssueTracker } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { IncidentStore } from '../incidents';
import type { ServiceCatalog } from '../platform/catalog';
import type { RequestContext } from '../platform/http';
import type { TemplateStore } from '../templates';
import { ActionItemService } from './ActionItemService';
import { ActionItemStore } from './ActionItemStore';
import { actionItemRouter, type PostmortemAccess } from './actionItemRouter';

export function createActionItemsFeature(deps: {
  knex: Knex;
  context: RequestContext;
  serviceCatalog: ServiceCatalog;
  incidents: { store: IncidentStore };
  templates: { store: TemplateStore };
  trackers: ReadonlyMap<string, IssueTracker>;
}) {
  const store = ActionItemStore.create(deps);
  const service = new ActionItemService({
    ...deps,
    incidents: deps.incidents.store,
    templates: deps.templates.store,
    actionItems: store,
  });
  return {
    store,
    /** Postmortems, which depend on this feature, decide on access. */
    createRouter: (postmortems: PostmortemAccess) =>
      actionItemRouter({ ...deps, postmortems, actionItems: service }),
  };
}
