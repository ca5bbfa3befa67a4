import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import type { FiredAlert } from '../facts/alerts';
import type { KnownEvidence } from '../facts/knownEvidence';
import type { DurationFact, MetricFact } from '../facts/types';
import type {
  DraftBlock,
  DraftInput,
} from '@postmortems/backstage-plugin-postmortems-node';

/** The input together with the facts that several sections tell. */
export type SectionContext = DraftInput & {
  known: readonly KnownEvidence[];
  durations: readonly DurationFact[];
  metrics: readonly MetricFact[];
  alerts: readonly FiredAlert[];
  /** The day on which it started, which times need not repeat: `2026-03-02`. */
  day: string;
  /** Times are told to the second, because minutes would not tell them apart. */
  seconds: boolean;
  /** The cause as the root cause section states it; `undefined` when it is undetermined. */
  cause?: DraftClaim;
  factors: readonly DraftClaim[];
};

/** Writes the blocks of one section. */
export type SectionWriter = (context: SectionContext) => DraftBlock[];
