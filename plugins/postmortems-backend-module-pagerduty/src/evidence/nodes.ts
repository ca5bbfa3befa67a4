import {
  cutText,
  type SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type {
  Alert,
  LogEntry,
  Note,
  PagerDutyIncident,
  Responder,
} from '../api/objects';
import { type Author, isUser, type People } from '../catalog/People';

const MAX_TEXT = 8192;
const MAX_LABELS = 100;
const MAX_LABEL = 1000;

/** Entries that say what another piece of evidence says with more words. */
const TOLD_ELSEWHERE = new Set([
  'annotate_log_entry',
  'responder_request_log_entry',
]);

/** What evidence of an incident has in common. */
export type About = {
  /** The incident's id in PagerDuty. */
  id: string;
  number?: number;
  title?: string | null;
  html_url?: string | null;
  /** Entity ref. */
  service: string;
  people: Pick<People, 'find' | 'authorOf' | 'failure'>;
};

export function aboutIncident(
  incident: PagerDutyIncident,
  service: string,
  people: About['people'],
): About {
  const { id, number, title, html_url } = incident;
  return { id, number, title, html_url, service, people };
}

/** How sentences call the incident. */
function labelOf({ id, number }: About): string {
  return `Incident ${number === undefined ? id : `#${number}`}`;
}

/**
 * A log entry as evidence, in PagerDuty's words; `undefined` for entries that notes
 * and responders tell.
 */
export async function logEntryNode(
  entry: LogEntry,
  about: About,
): Promise<SubmitEvidenceNode | undefined> {
  if (TOLD_ELSEWHERE.has(entry.type)) return undefined;
  const { id, created_at: at, channel, event_details: details } = entry;
  const action = entry.type.replace(/_log_entry$/, '');
  const told = channel?.summary || details?.description;
  return {
    ...record(about, {
      id: `pagerduty/log/${id}`,
      at,
      sourceUrl: entry.html_url,
      action,
      said:
        entry.summary?.trim() ||
        `${action.replaceAll('_', ' ')} by ${
          entry.agent?.summary ?? 'PagerDuty'
        }`,
      agent: await about.people.authorOf(entry.agent),
      more: {
        ...(channel?.type && { channel: channel.type }),
        ...(told && { description: cutText(told, MAX_TEXT) }),
        ...(channel?.details !== undefined && { details: channel.details }),
      },
    }),
  };
}

/** Something that happened in an incident, told by its message. */
export function record(
  about: About,
  options: {
    id: string;
    at: string;
    sourceUrl?: string | null;
    action: string;
    /** Without the incident's name. */
    said: string;
    agent: Author;
    more?: object;
  },
): SubmitEvidenceNode {
  const { id, at, action, said, agent, more } = options;
  return {
    ...common(about, options.sourceUrl),
    id: stableId(id),
    sourceType: 'telemetry',
    timestamp: at,
    metadata: {
      service: about.service,
      // Told once with their number; of the others each is told
      ...(action === 'notify' && {
        correlationId: `pagerduty:${about.id}:notify`,
      }),
    },
    payload: {
      kind: 'pagerduty_log_entry',
      message: cutText(`${labelOf(about)}: ${said}`, MAX_TEXT),
      action,
      agent,
      incident: incidentOf(about),
      ...more,
    } as SubmitEvidenceNode['payload'],
  };
}

/** That an alert fired and, where PagerDuty says when, that it ended. */
export function alertNodes(alert: Alert, about: About): SubmitEvidenceNode[] {
  const name = alert.summary?.trim() || `Alert ${alert.id}`;
  const contexts = alert.body?.contexts ?? [];
  const link = contexts.find(({ type }) => type === 'link')?.href;
  return firingAndEnd(about, {
    id: `pagerduty/alert/${alert.id}`,
    name,
    startsAt: alert.created_at,
    endsAt: alert.resolved_at,
    sourceUrl: alert.html_url,
    severity: alert.severity,
    more: {
      ...(alert.alert_key && { alertKey: cutText(alert.alert_key, 256) }),
      ...(alert.integration?.summary && {
        integration: alert.integration.summary,
      }),
      ...(webUrlSchema.safeParse(link).success && { dashboardUrl: link }),
      labels: labelsOf(alert.body?.details),
    },
  });
}

/** An incident that no alert stands behind, but a monitoring system opened, as its alert. */
export function incidentAlertNodes(
  incident: PagerDutyIncident & { created_at: string },
  about: About,
  severity: string | undefined,
): SubmitEvidenceNode[] {
  return firingAndEnd(about, {
    id: `pagerduty/incident/${incident.id}`,
    name: incident.title?.trim() || labelOf(about),
    startsAt: incident.created_at,
    endsAt: incident.resolved_at,
    sourceUrl: incident.html_url,
    severity,
  });
}

function firingAndEnd(
  about: About,
  options: {
    id: string;
    name: string;
    startsAt: string;
    endsAt?: string | null;
    sourceUrl?: string | null;
    severity?: string | null;
    more?: object;
  },
): SubmitEvidenceNode[] {
  const { id, name, startsAt, endsAt, severity, more } = options;
  const nodeOf = (
    status: 'firing' | 'resolved',
    at: string,
    fields: object,
  ): SubmitEvidenceNode => ({
    ...common(about, options.sourceUrl),
    id: stableId(`${id}/${status}`),
    sourceType: 'telemetry',
    timestamp: at,
    metadata: {
      service: about.service,
      correlationId: `pagerduty:${about.id}`,
    },
    payload: {
      kind: 'alert',
      alertName: cutText(name, 300),
      status,
      startsAt,
      ...fields,
      incident: incidentOf(about),
      ...more,
    } as SubmitEvidenceNode['payload'],
  });
  return [
    nodeOf('firing', startsAt, severity ? { severity } : {}),
    ...(endsAt && endsAt >= startsAt
      ? [nodeOf('resolved', endsAt, { endsAt })]
      : []),
  ];
}

/** A note, in the version that PagerDuty has. An edited one has another id. */
export async function noteNode(
  note: Note,
  about: About,
): Promise<SubmitEvidenceNode> {
  const { id, content, created_at: at, updated_at: edited } = note;
  const isEdited = edited && edited > at;
  return message(about, {
    id: isEdited
      ? `pagerduty/note/${id}/edited/${Date.parse(edited)}`
      : `pagerduty/note/${id}`,
    at,
    text: content,
    author: await about.people.authorOf(note.user),
    more: isEdited ? { edited: { at: edited } } : {},
  });
}

/** What people wrote in PagerDuty. */
export function message(
  about: About,
  options: {
    id: string;
    at: string;
    text: string;
    author: Author;
    more?: object;
  },
): SubmitEvidenceNode {
  const { id, at, text, author, more } = options;
  return {
    ...common(about),
    id: stableId(id),
    sourceType: 'chat',
    timestamp: at,
    metadata: {
      service: about.service,
      correlationId: `pagerduty:${about.id}`,
    },
    payload: {
      kind: 'message',
      text: cutText(text, MAX_TEXT),
      author,
      channel: 'PagerDuty',
      threadId: about.id,
      incident: incidentOf(about),
      ...more,
    } as SubmitEvidenceNode['payload'],
  };
}

/** What responders answer, in the API's and in webhooks' words. */
export const ANSWERS: Partial<Record<string, string>> = {
  joined: 'joined as a responder',
  accepted: 'joined as a responder',
  declined: 'declined to help',
  user_cancelled: 'is no longer a responder',
};

/** That somebody was asked to help, and what they answered. */
export async function responderNodes(
  responder: Responder,
  about: About,
): Promise<SubmitEvidenceNode[]> {
  const { user, requester, requested_at: asked, message: words } = responder;
  const id = `pagerduty/responder/${about.id}/${user.id}`;
  const name = user.summary?.trim() || user.id;
  const by = requester?.summary ? ` by ${requester.summary}` : '';
  const nodes: SubmitEvidenceNode[] = [];
  if (asked) {
    nodes.push(
      record(about, {
        id: `${id}/requested/${Date.parse(asked)}`,
        at: asked,
        action: 'responder_request',
        said: `${name} was asked to help${by}${
          words?.trim() ? `: ${words.trim()}` : ''
        }`,
        agent: await about.people.authorOf(requester),
        more: { responder: await about.people.authorOf(user) },
      }),
    );
  }
  const { state, updated_at: at } = responder;
  const said = state && ANSWERS[state];
  if (said && at) {
    nodes.push(
      record(about, {
        id: `${id}/${state}/${Date.parse(at)}`,
        at,
        action: `responder_${state}`,
        said: `${name} ${said}`,
        agent: await about.people.authorOf(user),
        more: { responder: await about.people.authorOf(user) },
      }),
    );
  }
  return nodes;
}

/** Whether a trigger came from a system: of one by a person there was no alert. */
export function isBySystem(agent: LogEntry['agent']): boolean {
  return !isUser(agent);
}

function common({ html_url }: About, own?: string | null) {
  const sourceUrl =
    webUrlSchema.safeParse(own).data ?? webUrlSchema.safeParse(html_url).data;
  return { provider: 'pagerduty', ...(sourceUrl && { sourceUrl }) };
}

function incidentOf({ id, number, title }: About) {
  return {
    id,
    ...(number !== undefined && { number }),
    ...(title && { title: cutText(title, 300) }),
  };
}

/** Details of an alert that are a word or a number. */
function labelsOf(details: unknown): Record<string, string> {
  if (typeof details !== 'object' || details === null) {
    return typeof details === 'string' && details !== ''
      ? { details: cutText(details, MAX_LABEL) }
      : {};
  }
  return Object.fromEntries(
    Object.entries(details)
      .filter(([, value]) =>
        ['string', 'number', 'boolean'].includes(typeof value),
      )
      .slice(0, MAX_LABELS)
      .map(([name, value]) => [name, cutText(String(value), MAX_LABEL)]),
  );
}

/** An id that can be stored: PagerDuty's own are short words. */
function stableId(id: string): string {
  return id.length <= 200 && /^[A-Za-z0-9][A-Za-z0-9._:/#@+=-]*$/.test(id)
    ? id
    : `pagerduty/${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}
