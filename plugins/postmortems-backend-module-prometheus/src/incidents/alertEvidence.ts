import {
  SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { NotifiedAlert } from '../webhook/payload';
import type { TrackedAlert } from './TrackedAlert';

/**
 * The evidence that an alert fired, or that it ended. The id identifies the alert
 * and not the content, because annotations can change with every evaluation; the
 * first ones are kept.
 */
export function toAlertEvidence(options: {
  notified: NotifiedAlert;
  tracked: TrackedAlert;
  groupKey: string;
  provider: string;
}): SubmitEvidenceNode {
  const { notified, tracked, groupKey, provider } = options;
  const { status, labels, annotations, startsAt, endsAt } = notified;
  const ended = status === 'resolved' ? endsAt : undefined;
  const source = webUrlSchema.safeParse(notified.generatorURL);
  const dashboardUrl = dashboardOf(notified);
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
      ...(dashboardUrl && { dashboardUrl }),
      labels,
      annotations,
      startsAt,
      ...(ended && { endsAt: ended }),
      ...(tracked.expression && { expression: tracked.expression }),
    },
  };
}

/** Names under which rules keep the address of a dashboard, the most telling first. */
const DASHBOARD_ANNOTATIONS = [
  'dashboard_url',
  'dashboardURL',
  'dashboard',
  'grafana_url',
  'grafana',
];

/** Where people see the metrics of the alert: the panel, else the dashboard. */
function dashboardOf({
  panelURL,
  dashboardURL,
  annotations,
}: NotifiedAlert): string | undefined {
  return [
    panelURL,
    dashboardURL,
    ...DASHBOARD_ANNOTATIONS.map(name => annotations[name]),
  ]
    .map(link => webUrlSchema.safeParse(link).data)
    .find(link => link !== undefined);
}

/** Whether the notified state of an alert is not part of its incident yet. */
export function isUnapplied(notified: NotifiedAlert, tracked: TrackedAlert) {
  return notified.status === 'resolved'
    ? tracked.endApplied !== notified.endsAt
    : !tracked.firingApplied;
}
