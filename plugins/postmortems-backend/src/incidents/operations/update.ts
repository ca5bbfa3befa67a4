import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { recordIncidentMetrics } from '../../orgMetrics';
import { toIncidentRow } from '../incidentRow';
import { assertStorable } from '../../platform/database/storableText';
import { now } from '../../platform/database/time';
import type { Actor, IncidentCriteria } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { readIncident } from './read';
import { normaliseRelations, writeRelations } from './relations';

/** Applies a change to the incident as it stands, holding its row. Key and creation stay what they are. */
export async function updateIncident(
  tx: Knex.Transaction,
  options: {
    key: string;
    criteria?: IncidentCriteria;
    actor: Actor;
    change: (current: Incident) => Incident;
  },
): Promise<Incident> {
  const { key, criteria, actor } = options;
  const current = await readIncident(tx, { key, criteria, lock: true });
  const changed = normaliseRelations(options.change(current));
  assertStorable(changed);
  const fields = changedFields(current, changed);
  if (fields.length === 0) return current;

  const { key: _key, ...row } = toIncidentRow({
    ...changed,
    key,
    createdBy: current.createdBy,
    createdAt: current.createdAt,
    updatedAt:
      changed.updatedAt === current.updatedAt ? now() : changed.updatedAt,
  });
  await tx('incidents').where({ key }).update(row);
  await writeRelations(tx, { ...changed, key });
  await recordIncidentMetrics(tx, { incidentKey: key });
  await appendAudit(tx, {
    actor,
    action: 'incident.update',
    incidentKey: key,
    subjectId: key,
    details: { fields },
  });
  return readIncident(tx, { key });
}

/** Names of the fields that a caller may change and has changed. */
function changedFields(before: Incident, after: Incident): string[] {
  const fixed = ['key', 'status', 'createdBy', 'createdAt', 'updatedAt'];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(name => {
    const field = name as keyof Incident;
    return (
      !fixed.includes(name) && !isDeepStrictEqual(before[field], after[field])
    );
  });
}
