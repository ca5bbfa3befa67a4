import type { PayloadKinds } from '../../payloadKinds';
import type {
  DraftClaim,
  InvestigationTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { CandidateCause } from '../../verification';
import type { AboutIncident } from '../facts/aboutIncident';
import type { Conclusions } from '../conclusions/types';
import type { FiredAlert } from '../facts/alerts';
import type { KnownEvidence } from '../facts/knownEvidence';
import type { DurationFact, EventFact, MetricFact } from '../facts/types';
import type { Signs } from '../phases/findSigns';
import type { PhaseStart } from '../phases/phases';
import type {
  DraftBlock,
  DraftInput,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { SaidFactor } from './factorsInChat';
import type { Promised } from './proposals/aboutPromises';
import type { Messages, RenderStyle, TimePrecision } from '../../verification';

/** The input together with the facts that several sections tell. */
export type SectionContext = DraftInput & {
  known: readonly KnownEvidence[];
  /** The investigation, where the section does not take it: nothing may say that there is none. */
  unusedTrace?: InvestigationTrace;
  durations: readonly DurationFact[];
  metrics: readonly MetricFact[];
  /** What services logged, by pattern. */
  logs: readonly EventFact[];
  /** Whether a message is about the incident. */
  about: AboutIncident;
  /** What shows in the evidence that each phase began. */
  signs: Signs;
  phases: readonly PhaseStart[];
  /** Length of the incident, in milliseconds. */
  spanMs: number;
  alerts: readonly FiredAlert[];
  style: RenderStyle;
  messages: Messages;
  /** How exactly times are stated: to the second where minutes would not tell them apart. */
  precision: TimePrecision;
  /** Possible causes, the best tied first. */
  causes: readonly CandidateCause[];
  /** What people concluded in chat. */
  conclusions: Conclusions;
  factors: readonly DraftClaim[];
  /** Contributing factors that people name in chat. */
  factorsInChat: readonly SaidFactor[];
  /** What people say in chat is to be done. */
  promised: readonly Promised[];
  /** How configuration describes kinds of payloads. */
  payloadKinds?: PayloadKinds;
};

/** Writes the blocks of one section. */
export type SectionWriter = (context: SectionContext) => DraftBlock[];
