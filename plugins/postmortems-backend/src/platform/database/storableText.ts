import { InputError } from '@backstage/errors';
import {
  joinPointer,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Why a text cannot be stored and hashed equally on every database, if so. */
export function findTextProblem(text: string): string | undefined {
  if (text === storableText(text)) return undefined;
  return text.includes('\0')
    ? 'must not contain NUL characters (U+0000)'
    : 'must be valid Unicode: it contains half of a surrogate pair';
}

/**
 * A copy whose keys and strings can be stored, for what comes from outside; the
 * value itself when nothing is to be replaced.
 */
export function toStorable<T>(value: T): T {
  return repaired(value) as T;
}

function repaired(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) {
    const items = value.map(repaired);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const members = Object.entries(value).map(([key, item]) => {
    const member = [storableText(key), repaired(item)] as const;
    changed ||= member[0] !== key || !Object.is(member[1], item);
    return member;
  });
  return changed ? Object.fromEntries(members) : value;
}

/**
 * The last guard before a database: throws `InputError` for the first key or
 * string that cannot be stored.
 */
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
