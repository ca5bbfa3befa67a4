import type { SourceNotice } from '@postmortems/backstage-plugin-postmortems-node';
import { cutText } from '@postmortems/backstage-plugin-postmortems-common';
import { mapSeverity } from '@postmortems/backstage-plugin-postmortems-node';
import type { AlertRules } from '../config/parts';
import type { Muted, Sender, TrackedAlert } from './TrackedAlert';

/**
 * Silence that is worth a word, in milliseconds: three times Alertmanager's
 * default `repeat_interval`.
 */
const NO_NEWS_MS = 12 * 60 * 60 * 1000;
/** Names in one sentence. */
const MAX_NAMES = 5;

type NoticeConfig = Pick<
  AlertRules,
  | 'severityLabel'
  | 'severities'
  | 'defaultSeverity'
  | 'serviceLabels'
  | 'flapWindowMinutes'
>;

/** What readers of an incident should know of the alerts behind it. */
export function noticesOf(options: {
  alerts: TrackedAlert[];
  config: NoticeConfig;
  /** Who notifies. */
  sender: Sender;
  now: Date;
}): SourceNotice[] {
  const { alerts, config, sender, now } = options;
  return [
    ...unknownSeverities(alerts, config),
    ...unknownServices(alerts, config),
    ...flapping(alerts, config),
    ...silences(alerts, sender, now),
    ...assumedEnds(alerts, sender),
    ...oddities(alerts),
  ];
}

function unknownSeverities(
  alerts: TrackedAlert[],
  { severityLabel, severities, defaultSeverity }: NoticeConfig,
): SourceNotice[] {
  const unknown = alerts.filter(({ labels }) => {
    const word = labels[severityLabel];
    return word !== undefined && mapSeverity(word, severities) === undefined;
  });
  const words = [
    ...new Set(unknown.map(({ labels }) => labels[severityLabel])),
  ];
  return words.map(word => ({
    code: 'unknown-severity',
    message: `The severity “${cutText(word, 60)}” of ${namesOf(
      unknown.filter(({ labels }) => labels[severityLabel] === word),
    )} is not known here, so it counts as ${defaultSeverity}.`,
  }));
}

function unknownServices(
  alerts: TrackedAlert[],
  { serviceLabels }: NoticeConfig,
): SourceNotice[] {
  const guessed = alerts.filter(({ service }) => service.isGuess);
  const refs = [...new Set(guessed.map(({ service }) => service.ref))];
  return refs.map(ref => {
    const ofRef = guessed.filter(({ service }) => service.ref === ref);
    const labels = serviceLabels.flatMap(label =>
      ofRef[0].labels[label] ? `${label} ${ofRef[0].labels[label]}` : [],
    );
    const looked =
      labels.length > 0
        ? `The catalog has no component for its labels (${cutText(
            labels.join(', '),
            300,
          )})`
        : 'No label says which service it is about';
    return {
      code: 'unknown-service',
      message: `${namesOf(
        ofRef,
      )} is filed under ${ref}. ${looked}. To have it found next time, annotate the component with backstage.io/kubernetes-id or postmortems.dev/monitoring-name.`,
    };
  });
}

function flapping(
  alerts: TrackedAlert[],
  { flapWindowMinutes }: NoticeConfig,
): SourceNotice[] {
  const byFingerprint = new Map<string, TrackedAlert[]>();
  for (const alert of alerts) {
    const firings = byFingerprint.get(alert.fingerprint) ?? [];
    byFingerprint.set(alert.fingerprint, [...firings, alert]);
  }
  return [...byFingerprint.values()]
    .filter(({ length }) => length > 1)
    .slice(0, MAX_NAMES)
    .map(firings => ({
      code: 'flapping',
      message: `${firings[0].name} fired ${
        firings.length
      } times between ${timeOf(firings[0].beganAt)} and ${timeOf(
        firings.at(-1)!.endsAt ?? firings.at(-1)!.beganAt,
      )}. Firings that are at most ${flapWindowMinutes} minutes apart are one incident.`,
    }));
}

function silences(
  alerts: TrackedAlert[],
  sender: Sender,
  now: Date,
): SourceNotice[] {
  return alerts
    .filter(alert => !alert.endsAt)
    .flatMap(alert => {
      const { name, listedAt = alert.beganAt, unlistedAt, confirmedAt } = alert;
      const { muted } = alert;
      const isMuted = unlistedAt !== undefined && unlistedAt > listedAt;
      if (confirmedAt && confirmedAt > listedAt) {
        return isMuted || muted
          ? {
              code: 'muted',
              message: `${name} ${muteOf(
                muted,
              )}. It still fired when it was last asked for, at ${timeOf(
                confirmedAt,
              )}.`,
            }
          : [];
      }
      const isOverdue = now.getTime() - Date.parse(listedAt) > NO_NEWS_MS;
      if (!isMuted && !isOverdue) return [];
      return {
        code: 'no-news',
        message: `No news of ${name} since ${timeOf(listedAt)}${
          isMuted
            ? `: ${sender} left it out at ${timeOf(
                unlistedAt,
              )} without an end. It may be silenced or inhibited, or its end was lost`
            : ''
        }. Set the end of the incident if it is over.`,
      };
    })
    .slice(0, MAX_NAMES);
}

function muteOf(muted: Muted | undefined): string {
  switch (muted?.by) {
    case 'silence':
      return muted.until
        ? `is silenced until ${timeOf(muted.until)}`
        : 'is silenced';
    case 'inhibition':
      return 'is inhibited by another alert';
    case 'mute timing':
      return 'is muted by a mute timing';
    default:
      return 'is silenced or inhibited';
  }
}

function assumedEnds(alerts: TrackedAlert[], sender: Sender): SourceNotice[] {
  return alerts
    .flatMap(({ name, endsAt, assumedFrom, confirmedAt, listedAt }) => {
      if (!endsAt || !assumedFrom || assumedFrom === 'next alert') return [];
      if (assumedFrom === 'state history') {
        return {
          code: 'assumed-end',
          message: `The end of ${name} was never sent. The state history of Grafana has it at ${timeOf(
            endsAt,
          )}.`,
        };
      }
      const heard = timeOf(confirmedAt ?? listedAt ?? endsAt);
      return {
        code: 'assumed-end',
        message:
          assumedFrom === 'Prometheus'
            ? `The end of ${name} was never sent. Prometheus last had it firing at ${timeOf(
                endsAt,
              )}.`
            : `The end of ${name} was never sent, and ${sender} no longer has it. It was last heard of at ${heard}; it may have ended later.`,
      };
    })
    .slice(0, MAX_NAMES);
}

function oddities(alerts: TrackedAlert[]): SourceNotice[] {
  const told = new Map<string, TrackedAlert[]>();
  for (const alert of alerts) {
    for (const text of alert.oddities) {
      told.set(text, [...(told.get(text) ?? []), alert]);
    }
  }
  return [...told].slice(0, MAX_NAMES).map(([text, odd]) => ({
    code: 'odd-alert',
    message: `${namesOf(odd)}: ${text}`,
  }));
}

function namesOf(alerts: TrackedAlert[]): string {
  const names = [...new Set(alerts.map(({ name }) => cutText(name, 100)))];
  const rest = names.length - MAX_NAMES;
  return rest > 0
    ? `${names.slice(0, MAX_NAMES).join(', ')} and ${rest} more`
    : names.join(', ');
}

/** To the minute: `2026-03-02 14:05 UTC`. */
function timeOf(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
