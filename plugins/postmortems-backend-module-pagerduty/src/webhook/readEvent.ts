import { InputError } from '@backstage/errors';
import {
  eventSchema,
  incidentSchema,
  noteDataSchema,
  type PagerDutyIncident,
  type Reference,
  responderDataSchema,
  roleDataSchema,
  statusUpdateDataSchema,
} from '../api/objects';
import type { z } from 'zod';

/** What an event is about, besides the incident. */
export type EventData =
  | { kind: 'incident'; incident: PagerDutyIncident }
  | { kind: 'note'; note: z.output<typeof noteDataSchema> }
  | { kind: 'statusUpdate'; update: z.output<typeof statusUpdateDataSchema> }
  | { kind: 'responder'; responder: z.output<typeof responderDataSchema> }
  | {
      kind: 'roles';
      roles: z.output<typeof roleDataSchema>['incident_role_assignments'];
    };

/** An event of an incident. */
export type IncidentEvent = {
  id: string;
  /** Such as `incident.acknowledged`. */
  type: string;
  at: Date;
  agent?: Reference;
  /** The incident in PagerDuty. */
  about: Pick<Reference, 'id' | 'summary' | 'html_url'>;
  data: EventData;
  /** How the sender's clock was wrong, for readers. */
  oddity?: string;
};

/**
 * Reads an event. A time in the future counts as that of arrival, because clocks
 * differ.
 *
 * @returns `undefined` for what is not about an incident, such as a change of a
 *   service or the test of the subscription, and for events that are not known
 * @throws `InputError` for what is no event of version 3
 */
export function readEvent(
  body: string,
  receivedAt: Date,
): IncidentEvent | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InputError("The body of PagerDuty's webhook is not JSON");
  }
  const parsed = eventSchema.safeParse(json);
  if (!parsed.success) {
    throw new InputError(
      "The body of PagerDuty's webhook has no event of version 3: make a webhook subscription (Integrations > Generic Webhooks v3)",
    );
  }
  const { id, event_type: type, occurred_at, agent, data } = parsed.data.event;
  if (!type.startsWith('incident.')) return undefined;
  const known = dataOf(data);
  if (!known) return undefined;
  return {
    id,
    type,
    agent: agent ?? undefined,
    ...known,
    ...timeOf(occurred_at, receivedAt),
  };
}

function dataOf(
  sent: unknown,
): Pick<IncidentEvent, 'data' | 'about'> | undefined {
  const incident =
    (sent as { type?: unknown } | null)?.type === 'incident' &&
    incidentSchema.safeParse(sent).data;
  if (incident) {
    const { id, title: summary, html_url } = incident;
    const data = { kind: 'incident' as const, incident };
    return { about: { id, summary, html_url }, data };
  }
  const note = noteDataSchema.safeParse(sent).data;
  if (note) return { about: note.incident, data: { kind: 'note', note } };
  const update = statusUpdateDataSchema.safeParse(sent).data;
  if (update) {
    return { about: update.incident, data: { kind: 'statusUpdate', update } };
  }
  const responder = responderDataSchema.safeParse(sent).data;
  if (responder) {
    return {
      about: responder.incident,
      data: { kind: 'responder', responder },
    };
  }
  const roles = roleDataSchema.safeParse(sent).data?.incident_role_assignments;
  return roles?.[0]
    ? { about: roles[0].incident, data: { kind: 'roles', roles } }
    : undefined;
}

function timeOf(
  occurredAt: string | undefined,
  receivedAt: Date,
): { at: Date; oddity?: string } {
  const at = new Date(occurredAt ?? NaN);
  if (Number.isNaN(at.getTime())) {
    return {
      at: receivedAt,
      oddity: 'It came without a time; the time of arrival is taken.',
    };
  }
  if (at <= receivedAt) return { at };
  return {
    at: receivedAt,
    // Seconds are not worth a word
    ...(at.getTime() > receivedAt.getTime() + 60_000 && {
      oddity: `PagerDuty dates an event ${at.toISOString()}, after its arrival; the time of arrival is taken. The clocks differ.`,
    }),
  };
}
