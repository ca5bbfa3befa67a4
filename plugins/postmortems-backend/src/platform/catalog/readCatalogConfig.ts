import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const schema = z
  .strictObject({
    deadlineSeconds: z.number().positive().max(60).default(3),
    staleHours: z.number().min(0).max(720).default(24),
  })
  .prefault({});

/** `postmortems.catalog` with its defaults. Throws `InputError`. */
export function readCatalogConfig(config: RootConfigService) {
  const parsed = schema.safeParse(
    config.getOptional('postmortems.catalog') ?? {},
  );
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    issue =>
      `${['postmortems.catalog', ...issue.path].join('.')} ${issue.message}`,
  );
  throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
}
