import { InputError } from '@backstage/errors';
import {
  cutText,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import { digest } from '../collect/Collection';
import {
  isRenewal,
  type MonitorEvent,
  readTitle,
  stateOf,
} from '../collect/monitorEvent';

const MAX_TEXT = 8192;

/** A variable that Datadog has no value for stays as it is, or is empty. */
const variable = z
  .union([z.string(), z.number()])
  .nullish()
  .transform(value => {
    const text = storableText(String(value ?? '')).trim();
    return /^\$[A-Z_]+$/.test(text) ? '' : cutText(text, MAX_TEXT);
  });

/**
 * The payload that the documentation tells people to configure for Datadog's
 * webhook; other fields do not matter.
 */
const bodySchema = z.looseObject({
  alert_id: variable,
  alert_cycle_key: variable,
  alert_transition: variable,
  alert_title: variable,
  alert_priority: variable,
  alert_query: variable,
  alert_scope: variable,
  event_id: variable,
  date: variable,
  tags: variable,
  text: variable,
  link: variable,
});

/** A change of a monitor's state, and what only notifications have. */
export type Notification = {
  /** From the first alert to the recovery it is the same. */
  cycleKey: string;
  change: MonitorEvent;
  priority: string;
  link: string;
  /** How the sender's clock was wrong, for readers. */
  oddity?: string;
};

/**
 * Reads a notification. A date in the future counts as the time of arrival,
 * because clocks differ.
 *
 * @returns `undefined` for what is no alert of a monitor, such as a test message
 * @throws `InputError` for what was configured otherwise
 */
export function readNotification(
  body: string,
  receivedAt: Date,
): Notification | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InputError("The body of Datadog's webhook is not JSON");
  }
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success || !hasTransition(json)) {
    throw new InputError(
      "The body of Datadog's webhook lacks alert_transition: give the webhook the payload of docs/sources/datadog.md",
    );
  }
  const sent = parsed.data;
  const title = readTitle(sent.alert_title);
  const state =
    stateOf(sent.alert_transition) ??
    (isRenewal(sent.alert_transition)
      ? stateOf(title?.transition) ?? 'alert'
      : undefined);
  const monitorId = Number(sent.alert_id);
  if (!state || !Number.isSafeInteger(monitorId) || monitorId <= 0) {
    return undefined;
  }
  const groups = listOf(sent.alert_scope).filter(group => group !== '*');
  const cycleKey = sent.alert_cycle_key || [monitorId, ...groups].join(' ');
  const { at, oddity } = timeOf(sent.date, receivedAt);
  return {
    cycleKey,
    priority: sent.alert_priority,
    link: sent.link,
    oddity,
    change: {
      eventId:
        sent.event_id ||
        digest([cycleKey, sent.alert_transition, at.getTime()].join('\n')),
      at,
      monitorId,
      name: title?.name || sent.alert_title || `Monitor ${monitorId}`,
      state,
      isRenewal: isRenewal(sent.alert_transition),
      groups,
      message: sent.text,
      tags: listOf(sent.tags),
      query: sent.alert_query || undefined,
    },
  };
}

function hasTransition(json: unknown): boolean {
  return (
    typeof json === 'object' && json !== null && 'alert_transition' in json
  );
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(Boolean);
}

/** Datadog sends milliseconds since 1970. */
function timeOf(date: string, receivedAt: Date): { at: Date; oddity?: string } {
  const at = new Date(Number(date));
  if (!/^\d{12,14}$/.test(date) || Number.isNaN(at.getTime())) {
    return {
      at: receivedAt,
      oddity: 'It came without a time; the time of arrival is taken.',
    };
  }
  if (at <= receivedAt) return { at };
  return {
    at: receivedAt,
    // Seconds are not worth a word
    oddity:
      at.getTime() > receivedAt.getTime() + 60_000
        ? `It is dated ${at.toISOString()}, after its arrival; the time of arrival is taken. The clocks differ.`
        : undefined,
  };
}
