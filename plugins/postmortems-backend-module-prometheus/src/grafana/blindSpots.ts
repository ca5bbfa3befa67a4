import {
  cutText,
  type SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { MonitoredService } from '../metrics/planQueries';
import { isUnevaluatedRule, NO_DATA } from '../incidents/unevaluated';
import type { NotifiedAlert } from '../webhook/payload';

const MAX_NAME = 200;
const MAX_TEXT = 2000;

/** Whether an alert says only that its rule had no data, or could not be evaluated. */
export function isBlindSpot({ labels }: Pick<NotifiedAlert, 'labels'>) {
  return isUnevaluatedRule(labels);
}

/**
 * A rule that Grafana could not evaluate, or could again, as evidence. Of
 * `rulename` and the annotation `Error` in `pkg/services/ngalert/state` of Grafana.
 */
export function toBlindSpotEvidence(options: {
  alert: NotifiedAlert;
  service: MonitoredService;
  groupKey: string;
}): SubmitEvidenceNode & { id: string } {
  const { alert, service, groupKey } = options;
  const { labels, annotations, fingerprint, startsAt, beganAt, endsAt } = alert;
  const source = webUrlSchema.safeParse(alert.generatorURL);
  const isNoData = labels.alertname === NO_DATA;
  return {
    id: ['grafana', 'blind', fingerprint, startsAt, endsAt ?? 'began'].join(
      '/',
    ),
    sourceType: 'telemetry',
    timestamp: endsAt ?? beganAt,
    provider: 'grafana',
    metadata: {
      service: service.ref,
      region: cutText(labels.region ?? '', 100),
      correlationId: cutText(groupKey, 256),
    },
    ...(source.success && { sourceUrl: source.data }),
    payload: {
      kind: 'event',
      reason: labels.alertname,
      message: blindSpotMessage({
        rule: labels.rulename ?? 'unnamed',
        isNoData,
        isOver: Boolean(endsAt),
        error: annotations.Error,
      }),
      labels,
      startsAt: beganAt,
      ...(endsAt && { endsAt }),
      ...(alert.oddities.length > 0 && { notes: alert.oddities }),
    },
  };
}

/** One sentence, of notifications and of the state history alike. */
export function blindSpotMessage(options: {
  rule: string;
  isNoData: boolean;
  isOver: boolean;
  error?: string;
}): string {
  const { isNoData, isOver, error } = options;
  const rule = `the alert rule ${cutText(options.rule, MAX_NAME)}`;
  if (isNoData) {
    return isOver
      ? `Grafana has data for ${rule} again.`
      : `Grafana had no data for ${rule}.`;
  }
  if (isOver) return `Grafana can evaluate ${rule} again.`;
  return error?.trim()
    ? `Grafana could not evaluate ${rule}: ${cutText(error.trim(), MAX_TEXT)}`
    : `Grafana could not evaluate ${rule}.`;
}
