import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import { recordSource } from '../write/sentence';
import type { DurationFact } from './types';

const SPANS = [
  ['incident', 'startedAt', 'resolvedAt'],
  ['detection', 'startedAt', 'detectedAt'],
  ['mitigation', 'startedAt', 'mitigatedAt'],
] as const;

/** The lengths of time that the incident record gives. */
export function durationFacts(seal: EvidenceSeal): DurationFact[] {
  const source = recordSource(seal);
  return SPANS.flatMap(([what, from, to]) => {
    const start = seal.incident[from];
    const end = seal.incident[to];
    if (typeof start !== 'string' || typeof end !== 'string') return [];
    // An alert that opened the incident is its start and its detection
    if (what !== 'incident' && start === end) return [];
    return [
      {
        what,
        milliseconds: Date.parse(end) - Date.parse(start),
        from: { source, pointer: `/${from}`, at: start },
        to: { source, pointer: `/${to}`, at: end },
      },
    ];
  });
}
