import type { z as zodForAgents } from 'zod/v3';
import type { z } from 'zod';

/** The registry describes actions in zod 3; the schemas of this plugin are zod 4. */
type ZodForAgents = typeof zodForAgents;

/** One of the values that a schema of this plugin knows. */
export function choiceOf<T extends string>(
  zod: ZodForAgents,
  { options }: Pick<z.ZodEnum<Record<T, T>>, 'options'>,
) {
  return zod.enum(options as [T, ...T[]]);
}

/** A list of texts; a single one counts as a list of one, because that is what some agents send. */
export function listOf<T extends zodForAgents.ZodType<string>>(
  zod: ZodForAgents,
  item: T,
) {
  return zod.preprocess(
    value => (typeof value === 'string' ? [value] : value),
    zod.array(item),
  );
}
