import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * The input without empty fields: a form sends a field that was left empty as
 * empty text.
 */
export function withoutEmptyFields<T extends object>(input: T): T {
  const isFilled = (value: unknown) => value !== undefined && value !== '';
  return Object.fromEntries(
    Object.entries(input)
      .map(([name, value]) => [
        name,
        Array.isArray(value) ? value.filter(isFilled) : value,
      ])
      .filter(([, value]) => isFilled(value)),
  ) as T;
}

/**
 * Parses what is sent to the API with the API's own schema, so that a dry run
 * finds every error that a run would.
 *
 * @param fieldOf - the action's input field for a path of the schema. Default:
 * the first name of the path
 * @throws `InputError` that names each invalid field of the action's input
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
