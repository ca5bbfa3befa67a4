import { describeFailure } from './failure';

/** Something that the API refuses of what it was sent, `path` being a JSON pointer. */
export type FieldProblem = { path: string; message: string };

/** Finds the field of a form behind a place in what was sent. */
type FieldOf<F extends string> = (path: string) => F | undefined;

/** The first problem of each field, in words, and the problems that belong to none of them. */
export function byField<F extends string>(
  problems: readonly FieldProblem[],
  fieldOf: FieldOf<F>,
): { messages: Partial<Record<F, string>>; rest: FieldProblem[] } {
  const messages: Partial<Record<F, string>> = {};
  const rest: FieldProblem[] = [];
  for (const problem of problems) {
    const field = fieldOf(problem.path);
    if (field === undefined) rest.push(problem);
    else messages[field] ??= sentence(problem.message);
  }
  return { messages, rest };
}

/** What a failed request says of the fields of a form; `rest` is the failure again, where that is not all that it says. */
export function refusedFields<F extends string>(
  error: unknown,
  fieldOf: FieldOf<F>,
): { messages: Partial<Record<F, string>>; rest?: unknown } {
  const { fields } = describeFailure(error);
  const { messages, rest } = byField(fields, fieldOf);
  return fields.length > 0 && rest.length === 0
    ? { messages }
    : { messages, rest: error };
}

/** Messages of the API follow the name of a field; here they stand alone. */
function sentence(message: string): string {
  return message.charAt(0).toLocaleUpperCase('en-US') + message.slice(1);
}
