import { z } from 'zod';
import { severitySchema } from './incident';
import { entityRefSchema, isoTimeSchema } from './primitives';

/** Most values of one repeated query parameter. */
const MAX_VALUES = 200;

/** A query parameter that may be repeated. Parsed to a list. */
export function listQuery<T extends z.ZodType<string>>(schema: T) {
  return z
    .union([schema, z.array(schema).min(1).max(MAX_VALUES)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional();
}

/** Query parameters of a paged list. */
export const cursorFields = {
  cursor: z.string().min(1).max(1024).optional(),
  /** Items a page. */
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

/** Where the next page begins. */
export const pageInfoSchema = z.strictObject({
  /** `cursor` of the next page; absent on the last one. */
  nextCursor: z.string().optional(),
});

/**
 * Refs of components, systems, domains, groups (with their children) or users,
 * each for all services that belong to it. Refs of one kind are a union, kinds
 * are an intersection: `group:a` and `group:b` with `system:c` are the services
 * of either group within the system.
 */
export const entityRefQuery = listQuery(entityRefSchema);

/** Query parameters that select incidents. */
export const incidentFilterFields = {
  entityRef: entityRefQuery,
  /** Earliest start, inclusive. */
  from: isoTimeSchema.optional(),
  /** Latest start, exclusive. */
  to: isoTimeSchema.optional(),
  severity: listQuery(severitySchema),
  /** Value of the annotation `postmortems.dev/tier` of a service. */
  tier: z.string().trim().min(1).max(64).optional(),
};
