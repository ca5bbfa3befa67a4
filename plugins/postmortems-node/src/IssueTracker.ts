import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';

/** A system that keeps tickets for action items. @public */
export interface IssueTracker {
  /** Short lower-case name, e.g. `jira`. */
  readonly id: string;
  /**
   * Creates a ticket, or finds the one that an earlier call with the same
   * idempotency key created.
   *
   * @returns the tracker's key of the ticket, e.g. `OPS-7`, and its web address
   */
  createTicket(options: {
    item: ActionItemRecord;
    idempotencyKey: string;
  }): Promise<{ key: string; url: string }>;
}
