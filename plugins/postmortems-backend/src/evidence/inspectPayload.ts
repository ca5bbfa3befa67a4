import { joinPointer } from '@postmortems/backstage-plugin-postmortems-common';
import { findTextProblem } from '../platform/database';

/** Deepest nesting of a payload; the payload itself is level 1. */
const MAX_PAYLOAD_DEPTH = 64;

/** Most keys of all objects of a payload together. */
const MAX_PAYLOAD_KEYS = 100_000;

/** What is wrong with a value, and where. */
export type FieldError = { path: string; message: string };

type Seen = { keys: number; isStorable: boolean };

/**
 * The first problem of a payload: not JSON, nested too deep, too many keys, or a
 * key that JavaScript takes for a prototype. Fields that are `undefined` count as
 * absent. `isStorable`: it has no text that a database cannot store.
 */
export function inspectPayload(
  payload: object,
  path: string,
): { error?: FieldError; isStorable: boolean } {
  const seen: Seen = { keys: 0, isStorable: true };
  const error = inspect(payload, 1, seen, path);
  return { ...(error && { error }), isStorable: seen.isStorable };
}

function inspect(
  value: unknown,
  depth: number,
  seen: Seen,
  root: string,
): FieldError | undefined {
  switch (typeof value) {
    case 'string':
      if (findTextProblem(value)) seen.isStorable = false;
      return undefined;
    case 'number':
      return Number.isFinite(value)
        ? undefined
        : { path: root, message: 'must be a finite number' };
    case 'boolean':
      return undefined;
    case 'object':
      if (value === null) return undefined;
      break;
    default:
      return { path: root, message: 'must be a JSON value' };
  }
  if (depth > MAX_PAYLOAD_DEPTH) {
    return {
      path: root,
      message: `must not be nested deeper than ${MAX_PAYLOAD_DEPTH} levels`,
    };
  }
  // Paths are built on the way back: most payloads have no problem
  return Array.isArray(value)
    ? inspectItems(value, depth, seen, root)
    : inspectMembers(value, depth, seen, root);
}

function inspectItems(
  items: unknown[],
  depth: number,
  seen: Seen,
  root: string,
): FieldError | undefined {
  for (let index = 0; index < items.length; index += 1) {
    const error = inspect(items[index], depth + 1, seen, '');
    if (error) return below(root, index, error);
  }
  return undefined;
}

function inspectMembers(
  value: object,
  depth: number,
  seen: Seen,
  root: string,
): FieldError | undefined {
  if (!isPlain(value)) return { path: root, message: 'must be a JSON value' };
  const keys = Object.keys(value);
  seen.keys += keys.length;
  if (seen.keys > MAX_PAYLOAD_KEYS) {
    return {
      path: root,
      message: `must not have more than ${MAX_PAYLOAD_KEYS} keys in all`,
    };
  }
  for (const key of keys) {
    if (findTextProblem(key)) seen.isStorable = false;
    if (key === '__proto__') {
      return below(root, key, {
        path: '',
        message: 'must not be used as a key',
      });
    }
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    const error = inspect(member, depth + 1, seen, '');
    if (error) return below(root, key, error);
  }
  return undefined;
}

/**
 * An object literal or parsed JSON, of whichever realm; not a Date, a Map or
 * another class.
 */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function below(
  root: string,
  name: string | number,
  error: FieldError,
): FieldError {
  return { ...error, path: `${joinPointer(root, name)}${error.path}` };
}
