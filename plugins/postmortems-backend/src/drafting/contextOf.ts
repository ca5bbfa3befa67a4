import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';
import {
  documentStyle,
  english,
  isShort,
  type Messages,
  type RenderStyle,
} from '../verification';
import { firedAlerts } from './facts/alerts';
import { durationFacts } from './facts/durations';
import { knownEvidence } from './facts/knownEvidence';
import { metricFacts } from './facts/metrics';
import type { CandidateCause } from '../verification';
import type { SectionContext } from './sections/context';
import { factorStatements } from './sections/statements';

/** What a draft is made from: the evidence, and the possible causes that were found in it. */
export type DraftFacts = DraftInput & { causes?: readonly CandidateCause[] };

/** The facts of an incident, computed once for all sections. */
export function contextOf(
  input: DraftFacts,
  messages: Messages = english,
): SectionContext {
  const { incident, seal } = input;
  const known = knownEvidence(input.evidence);
  const alerts = firedAlerts(known);
  return {
    ...input,
    known,
    causes: input.causes ?? [],
    factors: factorStatements(input),
    durations: durationFacts(seal),
    metrics: metricFacts({
      evidence: known,
      incident,
      alerts,
      trace: input.trace,
    }),
    alerts,
    style: styleOf(input),
    precision: isShort(incident) ? 'second' : 'minute',
    messages,
  };
}

function styleOf({ incident, template, timeZone }: DraftInput): RenderStyle {
  const isLocal = template.sections.timeline.format === 'local';
  return documentStyle(incident, isLocal ? timeZone : undefined);
}
