import { isDeepStrictEqual } from 'node:util';
import type { Caller } from './types';

/** Whether two callers may touch the same incidents, so that what one may touch need not be looked up for the other. */
export function haveSameReadAccess(one: Caller, other: Caller): boolean {
  return isDeepStrictEqual(one.criteria, other.criteria);
}
