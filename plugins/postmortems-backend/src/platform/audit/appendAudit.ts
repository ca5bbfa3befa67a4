import type { Knex } from 'knex';
import { now } from '../database';

/** Who did something: an entity ref, a subject or `source:<id>`. */
export type Actor = string;

export type AuditRow = {
  at: string;
  actor: string;
  action: string;
  incident_key: string | null;
  subject_id: string;
  details: string;
};

/** One change, as it is stored in the audit log. */
type AuditEntry = {
  actor: Actor;
  /** `<noun>.<verb>`, e.g. `incident.create`. */
  action: string;
  incidentKey?: string;
  /** What was changed: a key, an id, or the number of a batch. */
  subjectId: string;
  /** What happened, in JSON; no document contents. */
  details?: Record<string, unknown>;
};

/** Records a change in the transaction that makes it. */
export async function appendAudit(
  tx: Knex.Transaction,
  entry: AuditEntry,
): Promise<void> {
  await tx<AuditRow>('audit_log').insert({
    at: now(),
    actor: entry.actor,
    action: entry.action,
    incident_key: entry.incidentKey ?? null,
    subject_id: entry.subjectId,
    details: JSON.stringify(entry.details ?? {}),
  });
}
