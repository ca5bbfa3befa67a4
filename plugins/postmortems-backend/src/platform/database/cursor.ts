import { InputError } from '@backstage/errors';

const FIXED_WIDTH_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Types of the columns that a list is ordered by. */
type CursorShape = readonly ('text' | 'time' | 'count')[];

/** The cursor that continues after a row with these values. */
export function encodeCursor(
  list: string,
  values: readonly (string | number)[],
): string {
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url');
}

/**
 * The values that a cursor continues after. Throws `InputError` unless
 * `encodeCursor` created it for the same list.
 */
export function decodeCursor(
  list: string,
  shape: CursorShape,
  cursor: string,
): (string | number)[] {
  const parsed = parse(cursor);
  const [name, ...values] = Array.isArray(parsed) ? parsed : [];
  const valid =
    name === list &&
    values.length === shape.length &&
    shape.every((type, index) => isA(type, values[index]));
  if (!valid) {
    throw new InputError(
      'Invalid cursor: use the nextCursor of the previous page of this list as it is',
    );
  }
  return values;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isA(type: CursorShape[number], value: unknown): boolean {
  if (type === 'count') return Number.isSafeInteger(value);
  if (typeof value !== 'string' || value.includes('\0')) return false;
  return type === 'text' || FIXED_WIDTH_TIME.test(value);
}
