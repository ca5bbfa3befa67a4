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

const API_URLS = {
  us: 'https://api.pagerduty.com',
  eu: 'https://api.eu.pagerduty.com',
} as const;

const most = (value: number, max: number) =>
  z.number().int().min(1).max(max).default(value);

const limitsSchema = z.strictObject({
  incidents: most(20, 200),
  logEntries: most(1000, 10_000),
  alerts: most(500, 10_000),
});

const blockSchema = z
  .strictObject({
    region: z.enum(['us', 'eu'], { error: 'must be us or eu' }).default('us'),
    apiUrl: rootUrlSchema('PagerDuty').optional(),
    token: secretSchema.optional(),
    account: z.string().trim().min(1, 'must not be empty').optional(),
    webhook: z
      .strictObject({
        secrets: z
          .array(secretSchema)
          .min(1, 'must have the signing secret of the webhook subscription')
          .max(20),
      })
      .optional(),
    limits: limitsSchema.prefault({}),
    timeoutSeconds: timeoutSecondsSchema,
    severities: z
      .record(z.string(), z.union([severitySchema, z.literal('none')]))
      .default({})
      .transform((own): SeverityTable => ({ ...DEFAULT_SEVERITIES, ...own })),
    defaultSeverity: severitySchema.default('sev3'),
  })
  .refine(({ token, webhook }) => token || webhook, {
    error:
      'needs token, to ask PagerDuty, or webhook.secrets, to be told by it; or both',
  })
  .transform(({ region, ...block }) => ({
    ...block,
    apiUrl: block.apiUrl ?? API_URLS[region],
  }));

/** A block of PagerDuty with its defaults, and the path to it for messages. */
export type PagerDutyConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks of PagerDuty.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readPagerDutyConfig(
  config: RootConfigService,
): PagerDutyConfig[] {
  const blocks = readSourceBlocks(config, {
    list: 'telemetrySources',
    platform: 'pagerduty',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
  const secrets = blocks.flatMap(({ webhook }) => [
    ...new Set(webhook?.secrets),
  ]);
  if (new Set(secrets).size < secrets.length) {
    throw new InputError(
      'Invalid configuration: two blocks of PagerDuty have one secret in webhook.secrets, which tells them apart: make a webhook subscription for each',
    );
  }
  return blocks;
}
