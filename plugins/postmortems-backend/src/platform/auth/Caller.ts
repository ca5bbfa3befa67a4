import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../audit';
import type { IncidentCriteria } from '../database';

/** Who calls, and which incidents this call may touch. */
export type Caller = {
  actor: Actor;
  credentials: BackstageCredentials;
  /**
   * Incidents outside of it do not exist for the caller. `undefined` for all.
   */
  criteria?: IncidentCriteria;
  /**
   * Incidents that a person opened, took part in or owns a service of.
   * `undefined` for machines.
   */
  involved?: { anyOf: IncidentCriteria[] };
};

/** Whether access need not be checked again for the second caller. */
export function haveSameReadAccess(one: Caller, other: Caller): boolean {
  return isDeepStrictEqual(one.criteria, other.criteria);
}
