import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  readSourceBlocks,
  rootUrlSchema,
  serverAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { parseSelector } from './selector';

const selectorSchema = z
  .string()
  .default('{service_name="$service"}')
  .transform((source, ctx) => {
    try {
      return parseSelector(source);
    } catch (error) {
      ctx.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const blockSchema = z.strictObject({
  baseUrl: rootUrlSchema('Loki'),
  ...serverAccess,
  tenant: z
    .string()
    .regex(/^[\w!.*'()|-]{1,500}$/, 'must be ids of tenants, separated by |')
    .optional(),
  selector: selectorSchema,
  filters: z
    .array(
      z
        .string()
        .trim()
        .regex(/^(?:$|\||!)/, 'must begin with | or !, such as |= "error"'),
    )
    .min(1)
    .max(10)
    .default([
      '|~ "(?i)(error|exception|fatal|panic|critical)"',
      '|~ "(?i)warn"',
    ]),
  explore: z
    .strictObject({
      grafanaUrl: rootUrlSchema('Grafana'),
      datasourceUid: z.string().min(1).max(100),
    })
    .optional(),
  alertWindowMinutes: z.number().positive().max(10_080).default(30),
  recoveryMinutes: z.number().min(0).max(1440).default(15),
  maxLines: z.number().int().min(1).max(20_000).default(2000),
  retentionDays: z.number().positive().max(36_500).optional(),
});

/** A block of the configuration with its defaults, and the path to it. */
export type LokiConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks with `platform: loki` of
 * `postmortems.provenanceRouting.telemetrySources`.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readLokiConfig(config: RootConfigService): LokiConfig[] {
  return readSourceBlocks(config, {
    list: 'telemetrySources',
    platform: 'loki',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
}
