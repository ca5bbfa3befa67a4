import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Authorizer, Caller } from '../authorization';
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
  incidents: IncidentService;
  retrospectives: RetrospectiveService;
  stores: Stores;
};

/** Who an action acts for. */
export type CallerOf = (
  credentials: BackstageCredentials,
  permission: Permission,
) => Promise<Caller>;

/** Makes what agents may do known to the actions registry, and so to MCP clients. */
export function registerActions(deps: ActionDeps): void {
  const callerOf: CallerOf = (credentials, permission) =>
    deps.authorizer.authorize(credentials, permission);
  for (const create of [
    createListPostmortemsAction,
    createGetPostmortemAction,
    createExplainClaimAction,
    createStartRetroAction,
  ]) {
    create(deps, callerOf);
  }
}
