import { z } from 'zod';
import { severitySchema } from './incident';
import { entityRefSchema, isoTimeSchema } from './primitives';

/** Most values of one repeated query parameter. */
const MAX_VALUES = 200;

/** One query parameter, or the same one repeated: always a list once parsed. */
export function listQuery<T extends z.ZodType<string>>(schema: T) {
  return z
    .union([schema, z.array(schema).min(1).max(MAX_VALUES)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional();
}

/** Query parameters of a list that comes in pages. */
export const cursorFields = {
  cursor: z.string().min(1).max(1024).optional(),
  /** Items a page. */
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

/** What a page of a list says of the next one. */
export const pageInfoSchema = z.strictObject({
  /** Ask with this `cursor` for the next page; absent on the last. */
  nextCursor: z.string().optional(),
});

/**
 * Components, systems, domains, groups (with their children) or users, each for all services that belong to it. Refs of one kind are
 * alternatives; kinds narrow each other: `group:a` and `group:b` with `system:c` are the services of either group within the system.
 */
export const entityRefQuery = listQuery(entityRefSchema);

/** Query parameters that say which incidents a figure or a list is about. */
export const incidentFilterFields = {
  entityRef: entityRefQuery,
  /** Incidents that started from here … */
  from: isoTimeSchema.optional(),
  /** … to before here. */
  to: isoTimeSchema.optional(),
  severity: listQuery(severitySchema),
  /** Value of the annotation `postmortems.dev/tier` of a service. */
  tier: z.string().trim().min(1).max(64).optional(),
};
