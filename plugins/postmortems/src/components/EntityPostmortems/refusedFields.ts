import { ResponseError } from '@backstage/errors';
import type { Words } from '../useWords';
import { FieldErrors, fieldNamed, StartForm } from './startForm';

/** What an answer of the API says of fields of the form. */
export type RefusedFields = {
  errors: FieldErrors;
  /** Whether that is all that it says. */
  complete: boolean;
};

/** Finds the fields that a refused request names, or that its kind of error is about. */
export function refusedFields(
  error: unknown,
  source: StartForm['source'],
  t: Words,
): RefusedFields {
  if (!ResponseError.is(error)) return { errors: {}, complete: false };
  if (source === 'new' && error.cause.name === 'ConflictError') {
    return { errors: { key: t('list.start.errors.keyTaken') }, complete: true };
  }
  if (source === 'existing' && error.cause.name === 'NotFoundError') {
    return {
      errors: { key: t('list.start.errors.keyUnknown') },
      complete: true,
    };
  }
  const errors: FieldErrors = {};
  const problems = problemsIn(error.body.error);
  let named = 0;
  for (const { path, message } of problems) {
    const field = fieldNamed(path.split('/')[1]);
    if (field) {
      named += 1;
      errors[field] ??= t('list.start.errors.refused', { reason: message });
    }
  }
  return { errors, complete: named > 0 && named === problems.length };
}

/** The `fields` of an `InputError`: JSON pointers into the body, with what is wrong there. */
function problemsIn(error: object): { path: string; message: string }[] {
  const fields: unknown = 'fields' in error ? error.fields : undefined;
  if (!Array.isArray(fields)) return [];
  return fields.filter(
    (one): one is { path: string; message: string } =>
      typeof one?.path === 'string' && typeof one.message === 'string',
  );
}
