import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const perMinute = z.number().int().min(1).max(1_000_000);

const schema = z.object({
  webhooks: z
    .strictObject({
      maxBodyMegabytes: z.number().positive().max(256).default(16),
    })
    .prefault({}),
  uploads: z
    .strictObject({
      maxMegabytes: z.number().positive().max(1024).default(64),
    })
    .prefault({}),
  rateLimits: z
    .strictObject({
      userCallsPerMinute: perMinute.default(1200),
      machineCallsPerMinute: perMinute.default(12_000),
      webhooksPerMinute: perMinute.default(12_000),
    })
    .prefault({}),
});

/**
 * `postmortems.webhooks`, `postmortems.uploads` and `postmortems.rateLimits` with their defaults.
 * Throws `InputError` that names each invalid key.
 */
export function readHttpConfig(config: RootConfigService) {
  const root = config.getOptionalConfig('postmortems');
  const parsed = schema.safeParse({
    webhooks: root?.getOptional('webhooks'),
    uploads: root?.getOptional('uploads'),
    rateLimits: root?.getOptional('rateLimits'),
  });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    issue => `${['postmortems', ...issue.path].join('.')} ${issue.message}`,
  );
  throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
}
