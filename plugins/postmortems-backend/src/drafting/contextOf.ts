import type { InvestigationTrace } from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';
import {
  documentStyle,
  english,
  isShort,
  type Messages,
  type RenderStyle,
} from '../verification';
import { atOnce, type Steps } from '../platform/Turns';
import type { PayloadKinds } from '../payloadKinds';
import { aboutIncident } from './facts/aboutIncident';
import { findConclusions } from './conclusions/findConclusions';
import { firedAlerts } from './facts/alerts';
import { durationFacts } from './facts/durations';
import { knownEvidence, type KnownEvidence } from './facts/knownEvidence';
import { logEvents } from './facts/logEvents';
import { metricFacts } from './facts/metrics';
import { findSigns } from './phases/findSigns';
import { phasesOf } from './phases/phases';
import type { CandidateCause } from '../verification';
import type { SectionContext } from './sections/context';
import { factorsInChat } from './sections/factorsInChat';
import { promisesInChat } from './sections/proposals/aboutPromises';
import { factorStatements } from './sections/statements';

/** What a draft is made from: the evidence, and the possible causes that were found in it. */
export type DraftFacts = DraftInput & {
  causes?: readonly CandidateCause[];
  /** How configuration describes kinds of payloads. */
  payloadKinds?: PayloadKinds;
  /** The evidence, where its payloads have been parsed already. */
  known?: readonly KnownEvidence[];
  /** The investigation, where a section does not take it. */
  unusedTrace?: InvestigationTrace;
  /** How much evidence is left out, because there is too much. */
  unread?: { size: number };
};

/** The facts of an incident, computed once for all sections. */
export function contextOf(
  input: DraftFacts,
  messages: Messages = english,
): SectionContext {
  return atOnce(contextInSteps(input, messages));
}

/** As {@link contextOf}. */
export function* contextInSteps(
  input: DraftFacts,
  messages: Messages = english,
): Steps<SectionContext> {
  const { incident, seal } = input;
  const known = input.known ?? knownEvidence(input.evidence);
  const alerts = firedAlerts(known);
  const spanMs = spanOf(input);
  const logs = yield* logEvents(known, spanMs);
  const about = yield* aboutIncident({ seal, evidence: known, logs });
  const signs = findSigns({ seal, evidence: known, logs, about });
  const causes = input.causes ?? [];
  yield;
  const conclusions = yield* findConclusions({
    evidence: known,
    incident,
    about,
    denied: deniedBy(causes),
    causes: new Set(
      causes.flatMap(({ assertion }) => assertion.cause?.evidence ?? []),
    ),
  });
  const metrics = yield* metricFacts({
    evidence: known,
    incident,
    alerts,
    trace: input.trace,
  });
  return {
    ...input,
    known,
    spanMs,
    logs,
    about,
    signs,
    phases: phasesOf(seal, signs),
    causes,
    conclusions,
    factors: factorStatements(input),
    factorsInChat: yield* factorsInChat({
      known,
      about,
      conclusions,
      incident,
    }),
    promised: yield* promisesInChat({ known, about }),
    durations: durationFacts(seal),
    metrics,
    alerts,
    style: styleOf(input),
    precision: isShort(incident) ? 'second' : 'minute',
    messages,
  };
}

/** Changes of which people say that they are not the cause. */
function deniedBy(causes: readonly CandidateCause[]): Set<string> {
  return new Set(
    causes
      .filter(({ assertion: { against } }) =>
        against.some(({ type }) => type === 'disputed_in_chat'),
      )
      .flatMap(({ assertion: { cause } }) => cause?.evidence ?? []),
  );
}

/** From the start of the incident to its end, or to the last evidence, in milliseconds. */
function spanOf({ incident, seal }: DraftInput): number {
  const end = incident.resolvedAt ?? seal.manifest.to ?? incident.startedAt;
  return Math.max(0, Date.parse(end) - Date.parse(incident.startedAt));
}

function styleOf({ incident, template, timeZone }: DraftInput): RenderStyle {
  const isLocal = template.sections.timeline.format === 'local';
  return documentStyle(incident, isLocal ? timeZone : undefined);
}
