import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  basicAuthSchema,
  HEARTBEAT_ALERTS,
  oneSecretOnly,
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
  serverAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { alertRules } from '../config/parts';

const PLATFORM = 'grafana';

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header')
  .overwrite(name => name.toLocaleLowerCase('en-US'));

const hmacSchema = z.strictObject({
  secret: secretSchema,
  header: headerName.default('x-grafana-alerting-signature'),
  timestampHeader: headerName.optional(),
});

const webhookSchema = z
  .strictObject({
    token: secretSchema.optional(),
    basicAuth: basicAuthSchema.optional(),
    hmac: hmacSchema.optional(),
    allowUnauthenticated: z.boolean().default(false),
  })
  .refine(...oneSecretOnly)
  .refine(
    ({ token, basicAuth, hmac, allowUnauthenticated }) =>
      token || basicAuth || hmac || allowUnauthenticated,
    {
      error:
        'has no secret: set hmac, token or basicAuth, and the same in the contact point',
    },
  );

/** What Grafana sends when somebody tests the contact point. */
const TEST_ALERT = 'TestAlert';

const annotationsSchema = z.strictObject({
  limit: z.number().int().min(0).max(5000).default(500),
  deploymentTags: z
    .array(z.string().min(1))
    .default(['deploy', 'deployment', 'release', 'rollback']),
  retentionDays: z.number().positive().max(36_500).optional(),
});

const grafanaConfigSchema = z
  .strictObject({
    webhook: webhookSchema.optional(),
    ...alertRules,
    ignoredAlerts: alertRules.ignoredAlerts.default([
      ...HEARTBEAT_ALERTS,
      TEST_ALERT,
    ]),
    baseUrl: rootUrlSchema('Grafana').optional(),
    externalUrl: rootUrlSchema('Grafana').optional(),
    ...serverAccess,
    contactPoint: z.string().min(1).max(256).default('postmortems'),
    pollMinutes: z.number().min(1).max(1440).default(2),
    annotations: annotationsSchema.default(() => annotationsSchema.parse({})),
  })
  .refine(({ webhook, baseUrl }) => webhook || baseUrl, {
    error:
      'has neither webhook nor baseUrl: without one of them nothing comes from Grafana',
  });

/** The block of Grafana with its defaults, and the path to it for messages. */
export type GrafanaConfig = z.output<typeof grafanaConfigSchema> & {
  path: string;
};

export type GrafanaWebhookConfig = NonNullable<GrafanaConfig['webhook']>;

/**
 * Reads the block with `platform: grafana` of
 * `postmortems.provenanceRouting.telemetrySources`; `undefined` without one.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readGrafanaConfig(
  config: RootConfigService,
): GrafanaConfig | undefined {
  const [first, second] = readSourceBlocks(config, {
    list: 'telemetrySources',
    platform: PLATFORM,
    schema: grafanaConfigSchema,
  });
  if (second) {
    throw new InputError(
      `Invalid configuration: ${second.path} is a second block of ${PLATFORM}; there can be one`,
    );
  }
  return first && { ...first.block, path: first.path };
}
