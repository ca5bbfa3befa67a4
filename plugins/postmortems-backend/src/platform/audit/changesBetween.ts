import {
  type AuditChange,
  type AuditValue,
  cutText,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';

/** Of one value, in UTF-16 units. */
const MAX_VALUE = 200;
/** Elements of a list that are named. */
const MAX_ELEMENTS = 10;

/**
 * What changed of a record. Values are kept of the fields that `values` names, and
 * of all other text only the length: people wrote it, and it may have to be
 * erased later.
 */
export function changesBetween<T extends object>(
  before: Partial<T>,
  after: Partial<T>,
  options: { values: readonly (keyof T)[]; without?: readonly (keyof T)[] },
): AuditChange[] {
  const { values, without = [] } = options;
  const fields = new Set(
    [...Object.keys(before), ...Object.keys(after)].map(
      name => name as keyof T & string,
    ),
  );
  return [...fields]
    .filter(
      field =>
        !without.includes(field) &&
        !isDeepStrictEqual(before[field], after[field]),
    )
    .map(field => {
      const isKept = values.includes(field);
      const from = valueOf(before[field], isKept);
      const to = valueOf(after[field], isKept);
      return {
        field,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      };
    })
    .filter(({ from, to }) => from !== undefined || to !== undefined);
}

function valueOf(value: unknown, isKept: boolean): AuditValue | undefined {
  const isEmpty = Array.isArray(value) && value.length === 0;
  if (value === undefined || value === null || isEmpty) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = Array.isArray(value) ? listed(value) : String(value);
  return isKept ? cutText(text, MAX_VALUE) : { characters: text.length };
}

function listed(elements: readonly unknown[]): string {
  const named = elements.slice(0, MAX_ELEMENTS).join(', ');
  const more = elements.length - MAX_ELEMENTS;
  return more > 0
    ? `${cutText(named, MAX_VALUE - 20)} and ${more} more`
    : named;
}
