import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { AuditedWrites } from '../platform/audit';
import type { Authorizer } from '../platform/auth';
import type { Stores } from '../platform/database';
import type { Categories, CategoryService } from '../categories';
import type { IncidentService } from '../incidents';
import type { PostmortemService } from '../postmortems';
import { createExplainClaimAction } from './createExplainClaimAction';
import { createGetPostmortemAction } from './createGetPostmortemAction';
import { createListPostmortemsAction } from './createListPostmortemsAction';
import { createSetCategoryAction } from './createSetCategoryAction';
import { createStartRetroAction } from './createStartRetroAction';

/** What the actions stand on: the same services as the HTTP API, with the caller's permissions. */
export type ActionDeps = {
  actionsRegistry: ActionsRegistryService;
  authorizer: Authorizer;
  writes: AuditedWrites;
  incidents: IncidentService;
  postmortems: PostmortemService;
  categories: Categories;
  categoryService: CategoryService;
  stores: Pick<Stores, 'evidence'>;
};

/** Makes what agents may do known to the actions registry, and so to MCP clients. */
export function registerActions(deps: ActionDeps): void {
  for (const create of [
    createListPostmortemsAction,
    createGetPostmortemAction,
    createExplainClaimAction,
    createStartRetroAction,
    createSetCategoryAction,
  ]) {
    create(deps);
  }
}
