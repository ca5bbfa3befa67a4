import type {
  ActionItemState,
  Incident,
  Theme,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What figures know of an incident and its postmortem. Stored as JSON, so that it is read at once. */
export type IncidentFacts = Pick<
  Incident,
  'severity' | 'visibility' | 'startedAt' | 'createdBy'
> & {
  resolvedAt: string | null;
  services: string[];
  participants: string[];
  hasPostmortem: boolean;
  published: boolean;
  /** Whole minutes, rounded down; `null` when either end is missing. */
  minutesToResolve: number | null;
  /** From the end of the incident; negative when it came before the end. */
  minutesToDraft: number | null;
  minutesToReview: number | null;
  /** Of the sentences that evidence coverage is about. */
  verdicts: VerdictCounts;
  themes: Theme[];
  items: {
    state: ActionItemState;
    owner: string | null;
    dueAt: string | null;
  }[];
};

/** To be raised when facts are stored in another shape, or the same incident gets other ones. Themes have a version of their own. */
export const FACTS_VERSION = 2;
