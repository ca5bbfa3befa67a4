import {
  cutText,
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
  const { status, labels, annotations, startsAt, beganAt, endsAt } = notified;
  const ended = status === 'resolved' ? endsAt : undefined;
  const source = webUrlSchema.safeParse(notified.generatorURL);
  const dashboardUrl = dashboardOf(notified);
  const image = webUrlSchema.safeParse(notified.imageURL);
  return {
    id: ['alert', notified.fingerprint, startsAt, ended ?? 'firing'].join('/'),
    sourceType: 'telemetry',
    timestamp: ended ?? beganAt,
    provider,
    metadata: {
      service: tracked.service.ref,
      region: cutText(labels.region ?? '', 100),
      correlationId: cutText(groupKey, 256),
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
      ...(image.success && { imageUrl: image.data }),
      ...(Object.keys(notified.values).length > 0 && {
        values: notified.values,
      }),
      labels,
      annotations,
      startsAt: beganAt,
      ...(ended && { endsAt: ended }),
      ...(notified.oddities.length > 0 && { notes: notified.oddities }),
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

/** The evidence that asking found an alert gone whose end was never sent. */
export function toAssumedEndEvidence(options: {
  tracked: TrackedAlert;
  provider: string;
}): SubmitEvidenceNode[] {
  const { tracked, provider } = options;
  const { endsAt, assumedFrom, labels } = tracked;
  if (!endsAt || !assumedFrom || assumedFrom === 'next alert') return [];
  return [
    {
      id: [
        'alert',
        tracked.fingerprint,
        tracked.startsAt,
        'assumed',
        endsAt,
      ].join('/'),
      sourceType: 'telemetry',
      timestamp: endsAt,
      provider,
      metadata: {
        service: tracked.service.ref,
        region: cutText(labels.region ?? '', 100),
      },
      payload: {
        kind: 'alert',
        alertName: tracked.name,
        status: 'resolved',
        ...(labels.severity && { severity: labels.severity }),
        labels,
        startsAt: tracked.beganAt,
        endsAt,
        notes: [
          `Its end was never sent; ${
            assumedFrom === 'state history'
              ? 'the state history of Grafana has it'
              : `${assumedFrom} was asked`
          }.`,
        ],
      },
    },
  ];
}

/** Whether the notified state of an alert is not part of its incident yet. */
export function isUnapplied(notified: NotifiedAlert, tracked: TrackedAlert) {
  return notified.status === 'resolved'
    ? tracked.endApplied !== notified.endsAt
    : !tracked.firingApplied;
}
