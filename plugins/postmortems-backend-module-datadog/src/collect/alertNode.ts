import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { thresholdOf } from '../config/metricExpression';
import { expiry, linkTo, METRIC_RETENTION_DAYS, stableId } from './Collection';
import { type MonitorEvent, severityOf } from './monitorEvent';
import { plainText } from './plainText';

const MAX_TEXT = 4000;
/** Labels of an alert, as many as a monitor's event may have tags. */
const MAX_LABELS = 100;

/**
 * A monitor's change of state as evidence. Its id is that of Datadog's event, so
 * that the webhook and a collection bring it once.
 */
export function toAlertNode(options: {
  appUrl: string;
  /** Entity ref. */
  service: string;
  change: MonitorEvent;
  /** Of the monitor's definition. */
  query?: string;
  priority?: number | null;
  /** When it began to fire, of one that fires already. */
  since?: Date;
}): SubmitEvidenceNode {
  const { appUrl, service, change, priority, since } = options;
  const { monitorId, state, groups } = change;
  const timestamp = change.at.toISOString();
  const isFiring = state !== 'ok';
  const startsAt = isFiring ? change.at : since;
  const query = options.query ?? change.query;
  const threshold = query ? thresholdOf(query) : undefined;
  const text = plainText(change.message);
  return {
    id: stableId('datadog/alert', change.eventId),
    sourceType: 'telemetry',
    provider: 'datadog',
    timestamp,
    expiresAt: expiry(timestamp, METRIC_RETENTION_DAYS),
    sourceUrl: linkTo(
      appUrl,
      change.alertPath?.startsWith('/')
        ? change.alertPath
        : `/monitors/${monitorId}`,
    ),
    metadata: {
      service,
      correlationId: cutText(['monitor', monitorId, ...groups].join(':'), 256),
    },
    payload: {
      kind: 'alert',
      alertName: change.name,
      status: isFiring ? 'firing' : 'resolved',
      ...(isFiring && {
        severity: priority ? `P${priority}` : severityOf(change),
        state,
      }),
      ...(text && { description: cutText(text, MAX_TEXT) }),
      labels: labelsOf([...groups, ...change.tags]),
      ...(startsAt && { startsAt: startsAt.toISOString() }),
      ...(!isFiring && { endsAt: timestamp }),
      monitorId,
      ...(query && { expression: cutText(query, MAX_TEXT) }),
      ...(threshold && { threshold }),
    },
  };
}

/** Tags such as `env:prod` by what is before the colon; of several, the first. */
function labelsOf(tags: readonly string[]): Record<string, string> {
  const labels = new Map<string, string>();
  for (const tag of tags) {
    const [name, ...value] = tag.split(':');
    if (name && !labels.has(name)) labels.set(name, value.join(':'));
  }
  return Object.fromEntries([...labels].slice(0, MAX_LABELS));
}
