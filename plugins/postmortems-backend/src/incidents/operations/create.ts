import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { recordIncidentMetrics } from '../../orgMetrics';
import { canonicalHash } from '../../sealing';
import { toIncidentRow } from '../incidentRow';
import { assertStorable } from '../../platform/database/storableText';
import type { IncidentRow } from '../../platform/database/tables';
import type { Actor, IncidentCriteria } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { findIncident } from './read';
import { normaliseRelations, writeRelations } from './relations';

/**
 * Inserts an incident unless its key is taken. A repeat is recognised by what the incident was created with, so that a late
 * repeat is harmless although the incident has changed since. Callers choose keys, so that a key is taken cannot be hidden; what
 * stands behind it can: without a right to read it the answer is the same as for another incident.
 */
export async function createIncident(
  tx: Knex.Transaction,
  options: {
    incident: Incident;
    actor: Actor;
    readable?: IncidentCriteria;
    within?: IncidentCriteria;
  },
): Promise<{ incident: Incident; created: boolean }> {
  assertStorable(options.incident);
  const incident = normaliseRelations(options.incident);
  const { key } = incident;
  const creationHash = incidentHash(incident);
  // A loser of two concurrent inserts waits here until the winner has committed
  const inserted = await tx('incidents')
    .insert({ ...toIncidentRow(incident), creation_hash: creationHash })
    .onConflict('key')
    .ignore()
    .returning('key');

  if (inserted.length === 0) {
    const stored = await findIncident(tx, { key, criteria: options.readable });
    const row = await tx<IncidentRow & { creation_hash: string }>('incidents')
      .where({ key })
      .first();
    const repeated =
      stored &&
      (row?.creation_hash === creationHash ||
        incidentHash(stored) === creationHash);
    if (repeated) return { incident: stored, created: false };
    throw new ConflictError(
      `The key '${key}' is taken by an incident that was opened with other content or that you may not read`,
    );
  }

  await writeRelations(tx, incident);
  const created = await findIncident(tx, { key, criteria: options.within });
  if (!created) {
    throw new NotAllowedError(
      `Your permissions do not cover incident '${key}' as it is described; nothing was written`,
    );
  }
  await recordIncidentMetrics(tx, { incidentKey: key });
  await appendAudit(tx, {
    actor: options.actor,
    action: 'incident.create',
    incidentKey: key,
    subjectId: key,
    details: { visibility: incident.visibility, severity: incident.severity },
  });
  return { incident: created, created: true };
}

/** Over what the reporter said; not over who said it and when. */
function incidentHash(incident: Incident): string {
  const { status, createdBy, createdAt, updatedAt, ...content } = incident;
  return canonicalHash(content);
}
