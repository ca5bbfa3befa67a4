import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  basicAuthSchema,
  oneSecretOnly,
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
  serverAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { parseQueryTemplate } from '../metrics/queryTemplate';
import { alertRules } from './parts';

const PLATFORM = 'prometheus';
/** Of configurations from before there was a list of sources. */
const FORMER_ROOT = 'postmortems.prometheus';

const webhookSchema = z
  .strictObject({
    token: secretSchema.optional(),
    basicAuth: basicAuthSchema.optional(),
    allowUnauthenticated: z.boolean().default(false),
  })
  .refine(...oneSecretOnly)
  .refine(
    webhook =>
      webhook.token || webhook.basicAuth || webhook.allowUnauthenticated,
    {
      error:
        'has no secret: set token or basicAuth, and the same in the http_config of the Alertmanager receiver',
    },
  );

const querySchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_:.-]{0,99}$/,
      'must be a short name such as error_rate',
    ),
  query: z
    .string()
    .min(1)
    .transform((source, ctx) => {
      try {
        return parseQueryTemplate(source);
      } catch (error) {
        ctx.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    }),
  unit: z.string().min(1).max(40).optional(),
  description: z.string().trim().min(1).max(500).optional(),
});

const alertmanagerSchema = z.strictObject({
  baseUrl: rootUrlSchema('Alertmanager'),
  ...serverAccess,
  receiver: z.string().min(1).max(256).default('postmortems'),
});

const instanceSchema = z.strictObject({
  baseUrl: rootUrlSchema('Prometheus'),
  externalUrl: rootUrlSchema('Prometheus').optional(),
  ...serverAccess,
  queries: z
    .array(querySchema)
    .max(50)
    .refine(
      queries => new Set(queries.map(q => q.name)).size === queries.length,
      { error: 'has two queries of one name: names must differ' },
    )
    .default([]),
  alertWindowMinutes: z.number().positive().max(10_080).default(120),
  recoveryMinutes: z.number().min(0).max(1440).default(15),
  stepSeconds: z.number().int().min(1).max(3600).default(15),
  maxSeries: z.number().int().min(1).max(200).default(20),
});

const prometheusConfigSchema = z.strictObject({
  webhook: webhookSchema.optional(),
  ...alertRules,
  alertmanagers: z.array(alertmanagerSchema).max(20).default([]),
  pollMinutes: z.number().min(1).max(1440).default(2),
  instances: z.array(instanceSchema).max(20).default([]),
});

type Block = z.output<typeof prometheusConfigSchema>;
/** With the path to it, for messages. */
type Server<T> = T & { path: string };

/** The block of Prometheus with its defaults. */
export type PrometheusConfig = Omit<Block, 'instances' | 'alertmanagers'> & {
  instances: Server<Block['instances'][number]>[];
  alertmanagers: Server<Block['alertmanagers'][number]>[];
};

export type InstanceConfig = PrometheusConfig['instances'][number];
export type WebhookConfig = NonNullable<PrometheusConfig['webhook']>;

/**
 * Reads the block with `platform: prometheus` of
 * `postmortems.provenanceRouting.telemetrySources`; `undefined` without one.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readPrometheusConfig(
  config: RootConfigService,
): PrometheusConfig | undefined {
  if (config.has(FORMER_ROOT)) {
    throw new InputError(
      `Invalid configuration: ${FORMER_ROOT} has moved; write it as a block with platform: ${PLATFORM} of postmortems.provenanceRouting.telemetrySources`,
    );
  }
  const [first, second] = readSourceBlocks(config, {
    list: 'telemetrySources',
    platform: PLATFORM,
    schema: prometheusConfigSchema,
  });
  if (second) {
    throw new InputError(
      `Invalid configuration: ${second.path} is a second block of ${PLATFORM}; list its servers under instances and alertmanagers of ${first.path}`,
    );
  }
  if (!first) return undefined;
  const { path, block } = first;
  const at = <T>(list: string, servers: T[]) =>
    servers.map((server, index) => ({
      ...server,
      path: `${path}.${list}[${index}]`,
    }));
  return {
    ...block,
    instances: at('instances', block.instances),
    alertmanagers: at('alertmanagers', block.alertmanagers),
  };
}
