import type { z } from 'zod';

const NAMES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * Words, to follow the name of a field, for what a schema has none of its own for.
 * People read them beside fields and in lists of what was refused.
 */
export const plainIssue: z.core.$ZodErrorMap = issue => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `must be ${NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map(String))}`;
    case 'too_small':
      return `must ${size(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${size(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_format':
      return 'has a form that is not allowed';
    case 'invalid_union':
      return 'has a form that is not allowed';
    default:
      return undefined;
  }
};

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? values[0] : `one of ${values.join(', ')}`;
}

function size(origin: string, than: string, limit: number | bigint): string {
  const plural = Number(limit) === 1 ? '' : 's';
  if (origin === 'string') return `have ${than} ${limit} character${plural}`;
  if (origin === 'array') return `have ${than} ${limit} element${plural}`;
  return `be ${than} ${limit}`;
}
