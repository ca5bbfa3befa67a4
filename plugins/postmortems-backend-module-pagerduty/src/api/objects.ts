import { isoTimeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

/**
 * The parts of PagerDuty's objects that are used, in its API
 * (https://github.com/PagerDuty/api-schema) and in its webhooks
 * (https://developer.pagerduty.com/docs/webhooks-overview). Of an object only its id
 * and time are needed: what else cannot be read is left out.
 */
const text = z.string().nullish().catch(undefined);
const id = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be an id');
const time = isoTimeSchema;
const optionalTime = isoTimeSchema.nullish().catch(undefined);

const referenceSchema = z.looseObject({
  id,
  type: text,
  summary: text,
  html_url: text,
});
const reference = referenceSchema.nullish().catch(undefined);

/** A user, service or whatever else has an id and a name. */
export type Reference = z.output<typeof referenceSchema>;

const responderSchema = z.looseObject({
  state: text,
  user: referenceSchema,
  requester: reference,
  requested_at: optionalTime,
  updated_at: optionalTime,
  message: text,
});

/** Somebody who was asked to help with an incident. */
export type Responder = z.output<typeof responderSchema>;

const listOf = <T>(schema: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform(items =>
      items.flatMap(item => schema.safeParse(item).data ?? []),
    );

/** An incident, of the API or in an event of it. */
export const incidentSchema = z
  .looseObject({
    id,
    title: text,
    /** In webhooks. */
    number: z.number().optional().catch(undefined),
    /** In the API. */
    incident_number: z.number().optional().catch(undefined),
    html_url: text,
    created_at: optionalTime,
    resolved_at: optionalTime,
    status: text,
    urgency: text,
    priority: z
      .looseObject({ summary: text, name: text })
      .nullish()
      .catch(undefined),
    service: reference,
    incidents_responders: listOf(responderSchema).optional(),
  })
  .transform(({ number, incident_number, ...incident }) => ({
    ...incident,
    number: number ?? incident_number,
  }));

export type PagerDutyIncident = z.output<typeof incidentSchema>;

export const logEntrySchema = z.looseObject({
  id,
  type: z.string(),
  created_at: time,
  summary: text,
  html_url: text,
  agent: reference,
  channel: z
    .looseObject({ type: text, summary: text, details: z.json().optional() })
    .nullish()
    .catch(undefined),
  event_details: z
    .looseObject({ description: text })
    .nullish()
    .catch(undefined),
});

export type LogEntry = z.output<typeof logEntrySchema>;

export const alertSchema = z.looseObject({
  id,
  created_at: time,
  resolved_at: optionalTime,
  summary: text,
  html_url: text,
  status: text,
  severity: text,
  alert_key: text,
  body: z
    .looseObject({
      details: z.json().optional().catch(undefined),
      contexts: listOf(z.looseObject({ type: text, href: text })).optional(),
    })
    .nullish()
    .catch(undefined),
  integration: reference,
});

export type Alert = z.output<typeof alertSchema>;

export const noteSchema = z.looseObject({
  id,
  content: z.string(),
  created_at: time,
  updated_at: optionalTime,
  user: reference,
});

export type Note = z.output<typeof noteSchema>;

export const userSchema = z.looseObject({ id, email: text });

export const serviceSchema = z.looseObject({
  id,
  integrations: listOf(z.looseObject({ integration_key: text })).optional(),
});

const eventBase = {
  id: z.string().min(1).max(200),
  occurred_at: z.string().optional().catch(undefined),
  agent: reference,
};

/** An event as webhooks bring it, of whatever kind. */
export const eventSchema = z.looseObject({
  event: z.looseObject({
    ...eventBase,
    event_type: z.string().max(200),
    data: z.looseObject({ type: text }).nullish().catch(undefined),
  }),
});

/** Data of the events that are about an incident, but are not it. */
export const noteDataSchema = z.looseObject({
  type: z.literal('incident_note'),
  incident: referenceSchema,
  id,
  content: z.string(),
  trimmed: z.boolean().nullish().catch(undefined),
});

export const statusUpdateDataSchema = z.looseObject({
  type: z.literal('incident_status_update'),
  incident: referenceSchema,
  id,
  message: z.string(),
  trimmed: z.boolean().nullish().catch(undefined),
});

export const responderDataSchema = z.looseObject({
  type: z.literal('incident_responder'),
  incident: referenceSchema,
  user: reference,
  escalation_policy: reference,
  message: text,
  state: text,
});

export const roleDataSchema = z.looseObject({
  type: z.literal('incident_role_assignment'),
  incident_role_assignments: listOf(
    z.looseObject({
      incident: referenceSchema,
      assignee: reference,
      old_assignee: reference,
      role: referenceSchema,
    }),
  ),
});
