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
   * What each of the permissions lets the caller do, in the order asked for. Throws `NotAllowedError` when the caller lacks one of
   * them altogether. Otherwise the criteria say for which incidents each holds. All are decided on together, so that a request
   * that needs several asks once.
   */
  authorize<P extends readonly Permission[]>(
    credentials: BackstageCredentials,
    permissions: readonly [...P],
  ): Promise<{ [I in keyof P]: Caller }>;
}
