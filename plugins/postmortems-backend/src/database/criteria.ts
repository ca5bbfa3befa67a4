import type { Knex } from 'knex';
import { whereAnyOf } from './dialect';
import type { IncidentCriteria, IncidentFilter } from './types';

/** Columns of `incidents` that a filter compares directly. */
const COLUMNS = {
  visibility: 'incidents.visibility',
  createdBy: 'incidents.created_by',
  severity: 'incidents.severity',
} as const;

/** Tables that hold many values for an incident. */
const RELATIONS = {
  participant: { table: 'incident_participants', column: 'entity_ref' },
  service: { table: 'incident_services', column: 'service_ref' },
} as const;

/**
 * Restricts a query over `incidents` to the rows that the criteria admit. Values only ever travel as parameters. As with
 * arrays in JavaScript, `anyOf` nothing admits nothing, and `allOf` nothing admits all.
 */
export function applyCriteria(
  knex: Knex,
  query: Knex.QueryBuilder,
  criteria: IncidentCriteria | undefined,
): void {
  if (criteria) query.andWhere(where => addCriteria(knex, where, criteria));
}

/** Restricts a query over `incidents` to those that touch any of the services. */
export function applyServices(
  knex: Knex,
  query: Knex.QueryBuilder,
  services: readonly string[] | undefined,
): void {
  if (services) {
    applyCriteria(knex, query, { field: 'service', values: [...services] });
  }
}

function addCriteria(
  knex: Knex,
  where: Knex.QueryBuilder,
  criteria: IncidentCriteria,
): void {
  if ('anyOf' in criteria) {
    if (criteria.anyOf.length === 0) where.whereRaw('1 = 0');
    for (const part of criteria.anyOf) {
      where.orWhere(inner => addCriteria(knex, inner, part));
    }
  } else if ('allOf' in criteria) {
    where.whereRaw('1 = 1');
    for (const part of criteria.allOf) {
      where.andWhere(inner => addCriteria(knex, inner, part));
    }
  } else if ('not' in criteria) {
    where.whereNot(inner => addCriteria(knex, inner, criteria.not));
  } else {
    addFilter(knex, where, criteria);
  }
}

function addFilter(
  knex: Knex,
  where: Knex.QueryBuilder,
  { field, values }: IncidentFilter,
): void {
  if (field === 'participant' || field === 'service') {
    const { table, column } = RELATIONS[field];
    where.whereIn('incidents.key', inner =>
      whereAnyOf(
        knex,
        inner.select('incident_key').from(table),
        `${table}.${column}`,
        values,
      ),
    );
  } else {
    whereAnyOf(knex, where, COLUMNS[field], values);
  }
}
