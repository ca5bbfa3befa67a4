import { ResponseError } from '@backstage/errors';

/** Something that is wrong with one field, `path` being a JSON pointer. */
export type FieldProblem = { path: string; message: string };

/** The fields that a 400 answer names; empty when it names none. */
export function fieldProblemsOf(error: unknown): FieldProblem[] {
  if (!ResponseError.is(error)) return [];
  const body = error.body.error as { fields?: unknown } | undefined;
  return Array.isArray(body?.fields) ? body.fields.filter(isProblem) : [];
}

function isProblem(value: unknown): value is FieldProblem {
  const { path, message } = (value ?? {}) as Partial<FieldProblem>;
  return typeof path === 'string' && typeof message === 'string';
}

/** The first problem of each of these fields, and the problems that belong to none of them. */
export function byField<F extends string>(
  problems: readonly FieldProblem[],
  fieldOf: (path: string) => F | undefined,
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

/** Messages of the API follow the name of a field; here they stand alone. */
function sentence(message: string): string {
  return message.charAt(0).toLocaleUpperCase('en-US') + message.slice(1);
}
