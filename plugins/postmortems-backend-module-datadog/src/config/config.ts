import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { severitySchema } from '@postmortems/backstage-plugin-postmortems-common';
import {
  DEFAULT_SEVERITIES,
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
  type SeverityTable,
  timeoutSecondsSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { BUILT_IN_METRICS, type MetricTemplate } from './builtInMetrics';
import { toFormulaRequest } from './metricExpression';

const ownMetricSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_:.-]{0,99}$/,
      'must be a short name such as error_rate',
    ),
  query: z
    .string()
    .min(1)
    .superRefine((query, ctx) => {
      try {
        toFormulaRequest(query);
      } catch (error) {
        ctx.addIssue({ code: 'custom', message: (error as Error).message });
      }
    }),
  unit: z.string().min(1).max(40).optional(),
  description: z.string().trim().min(1).max(500).optional(),
});

const metricSchema = z.union(
  [
    z
      .string()
      .refine(name => Object.hasOwn(BUILT_IN_METRICS, name))
      .transform(
        (name): MetricTemplate => ({
          name,
          ...BUILT_IN_METRICS[name],
        }),
      ),
    ownMetricSchema,
  ],
  {
    error: ({ input }) =>
      typeof input === 'string'
        ? `"${input}" has no built-in query; write { name, query }, or one of ${Object.keys(
            BUILT_IN_METRICS,
          ).join(', ')}`
        : undefined,
  },
);

const most = (value: number, max: number) =>
  z.number().int().min(0).max(max).default(value);

const LIMITS = {
  events: 500,
  monitors: 500,
  incidents: 20,
  logs: 2000,
  metrics: 50,
};

const limitsSchema = z.strictObject({
  events: most(LIMITS.events, 10_000),
  monitors: most(LIMITS.monitors, 10_000),
  incidents: most(LIMITS.incidents, 100),
  logs: most(LIMITS.logs, 20_000),
  metrics: most(LIMITS.metrics, 500),
});

const blockSchema = z
  .strictObject({
    site: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]*\.[a-z]+$/,
        'must be a site of Datadog without https://, such as datadoghq.eu',
      )
      .default('datadoghq.com'),
    apiUrl: rootUrlSchema("Datadog's API").optional(),
    appUrl: rootUrlSchema("Datadog's pages").optional(),
    apiKey: secretSchema,
    appKey: secretSchema,
    env: z
      .string()
      .regex(/^[\w:./-]+$/, 'must be a value of the tag env, such as prod')
      .optional(),
    metrics: z
      .array(metricSchema)
      .max(50)
      .refine(
        metrics => new Set(metrics.map(m => m.name)).size === metrics.length,
        { error: 'has two metrics of one name: names must differ' },
      )
      .prefault(['error_rate', 'latency_p99', 'cpu_utilization']),
    operation: z
      .string()
      .regex(
        /^[A-Za-z][\w.]*$/,
        'must be the name of an operation in APM, such as servlet.request',
      )
      .default('http.request'),
    alertWindowMinutes: z.number().positive().max(10_080).default(120),
    recoveryMinutes: z.number().min(0).max(1440).default(15),
    logStatuses: z
      .array(z.string().regex(/^[a-z]+$/, 'must be a status such as error'))
      .min(1)
      .default(['emergency', 'alert', 'critical', 'error', 'warn']),
    limits: limitsSchema.prefault({}),
    retentionDays: z.number().int().min(1).max(3650).default(15),
    timeoutSeconds: timeoutSecondsSchema,
    webhook: z.strictObject({ token: secretSchema }).optional(),
    severities: z
      .record(z.string(), z.union([severitySchema, z.literal('none')]))
      .default({})
      .transform((own): SeverityTable => ({ ...DEFAULT_SEVERITIES, ...own })),
    defaultSeverity: severitySchema.default('sev4'),
  })
  .transform(block => ({
    ...block,
    apiUrl: block.apiUrl ?? `https://api.${block.site}`,
    appUrl: block.appUrl ?? appUrlOf(block.site),
  }));

/** A block of Datadog with its defaults, and the path to it for messages. */
export type DatadogConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks of Datadog.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readDatadogConfig(config: RootConfigService): DatadogConfig[] {
  const blocks = readSourceBlocks(config, {
    list: 'telemetrySources',
    platform: 'datadog',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
  const tokens = blocks.flatMap(({ webhook }) => webhook?.token ?? []);
  if (new Set(tokens).size < tokens.length) {
    throw new InputError(
      'Invalid configuration: two blocks of Datadog have one webhook.token, which tells them apart: give each its own',
    );
  }
  return blocks;
}

/** Sites with a name of their own, such as us5, serve people at that name. */
function appUrlOf(site: string): string {
  return site.split('.').length > 2 ? `https://${site}` : `https://app.${site}`;
}
