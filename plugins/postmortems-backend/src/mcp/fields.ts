import type { z as zodForAgents } from 'zod/v3';
import type { z } from 'zod';

/**
 * The registry describes actions in zod 3; the schemas of this plugin are zod
 * 4.
 */
type ZodForAgents = typeof zodForAgents;

/** An enum of a schema of this plugin. */
export function choiceOf<T extends string>(
  zod: ZodForAgents,
  { options }: Pick<z.ZodEnum<Record<T, T>>, 'options'>,
) {
  return zod.enum(options as [T, ...T[]]);
}

/**
 * A list of strings. A single string counts as a list: some agents send that.
 */
export function listOf<T extends zodForAgents.ZodType<string>>(
  zod: ZodForAgents,
  item: T,
) {
  return zod.preprocess(
    value => (typeof value === 'string' ? [value] : value),
    zod.array(item),
  );
}
