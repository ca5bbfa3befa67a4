import type {
  AlertPayload,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownEvidence } from './knownEvidence';

export type FiredAlert = { node: EvidenceNode; alert: AlertPayload };

/** Alerts that fired, each once however often it was reported, in the order of their start. */
export function firedAlerts(evidence: readonly KnownEvidence[]): FiredAlert[] {
  const fired = new Map<string, FiredAlert>();
  for (const { node, payload } of evidence) {
    if (payload?.kind === 'alert' && payload.status === 'firing') {
      const key = JSON.stringify([
        payload.alertName,
        node.metadata.service,
        payload.labels ?? {},
        payload.startsAt ?? node.timestamp,
      ]);
      if (!fired.has(key)) fired.set(key, { node, alert: payload });
    }
  }
  return [...fired.values()];
}
