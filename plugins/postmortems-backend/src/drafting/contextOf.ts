import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';
import { firedAlerts } from './facts/alerts';
import { durationFacts } from './facts/durations';
import { knownEvidence } from './facts/knownEvidence';
import { metricFacts } from './facts/metrics';
import type { SectionContext } from './sections/context';
import { causeStatement, factorStatements } from './sections/statements';
import { isShort } from './write/times';

/** The facts of an incident, computed once for all sections. */
export function contextOf(input: DraftInput): SectionContext {
  const { incident, seal } = input;
  const known = knownEvidence(input.evidence);
  return {
    ...input,
    known,
    cause: causeStatement(input),
    factors: factorStatements(input),
    durations: durationFacts(seal),
    metrics: metricFacts(known, incident),
    alerts: firedAlerts(known),
    day: incident.startedAt.slice(0, 10),
    seconds: isShort(incident),
  };
}
