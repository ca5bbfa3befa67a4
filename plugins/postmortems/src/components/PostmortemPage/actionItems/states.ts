import type { ActionItemState } from '@postmortems/backstage-plugin-postmortems-common';

/** What people make of a proposal. */
export type DecidedState = Exclude<ActionItemState, 'proposed'>;

/** Where an action item may go from where it is; the server has the last word. */
export const NEXT_STATES: Record<ActionItemState, readonly DecidedState[]> = {
  proposed: ['open', 'dropped'],
  open: ['in_progress', 'done', 'dropped'],
  in_progress: ['open', 'done', 'dropped'],
  done: ['verified', 'open', 'in_progress'],
  verified: ['open'],
  dropped: ['open'],
};
