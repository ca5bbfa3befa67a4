import { InputError } from '@backstage/errors';
import { joinPointer } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * NUL, which PostgreSQL refuses, and halves of surrogate pairs, which UTF-8
 * cannot encode.
 */
export const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Why a text cannot be stored and hashed equally on every database, if so. */
export function findTextProblem(text: string): string | undefined {
  const at = text.search(UNSTORABLE);
  if (at === -1) return undefined;
  return text[at] === '\0'
    ? 'must not contain NUL characters (U+0000)'
    : 'must be valid Unicode: it contains half of a surrogate pair';
}

/** Throws `InputError` for the first key or string that cannot be stored. */
export function assertStorable(value: unknown, path: string = ''): void {
  if (typeof value === 'string') {
    const problem = findTextProblem(value);
    if (problem) throw new InputError(`${path || '/'} ${problem}`);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) =>
      assertStorable(item, joinPointer(path, index)),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const problem = findTextProblem(key);
      if (problem) throw new InputError(`A key of ${path || '/'} ${problem}`);
      assertStorable(item, joinPointer(path, key));
    }
  }
}
