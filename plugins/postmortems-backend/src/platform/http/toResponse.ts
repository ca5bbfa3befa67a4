import type { Page } from '../database';

/** A page of a store as the API answers it. */
export function toResponse<T>({ items, nextCursor }: Page<T>) {
  return { items, pageInfo: nextCursor ? { nextCursor } : {} };
}
