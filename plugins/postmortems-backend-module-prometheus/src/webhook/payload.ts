import { InputError } from '@backstage/errors';
import {
  isoTimeSchema,
  pastTimeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Go's zero time, which Alertmanager sends for an alert without an end. */
const GO_ZERO_TIME = /^0001-01-01T00:00:00/;

const labelsSchema = z.record(z.string().max(256), z.string().max(8192));

const alertSchema = z
  .looseObject({
    status: z.enum(['firing', 'resolved']),
    labels: labelsSchema,
    annotations: labelsSchema.default({}),
    startsAt: pastTimeSchema,
    endsAt: z
      .string()
      .transform(value => (GO_ZERO_TIME.test(value) ? undefined : value))
      .pipe(isoTimeSchema.optional()),
    generatorURL: z.string().max(65_536).default(''),
    /** Of alerts that Grafana manages. */
    panelURL: z.string().max(65_536).default(''),
    dashboardURL: z.string().max(65_536).default(''),
    fingerprint: z.string().regex(/^[0-9a-f]{1,64}$/, 'must be a hex number'),
  })
  .superRefine((alert, ctx) => {
    if (alert.status !== 'resolved') return;
    const problem = endProblem(alert);
    if (problem) {
      ctx.addIssue({ code: 'custom', path: ['endsAt'], message: problem });
    }
  });

/** Body of Alertmanager's webhook, version 4. Fields that newer versions add are kept. */
const notificationSchema = z.looseObject({
  version: z.literal('4'),
  groupKey: z.string().min(1).max(65_536),
  truncatedAlerts: z.int().min(0).default(0),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string(),
  groupLabels: labelsSchema,
  commonLabels: labelsSchema,
  commonAnnotations: labelsSchema,
  externalURL: z.string().max(2048).default(''),
  alerts: z.array(alertSchema).min(1).max(1000),
});

/** One alert of a notification; `endsAt` is set when it is resolved. */
export type NotifiedAlert = z.output<typeof alertSchema>;

/** The state of one alert group at one moment. */
export type Notification = z.output<typeof notificationSchema>;

/** @throws `InputError` with the path of each wrong field */
export function parseNotification(body: string): Notification {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InputError('The body of the Alertmanager webhook is not JSON');
  }
  const parsed = notificationSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 10)
    .map(issue => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new InputError(
    `Not a webhook of Alertmanager (version 4): ${problems.join('; ')}`,
  );
}

/**
 * An idempotency key. A notification that is repeated has the same one; it
 * changes when an alert joins, ends or starts again.
 */
export function toDeliveryId(notification: Notification): string {
  const alerts = notification.alerts
    .map(({ fingerprint, startsAt, endsAt, status }) =>
      [fingerprint, startsAt, status === 'resolved' ? endsAt : '', status].join(
        ' ',
      ),
    )
    .sort();
  return createHash('sha256')
    .update(
      JSON.stringify([notification.groupKey, notification.status, alerts]),
    )
    .digest('hex');
}

/** The PromQL that an alert says it comes from. Its address is read, never called. */
export function generatorExpression(alert: {
  generatorURL: string;
}): string | undefined {
  if (!URL.canParse(alert.generatorURL)) return undefined;
  return new URL(alert.generatorURL).searchParams.get('g0.expr') || undefined;
}

function endProblem(alert: { startsAt: string; endsAt?: string }) {
  if (!alert.endsAt) return 'is missing on a resolved alert';
  const end = pastTimeSchema.safeParse(alert.endsAt);
  if (!end.success) return end.error.issues[0].message;
  return Date.parse(alert.endsAt) < Date.parse(alert.startsAt)
    ? `must not be before startsAt (${alert.startsAt})`
    : undefined;
}
