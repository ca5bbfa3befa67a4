import { z } from 'zod';

// Payload shapes with a presentation of their own, by `kind`. Any other payload is
// evidence too: it is stored, sealed, shown as JSON, and can be cited. Fields
// beyond these are kept.

const text = z.string();
const label = z.record(z.string(), z.string());

/** A chat message. @public */
export const chatMessagePayloadSchema = z.looseObject({
  kind: z.literal('message'),
  channel: text.optional(),
  author: z.looseObject({ id: text.optional(), name: text.optional() }),
  text,
  threadId: text.optional(),
  /** Of what was said in a call: times after a pause of the recording are too early. */
  recording: z
    .looseObject({ mayBePaused: z.boolean().optional() })
    .optional()
    .catch(undefined),
});

/** How the `threadId` of what people said in a call begins. @public */
export const CALL_THREAD = 'call/';

/** Whether a message was said in a call rather than written. @public */
export function isSpoken(message: { threadId?: string }): boolean {
  return message.threadId?.startsWith(CALL_THREAD) ?? false;
}

/**
 * A metric over a window; `points` are `[ISO time, value]`, in ascending time.
 *
 * @public
 */
export const metricPayloadSchema = z.looseObject({
  kind: z.literal('metric'),
  metric: text,
  /** What it measures, for readers who do not know it. */
  description: text.optional().catch(undefined),
  query: text.optional(),
  /**
   * `percent`, `ratio`, `seconds`, `milliseconds`, `bytes`, `per_second`,
   * `count`, or free text.
   */
  unit: text.optional(),
  labels: label.optional(),
  points: z.array(z.tuple([text, z.number()])).max(20_000),
  /** Names of alerts on it. */
  alerts: z.array(text).optional().catch(undefined),
  /** Seconds between points. */
  stepSeconds: z.number().optional(),
});

/** An alert that started or stopped firing. @public */
export const alertPayloadSchema = z.looseObject({
  kind: z.literal('alert'),
  alertName: text,
  status: z.enum(['firing', 'resolved']),
  severity: text.optional(),
  summary: text.optional(),
  description: text.optional(),
  /** Web address of a dashboard with the metrics behind it. */
  dashboardUrl: text.optional().catch(undefined),
  labels: label.optional(),
  startsAt: text.optional(),
  endsAt: text.optional(),
});

/** A log line, or a group of equal ones. @public */
export const logPayloadSchema = z.looseObject({
  kind: z.literal('log'),
  level: text.optional(),
  message: text,
  count: z.number().optional(),
});

/** An event of the platform, e.g. a Kubernetes event. @public */
export const eventPayloadSchema = z.looseObject({
  kind: z.literal('event'),
  reason: text.optional(),
  message: text,
});

/** A deployment, rollback or configuration change. @public */
export const deploymentPayloadSchema = z.looseObject({
  kind: z.enum(['deployment', 'rollback', 'config_change']),
  /** What was changed, if it is not the service as a whole. */
  name: text.optional(),
  version: text.optional(),
  previousVersion: text.optional(),
  environment: text.optional(),
  status: text.optional(),
  author: text.optional(),
  commit: text.optional(),
  diffUrl: text.optional(),
  description: text.optional(),
});

/**
 * A step of an investigation trace, stored as evidence when the trace is
 * accepted.
 *
 * @public
 */
export const stepPayloadSchema = z.looseObject({
  kind: z.literal('step'),
  traceId: text,
  stepId: text,
  action: text,
  input: z.json(),
  output: z.json(),
  validation: z.looseObject({
    passed: z.boolean(),
    rule: text,
    explanation: text,
  }),
  nextStep: text.nullable(),
});

/** A payload of any known kind. @public */
export const knownPayloadSchema = z.union([
  chatMessagePayloadSchema,
  metricPayloadSchema,
  alertPayloadSchema,
  logPayloadSchema,
  eventPayloadSchema,
  deploymentPayloadSchema,
  stepPayloadSchema,
]);

/** See {@link chatMessagePayloadSchema}. @public */
export type ChatMessagePayload = z.infer<typeof chatMessagePayloadSchema>;
/** See {@link metricPayloadSchema}. @public */
export type MetricPayload = z.infer<typeof metricPayloadSchema>;
/** See {@link alertPayloadSchema}. @public */
export type AlertPayload = z.infer<typeof alertPayloadSchema>;
/** See {@link logPayloadSchema}. @public */
export type LogPayload = z.infer<typeof logPayloadSchema>;
/** See {@link eventPayloadSchema}. @public */
export type EventPayload = z.infer<typeof eventPayloadSchema>;
/** See {@link deploymentPayloadSchema}. @public */
export type DeploymentPayload = z.infer<typeof deploymentPayloadSchema>;
/** See {@link stepPayloadSchema}. @public */
export type StepPayload = z.infer<typeof stepPayloadSchema>;
/** See {@link knownPayloadSchema}. @public */
export type KnownPayload = z.infer<typeof knownPayloadSchema>;

const SCHEMA_BY_KIND: Record<string, z.ZodType<KnownPayload>> = {
  message: chatMessagePayloadSchema,
  metric: metricPayloadSchema,
  alert: alertPayloadSchema,
  log: logPayloadSchema,
  event: eventPayloadSchema,
  deployment: deploymentPayloadSchema,
  rollback: deploymentPayloadSchema,
  config_change: deploymentPayloadSchema,
  step: stepPayloadSchema,
};

/** Parses a payload of a known kind; `undefined` for any other. @public */
export function parseKnownPayload(
  payload: Record<string, unknown>,
): KnownPayload | undefined {
  const schema =
    typeof payload.kind === 'string' &&
    Object.hasOwn(SCHEMA_BY_KIND, payload.kind)
      ? SCHEMA_BY_KIND[payload.kind]
      : undefined;
  return schema?.safeParse(payload).data;
}
