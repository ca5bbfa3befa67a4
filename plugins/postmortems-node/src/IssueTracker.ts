import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * A place where tickets of follow-ups live.
 *
 * @public
 */
export interface IssueTracker {
  /** Short lower-case name, e.g. `jira`. */
  readonly id: string;
  /** Makes a ticket, or finds the one that an earlier call with the same key has made. */
  createTicket(options: {
    item: ActionItemRecord;
    idempotencyKey: string;
  }): Promise<{ key: string; url: string }>;
}
