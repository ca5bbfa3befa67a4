import {
  type AuditChange,
  cutText,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { now } from '../database';
import { markKeyedWrite } from './keyedWrite';

/** Who did something: an entity ref, a subject or `source:<id>`. */
export type Actor = string;

export type AuditRow = {
  id: number | string;
  at: string;
  actor: string;
  action: string;
  incident_key: string | null;
  subject_id: string;
  changes: string;
  details: string;
};

/** One change, as it is stored in the audit log. */
type AuditRecord = {
  actor: Actor;
  /** `<noun>.<verb>`, e.g. `incident.create`. */
  action: string;
  incidentKey?: string;
  /** What was changed: a key, an id, or the number of a batch. */
  subjectId: string;
  /** Which fields changed, and from what to what; see `changesBetween`. */
  changes?: readonly AuditChange[];
  /** More about the action, in JSON; no document contents. */
  details?: Record<string, unknown>;
};

/** Entries of one record. */
const MAX_CHANGES = 50;
/** As long as the reason of a review step. */
const MAX_TEXT = 2000;

/** Records a change in the transaction that makes it. */
export async function appendAudit(
  tx: Knex.Transaction,
  record: AuditRecord,
): Promise<void> {
  const { changes = [], details = {} } = record;
  await markKeyedWrite(tx, record.incidentKey);
  await tx<Omit<AuditRow, 'id'>>('audit_log').insert({
    at: now(),
    actor: record.actor,
    action: record.action,
    incident_key: record.incidentKey ?? null,
    subject_id: record.subjectId,
    changes: JSON.stringify(changes.slice(0, MAX_CHANGES)),
    details: JSON.stringify(details, (_, value) =>
      typeof value === 'string' ? cutText(value, MAX_TEXT) : value,
    ),
  });
}
