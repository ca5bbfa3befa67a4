import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { EvidenceStore } from '../evidence';
import type { IncidentService } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import type { Authorizer } from '../platform/auth';
import type { Categories } from '../categories';
import type {
  BlockCategoryService,
  ExportService,
  PostmortemService,
} from '../postmortems';
import { maskJson } from '../secrets';
import { createExplainClaimAction } from './createExplainClaimAction';
import { createGetPostmortemAction } from './createGetPostmortemAction';
import { createListPostmortemsAction } from './createListPostmortemsAction';
import { createSetCategoryAction } from './createSetCategoryAction';
import { createStartRetroAction } from './createStartRetroAction';

/** The services of the HTTP API, called with the caller's permissions. */
export type ActionDeps = {
  actionsRegistry: ActionsRegistryService;
  authorizer: Authorizer;
  writes: AuditedWrites;
  incidents: IncidentService;
  postmortems: PostmortemService;
  exports: ExportService;
  evidence: EvidenceStore;
  categories: Categories;
  blockCategories: BlockCategoryService;
};

/** Registers the actions of agents, which MCP clients can call. */
export function createMcpFeature(
  deps: Pick<ActionDeps, 'actionsRegistry' | 'authorizer' | 'writes'> & {
    incidents: { service: IncidentService };
    evidence: { store: EvidenceStore };
    categories: { categories: Categories };
    postmortems: {
      service: PostmortemService;
      exports: ExportService;
      blockCategories: BlockCategoryService;
    };
  },
): void {
  const actionDeps: ActionDeps = {
    ...deps,
    actionsRegistry: withoutSecrets(deps.actionsRegistry),
    incidents: deps.incidents.service,
    evidence: deps.evidence.store,
    postmortems: deps.postmortems.service,
    exports: deps.postmortems.exports,
    categories: deps.categories.categories,
    blockCategories: deps.postmortems.blockCategories,
  };
  createListPostmortemsAction(actionDeps);
  createGetPostmortemAction(actionDeps);
  createExplainClaimAction(actionDeps);
  createStartRetroAction(actionDeps);
  createSetCategoryAction(actionDeps);
}

/** Actions get their input without the secrets in it. */
function withoutSecrets(
  registry: ActionsRegistryService,
): ActionsRegistryService {
  return {
    register: options =>
      registry.register({
        ...options,
        action: context =>
          options.action({ ...context, input: maskJson(context.input) }),
      }),
  };
}
