import type { Knex } from 'knex';
import { whereAnyOf } from './dialect';
import type { IncidentCriteria, IncidentFilter } from './types';

/** Columns of a table that tell which incident a row is about, and who may see it. */
export type CriteriaTarget = {
  key: string;
  visibility: string;
  createdBy: string;
  severity: string;
};

export const INCIDENTS: CriteriaTarget = {
  key: 'incidents.key',
  visibility: 'incidents.visibility',
  createdBy: 'incidents.created_by',
  severity: 'incidents.severity',
};

/** Tables that hold many values for an incident. */
const RELATIONS = {
  participant: { table: 'incident_participants', column: 'entity_ref' },
  service: { table: 'incident_services', column: 'service_ref' },
} as const;

/**
 * Restricts a query to the rows about incidents that the criteria admit. Values only ever travel as parameters. As with
 * arrays in JavaScript, `anyOf` nothing admits nothing, and `allOf` nothing admits all.
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

/** Restricts a query to the rows about incidents that touch any of the services. */
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
    // Row by row: most are public, and lists end after a page. PostgreSQL gathers the keys first where it expects many rows
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
