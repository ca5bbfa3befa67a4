import {
  cutText,
  type EvidenceOutcome,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { OutcomeCount } from './SourceActivityStore';

const MAX_REASON = 200;
const OUTCOMES = {
  created: 'taken',
  duplicate: 'known',
  rejected: 'refused',
} as const;

/** Of nodes for which an incident has no room. */
export const LIMIT_REASON = 'The incident has as much evidence as may be';

/** Counts outcomes of nodes; the refused ones by why. */
export function countOutcomesByReason(
  outcomes: readonly EvidenceOutcome[],
): OutcomeCount[] {
  const counts = new Map<string, OutcomeCount>();
  for (const one of outcomes) {
    const outcome = OUTCOMES[one.status];
    const reason = one.status === 'rejected' ? refusalReason(one.errors) : '';
    const key = `${outcome} ${reason}`;
    const counted = counts.get(key) ?? { outcome, reason, nodes: 0 };
    counted.nodes += 1;
    counts.set(key, counted);
  }
  return [...counts.values()];
}

/**
 * Why a node was refused, without what stands in it: reasons are counted, and
 * outlive the incident.
 */
export function refusalReason(
  errors: readonly { path: string; message: string }[],
): string {
  const [{ path, message } = { path: '', message: 'unknown' }] = errors;
  if (path === '/id' && message.startsWith("'")) {
    return 'Its id has other content';
  }
  if (path === '') return oneOfIncident(message);
  // Below it are names that others gave
  const place = /^\/payload(?=\/)/.exec(path)?.[0] ?? path;
  return cutText(`${place} ${message}`, MAX_REASON);
}

function oneOfIncident(message: string): string {
  return /was erased$/.test(message)
    ? 'The text of the incident was erased'
    : cutText(message, MAX_REASON);
}
