import { InputError } from '@backstage/errors';
import { joinPointer } from '@postmortems/backstage-plugin-postmortems-common';
import type { z } from 'zod';
import { toStorable } from '../database';
import { plainIssue } from './plainIssue';

/** Problems listed in one answer. */
const MAX_FIELDS = 20;
/** Levels of nested objects and arrays. */
const MAX_DEPTH = 64;

type FieldProblem = { path: string; message: string };

/** Invalid input. The answer lists each field with its path in `fields`. */
export class InvalidFieldsError extends InputError {
  readonly name = 'InputError';
  readonly fields: FieldProblem[];

  constructor(fields: FieldProblem[]) {
    super(
      fields
        .map(({ path, message }) => `${path || 'The body'} ${message}`)
        .join('; '),
    );
    this.fields = fields;
  }
}

/**
 * Throws {@link InvalidFieldsError} unless the value matches the schema. Text
 * that no database can store is replaced, not refused.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  if (isDeeperThan(value, MAX_DEPTH)) {
    throw new InvalidFieldsError([
      { path: '', message: `is nested deeper than ${MAX_DEPTH} levels` },
    ]);
  }
  return parseFlat(schema, toStorable(value));
}

/**
 * For schemas that do not descend into deep values, whose callers make them
 * storable themselves.
 */
export function parseFlat<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: plainIssue });
  if (result.success) return result.data;
  throw new InvalidFieldsError(
    result.error.issues.flatMap(toProblems).slice(0, MAX_FIELDS),
  );
}

function toProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = joinPointer('', ...issue.path.map(String));
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => ({
        path: joinPointer(path, key.slice(0, 100)),
        message: 'is not a known field',
      }))
    : [{ path, message: issue.message }];
}

function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth++) {
    level = level.flatMap(item =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
