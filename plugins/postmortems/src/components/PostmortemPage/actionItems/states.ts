import type { ActionItemState } from '@postmortems/backstage-plugin-postmortems-common';

/** A state to which people can move an action item. */
export type TargetState = Exclude<ActionItemState, 'proposed'>;

/** The states that may follow each state. The server enforces them. */
export const NEXT_STATES: Record<ActionItemState, readonly TargetState[]> = {
  proposed: ['open', 'dropped'],
  open: ['in_progress', 'done', 'dropped'],
  in_progress: ['open', 'done', 'dropped'],
  done: ['verified', 'open', 'in_progress'],
  verified: ['open'],
  dropped: ['open'],
};
