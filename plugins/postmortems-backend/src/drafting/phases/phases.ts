import type {
  EvidenceSeal,
  IncidentPhase,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Signs } from './findSigns';

/** When a phase began: by the incident's record, or by the evidence where the record gives no time. */
export type PhaseStart = {
  phase: Exclude<IncidentPhase, 'before'>;
  at: string;
};

/** The phases of an incident, in their order. One that began no later than the one before it takes its place. */
export function phasesOf(
  { incident }: EvidenceSeal,
  signs: Signs,
): PhaseStart[] {
  const timeOf = (field: string, sign?: { at: string }) =>
    typeof incident[field] === 'string' ? String(incident[field]) : sign?.at;
  const detected = timeOf('detectedAt', signs.detected);
  const starts: [PhaseStart['phase'], string | undefined][] = [
    ['impact', timeOf('startedAt', signs.impact)],
    ['detected', detected],
    ['response', signs.response?.at],
    ['mitigated', timeOf('mitigatedAt', signs.mitigated)],
    ['recovered', timeOf('resolvedAt', signs.recovered)],
  ];
  const phases: PhaseStart[] = [];
  for (const [phase, at] of starts) {
    const last = phases[phases.length - 1];
    if (at === undefined || (last && at < last.at)) continue;
    if (last?.at === at) phases.pop();
    phases.push({ phase, at });
  }
  return phases;
}

/** The phase in which something happened. */
export function phaseAt(
  phases: readonly PhaseStart[],
  at: string,
): IncidentPhase {
  return phases.findLast(phase => phase.at <= at)?.phase ?? 'before';
}
