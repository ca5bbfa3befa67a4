import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/** The fields that were given: a form sends those that nobody filled in as empty text. */
export function givenOf<T extends object>(input: T): T {
  const isGiven = (value: unknown) => value !== undefined && value !== '';
  return Object.fromEntries(
    Object.entries(input)
      .map(([name, value]) => [
        name,
        Array.isArray(value) ? value.filter(isGiven) : value,
      ])
      .filter(([, value]) => isGiven(value)),
  ) as T;
}

/**
 * What is sent to the API, checked with the API's own schema, so that a dry run finds what a run would. Throws `InputError`
 * that names each wrong field of the action's input. The scaffolder itself checks input with a JSON schema that knows neither
 * times in the right order nor the words for what is wrong.
 *
 * @param fieldOf - the field of the input behind a path of the schema: the first name of the path, when left out
 */
export function parseInput<T>(
  schema: z.ZodType<T>,
  value: unknown,
  fieldOf = ([name]: readonly PropertyKey[]): string => String(name),
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(
    result.error.issues
      .map(({ path, message }) => `${fieldOf(path)}: ${message}`)
      .join('; '),
  );
}
