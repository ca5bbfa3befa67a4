import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { AuditedWrites } from '../audit';
import type { Authorizer } from '../authorization';
import type { Stores } from '../database';
import type { IncidentService } from '../incidents';
import type { RetrospectiveService } from '../retrospectives';
import { createExplainClaimAction } from './createExplainClaimAction';
import { createGetPostmortemAction } from './createGetPostmortemAction';
import { createListPostmortemsAction } from './createListPostmortemsAction';
import { createStartRetroAction } from './createStartRetroAction';

/** What the actions stand on: the same services as the HTTP API, with the caller's permissions. */
export type ActionDeps = {
  actionsRegistry: ActionsRegistryService;
  authorizer: Authorizer;
  writes: AuditedWrites;
  incidents: IncidentService;
  retrospectives: RetrospectiveService;
  stores: Pick<Stores, 'evidence'>;
};

/** Makes what agents may do known to the actions registry, and so to MCP clients. */
export function registerActions(deps: ActionDeps): void {
  for (const create of [
    createListPostmortemsAction,
    createGetPostmortemAction,
    createExplainClaimAction,
    createStartRetroAction,
  ]) {
    create(deps);
  }
}
