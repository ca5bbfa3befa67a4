import {
  SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { NotifiedAlert } from '../webhook/payload';
import type { TrackedAlert } from './types';

/**
 * A node when an alert fired and one when it ended. The id is made of what identifies the alert, because the words of its
 * annotations change with every evaluation; the first ones that came are kept.
 */
export function alertEvidence(options: {
  notified: NotifiedAlert;
  tracked: TrackedAlert;
  groupKey: string;
  provider: string;
}): SubmitEvidenceNode {
  const { notified, tracked, groupKey, provider } = options;
  const { status, labels, annotations, startsAt, endsAt } = notified;
  const ended = status === 'resolved' ? endsAt : undefined;
  const source = webUrlSchema.safeParse(notified.generatorURL);
  return {
    id: ['alert', notified.fingerprint, startsAt, ended ?? 'firing'].join('/'),
    sourceType: 'telemetry',
    timestamp: ended ?? startsAt,
    provider,
    metadata: {
      service: tracked.service.ref,
      region: (labels.region ?? '').slice(0, 100),
      correlationId: groupKey.slice(0, 256),
    },
    ...(source.success && { sourceUrl: source.data }),
    payload: {
      kind: 'alert',
      alertName: tracked.name,
      status,
      ...(labels.severity && { severity: labels.severity }),
      ...(annotations.summary && { summary: annotations.summary }),
      ...(annotations.description && { description: annotations.description }),
      labels,
      annotations,
      startsAt,
      ...(ended && { endsAt: ended }),
      ...(tracked.expression && { expression: tracked.expression }),
    },
  };
}

/** Whether the incident has still to be told what this alert of a notification says. */
export function isNews(notified: NotifiedAlert, tracked: TrackedAlert) {
  return notified.status === 'resolved'
    ? tracked.endApplied !== notified.endsAt
    : !tracked.firingApplied;
}
