import type { EventRef, IncidentPicture } from '../schema';
import type { PictureLabels } from './labels';
import { plainText } from './text';
import { pictureTimes } from './times';

/** Parts of a picture, from its top to its bottom. @public */
export type PictureLane =
  | 'phases'
  | 'changes'
  | 'cause'
  | 'alerts'
  | 'series'
  | 'chat';

/** One thing that a picture shows, in words. @public */
export type PictureElement = {
  /** Unique within the picture. */
  id: string;
  lane: PictureLane;
  at: string;
  /** When it was over, if that is known. */
  until?: string;
  /** The times as text: `14:02` or `14:02–14:31`. */
  time: string;
  /** What kind of thing it is. */
  kind: string;
  /** What it says. */
  text: string;
  evidence?: EventRef;
  /** The claim that says so. */
  claimId?: string;
};

/** What a picture is put into words with. @public */
export type PictureWords = {
  labels: PictureLabels;
  /** IANA name of the time zone of all times. */
  timeZone: string;
};

/**
 * Everything that a picture shows, lane by lane, each in the order of time.
 *
 * @public
 */
export function listPictureElements(
  picture: IncidentPicture,
  { labels, timeZone }: PictureWords,
): PictureElement[] {
  const { format } = pictureTimes(picture.window, timeZone);
  const time = (at: string, until?: string) =>
    until && until !== at
      ? `${format(Date.parse(at))}–${format(Date.parse(until))}`
      : format(Date.parse(at));
  const binMs = picture.chat.binSeconds * 1000;
  const { cause } = picture;
  return [
    ...picture.phases.map(({ phase, at, evidence }, index) => ({
      id: `phase-${index}`,
      lane: 'phases' as const,
      at,
      time: time(at),
      kind: labels.phases[phase],
      text: '',
      evidence,
    })),
    ...picture.changes.map(({ kind, at, label, status, evidence }, index) => ({
      id: `change-${index}`,
      lane: 'changes' as const,
      at,
      time: time(at),
      kind: labels.changes[kind],
      text: status
        ? `${plainText(label)} (${plainText(status).replaceAll('_', ' ')})`
        : plainText(label),
      evidence,
    })),
    ...(cause
      ? [
          {
            id: 'cause',
            lane: 'cause' as const,
            at: cause.cause.at,
            time: time(cause.cause.at),
            kind: cause.confirmed
              ? labels.confirmedCause
              : labels.possibleCause,
            text: labels.effect({
              statement: plainText(cause.statement),
              at: time(cause.effect.at),
            }),
            evidence: cause.cause.evidence,
            claimId: cause.claimId,
          },
        ]
      : []),
    ...picture.alerts.flatMap(({ name, service, count, alerts }, row) =>
      alerts.map((alert, index) => ({
        id: `alert-${row}-${index}`,
        lane: 'alerts' as const,
        at: alert.from,
        until: alert.to,
        time: alert.to
          ? time(alert.from, alert.to)
          : `${time(alert.from)}, ${labels.noEnd}`,
        kind: labels.alert,
        text: [
          name === undefined ? labels.moreAlerts(count) : plainText(name),
          ...(service ? [plainText(service)] : []),
          ...(alert.count > 1 ? [labels.fired(alert.count)] : []),
        ].join(', '),
        evidence: alert.evidence,
      })),
    ),
    ...picture.series.map(
      ({ metric, service, usual, extreme, evidence }, index) => ({
        id: `series-${index}`,
        lane: 'series' as const,
        at: extreme.at,
        time: time(extreme.at),
        kind: labels.metric,
        text: `${plainText(metric)}, ${plainText(service)}: ${labels.extreme({
          usual: usual.label,
          extreme: extreme.label,
          at: time(extreme.at),
        })}`,
        evidence,
      }),
    ),
    ...picture.chat.bins.map(({ at, messages, evidence }, index) => ({
      id: `chat-${index}`,
      lane: 'chat' as const,
      at,
      time: time(at, new Date(Date.parse(at) + binMs).toISOString()),
      kind: labels.chat,
      text: labels.messages(messages),
      evidence,
    })),
  ];
}

/** An element in one line: `Alert 14:08–14:30: CheckoutErrors, checkout`. @public */
export function describePictureElement({
  time,
  kind,
  text,
}: Pick<PictureElement, 'time' | 'kind' | 'text'>): string {
  return text ? `${kind} ${time}: ${text}` : `${kind} ${time}`;
}
