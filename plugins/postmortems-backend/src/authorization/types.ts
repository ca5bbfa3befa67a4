import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Actor, IncidentCriteria } from '../database';

/** Who calls, and which incidents this call may touch. */
export type Caller = {
  actor: Actor;
  credentials: BackstageCredentials;
  /** Incidents outside of it do not exist for the caller. `undefined` for all. */
  criteria?: IncidentCriteria;
};

export interface Authorizer {
  /**
   * Throws `NotAllowedError` when the caller lacks the permission altogether. Otherwise the answer's criteria say for which
   * incidents it holds.
   */
  authorize(
    credentials: BackstageCredentials,
    permission: Permission,
  ): Promise<Caller>;
}
