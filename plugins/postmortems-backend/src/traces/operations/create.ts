import { ConflictError } from '@backstage/errors';
import type {
  EvidenceNode,
  InvestigationTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { canonicalHash } from '../../sealing';
import { assertStorable } from '../../platform/database/storableText';
import type { TraceRow } from '../../platform/database/tables';
import type { Actor } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { insertEvidence } from '../../evidence/operations/insert';
import { readIncident } from '../../incidents/operations/read';

/** Stores a trace and the evidence nodes of its steps, all or nothing. */
export async function createTrace(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    trace: InvestigationTrace;
    stepNodes: EvidenceNode[];
    actor: Actor;
  },
): Promise<{ trace: InvestigationTrace; created: boolean }> {
  const { incidentKey, trace, stepNodes, actor } = options;
  assertStorable(trace);
  assertStorable(stepNodes, '/stepNodes');
  await readIncident(tx, { key: incidentKey });
  const contentHash = submittedHash(trace);
  const key = { incident_key: incidentKey, trace_id: trace.traceId };
  const inserted = await tx<TraceRow>('traces')
    .insert({
      ...key,
      content: JSON.stringify(trace),
      content_hash: contentHash,
      submitted_at: trace.submittedAt,
    })
    .onConflict(['incident_key', 'trace_id'])
    .ignore()
    .returning('trace_id');

  if (inserted.length === 0) {
    const stored = await tx<TraceRow>('traces').where(key).first();
    if (stored?.content_hash === contentHash) {
      return { trace: JSON.parse(stored.content), created: false };
    }
    throw new ConflictError(
      `Trace '${trace.traceId}' of incident '${incidentKey}' exists already with other content`,
    );
  }

  const outcomes = await insertEvidence(tx, {
    incidentKey,
    nodes: stepNodes,
    actor,
  });
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      throw new ConflictError(
        `Trace '${trace.traceId}' cannot be stored: evidence id ${outcome.errors[0].message}`,
      );
    }
  }
  await appendAudit(tx, {
    actor,
    action: 'trace.create',
    incidentKey,
    subjectId: trace.traceId,
    details: { steps: trace.steps.length },
  });
  return { trace, created: true };
}

/** Over what the caller sent; not over who sent it and when, nor over what validation made of it. */
function submittedHash(trace: InvestigationTrace): string {
  const { submittedBy, submittedAt, stepOutcomes, stepEvidence, ...sent } =
    trace;
  return canonicalHash(sent);
}
