import type { v2 } from '@datadog/datadog-api-client';
import { z } from 'zod';

/** A monitor, or one of its groups, changed its state. */
export type MonitorEvent = {
  /** The id that Datadog's webhooks have, too. */
  eventId: string;
  at: Date;
  monitorId: number;
  name: string;
  state: MonitorState;
  /** Whether it says only that the state is still the same. */
  isRenewal: boolean;
  /** What the state is of, e.g. `host:web-1`; empty for all. */
  groups: string[];
  message: string;
  tags: string[];
  query?: string;
  type?: string;
  /** Path of the page about this change. */
  alertPath?: string;
};

export type MonitorState = 'alert' | 'warn' | 'no data' | 'ok';

/** Fields of real answers that Datadog's description does not have. */
const extraSchema = z.looseObject({
  transition: z
    .looseObject({
      destination_state: z.string().optional().catch(undefined),
      source_state: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  result: z
    .looseObject({ alert_url: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** `[P1] [Triggered on {host:web-1}] Errors of checkout` */
const TITLE =
  /^\s*(?:\[P[1-5]\]\s*)?\[((?:re-)?(?:triggered|warn|no data|recovered|renotify))(?: on \{?([^\]}]*)\}?)?\]\s*(.*)$/is;

const STATE_OF_STATUS: Partial<Record<string, MonitorState>> = {
  error: 'alert',
  failure: 'alert',
  warning: 'warn',
  warn: 'warn',
  success: 'ok',
  ok: 'ok',
};

/** `undefined` for events that no monitor's change of state made. */
export function readMonitorEvent(
  event: v2.EventResponse,
): MonitorEvent | undefined {
  const { attributes, message, tags, timestamp } = event.attributes ?? {};
  const monitor = attributes?.monitor;
  const monitorId = monitor?.id ?? attributes?.monitorId;
  if (!event.id || !timestamp || !monitorId) return undefined;
  const extra = extraSchema.safeParse(monitor?.additionalProperties).data;
  const title = readTitle(attributes?.title ?? '');
  const destination = extra?.transition?.destination_state;
  const state =
    stateOf(destination) ??
    stateOf(title?.transition) ??
    STATE_OF_STATUS[String(attributes?.status)];
  // Such as a change of the monitor by a person
  if (!state) return undefined;
  const groups =
    attributes?.monitorGroups ?? monitor?.groups ?? title?.groups ?? [];
  return {
    eventId: attributes?.evt?.id ?? event.id,
    at: timestamp,
    monitorId,
    name:
      monitor?.templatedName ||
      monitor?.name ||
      title?.name ||
      attributes?.title ||
      `Monitor ${monitorId}`,
    state,
    isRenewal: destination
      ? stateOf(extra?.transition?.source_state) === state
      : isRenewal(title?.transition),
    groups: [...groups].filter(group => group !== '*').sort(),
    message: message ?? '',
    tags: [...new Set([...(tags ?? []), ...(monitor?.tags ?? [])])],
    query: monitor?.query,
    type: monitor?.type,
    alertPath: extra?.result?.alert_url,
  };
}

/** What the title of a monitor's event or notification says. */
export function readTitle(title: string) {
  const found = TITLE.exec(title);
  if (!found) return undefined;
  const [, transition, groups, name] = found;
  return {
    transition,
    groups: groups?.split(',').map(group => group.trim()),
    name: name.trim(),
  };
}

/** Whether a notification says only that the state is still the same. */
export function isRenewal(transition: string | undefined): boolean {
  return /^re(-|notify)/i.test(transition ?? '');
}

/**
 * The word for how bad it is: of the tag `severity`, else by the state. Alerts are
 * no `critical`, for every monitor can have them.
 */
export function severityOf({
  state,
  tags,
}: Pick<MonitorEvent, 'state' | 'tags'>): string {
  const tag = tags.find(one => /^severity:./.test(one));
  if (tag) return tag.slice('severity:'.length);
  return { alert: 'error', warn: 'warning', 'no data': 'no data', ok: 'ok' }[
    state
  ];
}

/** A state by one of Datadog's words for it, or for the way into it. */
export function stateOf(word: string | undefined): MonitorState | undefined {
  switch (word?.toLocaleLowerCase('en-US').replace(/^re-/, '')) {
    case 'alert':
    case 'triggered':
      return 'alert';
    case 'warn':
    case 'warning':
      return 'warn';
    case 'no data':
      return 'no data';
    case 'ok':
    case 'recovered':
      return 'ok';
    default:
      return undefined;
  }
}
