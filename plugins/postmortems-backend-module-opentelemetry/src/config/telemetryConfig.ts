import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readSourceBlocks } from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { SEVERITIES } from '../otlp/readLogs';

const blockSchema = z.strictObject({
  webhook: z.strictObject({
    token: z
      .string({ error: 'must be the secret that exporters send' })
      .min(16, 'must have at least 16 characters, e.g. openssl rand -hex 32'),
  }),
  signals: z
    .array(z.enum(['logs', 'metrics']))
    .min(1)
    .default(['logs', 'metrics']),
  severity: z
    .enum(Object.keys(SEVERITIES) as (keyof typeof SEVERITIES)[])
    .default('warn'),
  metrics: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(100)
    .default([
      'http.server.*',
      'rpc.server.*',
      '*error*',
      '*.utilization',
      'db.client.connection*',
    ]),
  environments: z
    .array(z.string().min(1).max(200))
    .max(100)
    .default(['production', 'prod', 'live']),
  alertWindowMinutes: z.number().min(0).max(120).default(30),
  recoveryMinutes: z.number().min(0).max(60).default(15),
  limits: z
    .strictObject({
      logGroups: z.number().int().min(1).max(20_000).default(1000),
      series: z.number().int().min(1).max(1000).default(100),
      pointsPerSeries: z.number().int().min(1).max(10_000).default(1000),
    })
    .prefault({}),
});

/** A block of the configuration, and the path to it. */
export type TelemetryConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks of `postmortems.provenanceRouting.telemetrySources` with
 * `platform: opentelemetry`.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readTelemetryConfig(
  config: RootConfigService,
): TelemetryConfig[] {
  return readSourceBlocks(config, {
    list: 'telemetrySources',
    platform: 'opentelemetry',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
}
