import type { LoggerService } from '@backstage/backend-plugin-api';
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
import { toPublicError } from '../platform/http';
import type { WorkInProgress } from '../platform/WorkInProgress';
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
    logger: LoggerService;
    work: WorkInProgress;
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
    actionsRegistry: guarded(deps),
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

/**
 * Actions get their input without the secrets in it, and tell no more of an
 * unexpected error than the HTTP API.
 */
function guarded(deps: {
  actionsRegistry: ActionsRegistryService;
  logger: LoggerService;
  work: WorkInProgress;
}): ActionsRegistryService {
  const { actionsRegistry, logger, work } = deps;
  return {
    register: options =>
      actionsRegistry.register({
        ...options,
        action: async context => {
          try {
            return await work.run(() =>
              options.action({ ...context, input: maskJson(context.input) }),
            );
          } catch (error) {
            throw toPublicError(error, logger);
          }
        },
      }),
  };
}
