import type { IncidentFilter } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { whereAnyOf } from './dialect';

/** Which incidents a caller may see. */
export type IncidentCriteria =
  | IncidentFilter
  | { anyOf: IncidentCriteria[] }
  | { allOf: IncidentCriteria[] }
  | { not: IncidentCriteria };

/** Columns of a table with which criteria are applied to it. */
export type CriteriaTarget = {
  key: string;
  visibility: string;
  createdBy: string;
  severity: string;
  /**
   * Set where queries read most rows, so that keys of related incidents are
   * looked up once, not for each row.
   */
  isCounted?: boolean;
};

export const INCIDENTS: CriteriaTarget = {
  key: 'incidents.key',
  visibility: 'incidents.visibility',
  createdBy: 'incidents.created_by',
  severity: 'incidents.severity',
};

/** Tables with many values for an incident. */
const RELATIONS = {
  participant: { table: 'incident_participants', column: 'entity_ref' },
  service: { table: 'incident_services', column: 'service_ref' },
} as const;

/**
 * Restricts a query to rows of incidents that match. Values are always bound
 * parameters. As with arrays in JavaScript, an empty `anyOf` matches nothing
 * and an empty `allOf` matches everything.
 */
export function applyCriteria(
  knex: Knex,
  query: Knex.QueryBuilder,
  criteria: IncidentCriteria | undefined,
  target: CriteriaTarget = INCIDENTS,
): void {
  if (criteria) {
    query.andWhere(where => addCriteria(knex, where, criteria, target));
  }
}

/** Restricts a query to rows of incidents that affect any of the services. */
export function applyServices(
  knex: Knex,
  query: Knex.QueryBuilder,
  services: readonly string[] | undefined,
  target: CriteriaTarget = INCIDENTS,
): void {
  if (services) {
    const filter = { field: 'service' as const, values: [...services] };
    applyCriteria(knex, query, filter, target);
  }
}

function addCriteria(
  knex: Knex,
  where: Knex.QueryBuilder,
  criteria: IncidentCriteria,
  target: CriteriaTarget,
): void {
  if ('anyOf' in criteria) {
    if (criteria.anyOf.length === 0) where.whereRaw('1 = 0');
    for (const part of criteria.anyOf) {
      where.orWhere(inner => addCriteria(knex, inner, part, target));
    }
  } else if ('allOf' in criteria) {
    where.whereRaw('1 = 1');
    for (const part of criteria.allOf) {
      where.andWhere(inner => addCriteria(knex, inner, part, target));
    }
  } else if ('not' in criteria) {
    where.whereNot(inner => addCriteria(knex, inner, criteria.not, target));
  } else {
    addFilter(knex, where, criteria, target);
  }
}

function addFilter(
  knex: Knex,
  where: Knex.QueryBuilder,
  { field, values }: IncidentFilter,
  target: CriteriaTarget,
): void {
  if (field === 'participant' || field === 'service') {
    const { table, column } = RELATIONS[field];
    if (target.isCounted) {
      where.whereIn(target.key, related =>
        whereAnyOf(
          knex,
          related.select(`${table}.incident_key`).from(table),
          `${table}.${column}`,
          values,
        ),
      );
      return;
    }
    // For each row: most are public, and lists end after a page
    where.whereExists(inner =>
      whereAnyOf(
        knex,
        inner
          .select(knex.raw('1'))
          .from(table)
          .whereRaw('?? = ??', [`${table}.incident_key`, target.key]),
        `${table}.${column}`,
        values,
      ),
    );
  } else {
    whereAnyOf(knex, where, target[field], values);
  }
}
