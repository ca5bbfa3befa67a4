import { describeError, type FieldError } from './describeError';

/** The form field for a path in a request. */
type FieldOf<F extends string> = (path: string) => F | undefined;

/** The first error of each field, and the errors that belong to no field. */
function groupByField<F extends string>(
  errors: readonly FieldError[],
  fieldOf: FieldOf<F>,
): { messages: Partial<Record<F, string>>; rest: FieldError[] } {
  const messages: Partial<Record<F, string>> = {};
  const rest: FieldError[] = [];
  for (const error of errors) {
    const field = fieldOf(error.path);
    if (field === undefined) rest.push(error);
    else messages[field] ??= capitalize(error.message);
  }
  return { messages, rest };
}

/**
 * The field errors of a failed request. `rest` is the failure itself, unless
 * the fields explain all of it.
 */
export function toFieldErrors<F extends string>(
  error: unknown,
  fieldOf: FieldOf<F>,
): { messages: Partial<Record<F, string>>; rest?: unknown } {
  const { fields } = describeError(error);
  const { messages, rest } = groupByField(fields, fieldOf);
  return fields.length > 0 && rest.length === 0
    ? { messages }
    : { messages, rest: error };
}

/** The API words its messages to follow a field's name. */
function capitalize(message: string): string {
  return message.charAt(0).toLocaleUpperCase('en-US') + message.slice(1);
}
