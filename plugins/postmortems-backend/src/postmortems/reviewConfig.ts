import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { entityRefSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { AuthorsMayApprove } from './ApprovalAuthors';

const PATH = 'postmortems.review';

const schema = z.strictObject({
  authorsMayApprove: z
    .union([z.boolean(), z.array(entityRefSchema)], {
      error: 'must be true, false or a list of groups, e.g. group:default/sre',
    })
    .default(false),
});

/** Throws `InputError` with the path of what is wrong. */
export function readReviewConfig(config: RootConfigService): {
  authorsMayApprove: AuthorsMayApprove;
} {
  const parsed = schema.safeParse(config.getOptional(PATH) ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${[PATH, ...path].join('.')} ${message}`,
  );
  throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
}
