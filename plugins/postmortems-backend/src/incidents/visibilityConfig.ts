import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const PATH = 'postmortems.visibility';

const schema = z.strictObject({ onlyInvolved: z.boolean().default(true) });

/** Throws `InputError` with the path of what is wrong. */
export function readVisibilityConfig(config: RootConfigService): {
  onlyInvolved: boolean;
} {
  const parsed = schema.safeParse(config.getOptional(PATH) ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${[PATH, ...path].join('.')} ${message}`,
  );
  throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
}
