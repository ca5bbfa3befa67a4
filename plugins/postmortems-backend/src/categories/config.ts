import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  contributingFactorCategorySchema,
  type ContributingFactorCategory,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import { DEFAULT_CATEGORIES, PROCESS_CATEGORY } from './defaultCategories';

const PATH = 'postmortems.contributingFactorCategories';

const schema = z
  .array(contributingFactorCategorySchema)
  .min(1, 'is empty: list categories, or remove the key for the default ones')
  .max(50, 'has more than 50 categories: merge some of them');

/** Throws `InputError` with the path of what is wrong and how to mend it. */
export function readCategories(
  config: RootConfigService,
): readonly ContributingFactorCategory[] {
  const configured = config.getOptional(PATH);
  if (configured === undefined) return DEFAULT_CATEGORIES;
  const result = schema.safeParse(configured);
  if (!result.success) {
    throw new InputError(result.error.issues.map(messageOf).join('; '));
  }
  const categories = result.data;
  const ids = categories.map(({ id }) => id);
  const repeated = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (repeated >= 0) {
    throw new InputError(
      `Configuration at ${PATH}[${repeated}].id repeats '${ids[repeated]}': give each category an id of its own`,
    );
  }
  if (!ids.includes(PROCESS_CATEGORY)) {
    throw new InputError(
      `Configuration at ${PATH} has no category with the id '${PROCESS_CATEGORY}', which has to exist because factors in how people work together are recognised by it: add one, under any title`,
    );
  }
  return categories;
}

function messageOf({ path, message, ...issue }: z.core.$ZodIssue): string {
  const place = path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const fix =
    issue.code === 'unrecognized_keys'
      ? 'a category has id, title and description only'
      : message;
  return `Configuration at ${PATH}${place} is wrong: ${fix}`;
}
