import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { TrackedAlert } from '../incidents/TrackedAlert';
import { STATE_REASON, stateReason } from '../webhook/stateReason';
import { blindSpotMessage } from './blindSpots';
import type { GrafanaLinks } from './GrafanaLinks';
import type { StateChange } from './stateChange';

/** Between what a notification and the state history say of one moment. */
const SAME_MS = 60_000;
const MAX_NAME = 200;
const MAX_TEXT = 2000;

/** Whether the webhook told the same. */
export function isNotified(
  change: StateChange,
  alerts: readonly TrackedAlert[],
): boolean {
  const own = alerts.filter(alert => isOf(change, alert));
  switch (change.to) {
    case 'alerting':
      return own.some(({ beganAt }) => isNear(beganAt, change.at));
    case 'normal':
      return (
        change.from === 'alerting' &&
        own.some(({ endsAt }) => endsAt && isNear(endsAt, change.at))
      );
    default:
      return false;
  }
}

/** A change of the state history as evidence. */
export function toHistoryEvidence(options: {
  change: StateChange;
  service: string;
  /** When it began to fire, of one that ended. */
  since?: string;
  links: GrafanaLinks;
  expiresAt?: string;
}): SubmitEvidenceNode {
  const { change, service, since, links, expiresAt } = options;
  const { annotation, at, rule, labels, from, to, values } = change;
  const isEnd = to === 'normal';
  const isAlert = to === 'alerting' || (isEnd && from === 'alerting');
  const note = stateReason({ [STATE_REASON]: change.reason ?? '' }, isEnd);
  const dashboardUrl = links.panel(annotation);
  return {
    id: `grafana/annotation/${annotation.id}`,
    sourceType: 'telemetry',
    timestamp: at,
    provider: 'grafana',
    ...(expiresAt && { expiresAt }),
    sourceUrl: dashboardUrl ?? links.rule(rule),
    metadata: {
      service,
      region: cutText(labels.region ?? '', 100),
      correlationId: cutText(`rule:${rule}`, 256),
    },
    payload: isAlert
      ? {
          kind: 'alert',
          alertName: cutText(rule, MAX_NAME),
          status: isEnd ? 'resolved' : 'firing',
          ...(labels.severity && { severity: labels.severity }),
          ...(dashboardUrl && { dashboardUrl }),
          labels,
          ...(isEnd ? since && { startsAt: since } : { startsAt: at }),
          ...(isEnd && { endsAt: at }),
          ...(values && { values: cutText(values, MAX_TEXT) }),
          ...(note && { notes: [note] }),
        }
      : {
          kind: 'event',
          reason: to === 'no data' || from === 'no data' ? 'No data' : 'Error',
          message: blindSpotMessage({
            rule,
            isNoData: to === 'no data' || (isEnd && from === 'no data'),
            isOver: isEnd,
            error: annotation.data?.error,
          }),
          labels,
        },
  };
}

/** The instance of the rule: its labels tell it from others. */
export function instanceOf({ rule, labels }: StateChange): string {
  return JSON.stringify([rule, Object.entries(labels).sort()]);
}

/**
 * Whether the change is of the alert. Labels are read from a sentence, where a value
 * may look like another label: those that both have count.
 */
export function isOf(change: StateChange, alert: TrackedAlert): boolean {
  return (
    alert.name === change.rule &&
    Object.entries(change.labels).every(
      ([label, value]) =>
        !Object.hasOwn(alert.labels, label) || alert.labels[label] === value,
    )
  );
}

function isNear(a: string, b: string) {
  return Math.abs(Date.parse(a) - Date.parse(b)) <= SAME_MS;
}
