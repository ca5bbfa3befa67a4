import { ConflictError, InputError } from '@backstage/errors';
import {
  countVerdicts,
  type Postmortem,
  type Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { recordIncidentMetrics, type ContentMetrics } from '../../orgMetrics';
import { canonicalHash } from '../../sealing';
import { toPostmortem, verdictColumns } from '../postmortemRow';
import { toRevisionRow } from '../revisionRow';
import { toSearchText } from '../../platform/database/searchText';
import { assertStorable } from '../../platform/database/storableText';
import type {
  PostmortemRow,
  RevisionRow,
  SealRow,
} from '../../platform/database/tables';
import { now } from '../../platform/database/time';
import type { Actor, Verified } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { readIncident } from '../../incidents/operations/read';
import { refreshActionItemCounts } from '../../actionItems/operations/refreshActionItemCounts';
import { syncProposals } from '../../actionItems/operations/syncProposals';
import { listClaims } from './content';
import { insertClaims } from './insertClaims';
import { markVerified } from './markVerified';
import { readRevision } from './read';

/**
 * Writes the next revision of an incident's postmortem, or nothing when it would say the same as the newest one. The lock on
 * the incident makes concurrent writers take turns, so that each sees what the one before it wrote.
 */
export async function saveRevision(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    revision: Pick<
      Revision,
      'author' | 'reason' | 'sealId' | 'traceId' | 'content'
    >;
    expectedRevision?: number;
    sameWords?: boolean;
    writtenAnew?: boolean;
    verified?: Verified;
    /** Of the revision's content. */
    contentMetrics: ContentMetrics;
    actor: Actor;
  },
): Promise<{ postmortem: Postmortem; created: boolean }> {
  const { incidentKey, expectedRevision, sameWords, writtenAnew } = options;
  const { verified, actor } = options;
  const { author, reason, sealId, traceId, content } = options.revision;
  assertStorable(options.revision);
  const claims = listClaims(content);
  await readIncident(tx, { key: incidentKey, lock: true });
  await assertSealOf(tx, { incidentKey, sealId });

  const contentHash = canonicalHash(content);
  const existing = await tx<PostmortemRow>('postmortems')
    .where({ incident_key: incidentKey })
    .first();
  const current = existing?.revision ?? 0;
  if (expectedRevision !== undefined && expectedRevision !== current) {
    throw new ConflictError(
      `The postmortem of '${incidentKey}' is at revision ${current}, not at ${expectedRevision}`,
    );
  }
  if (existing) {
    const newest = await readRevision(tx, existing);
    const same =
      newest.contentHash === contentHash &&
      newest.sealId === sealId &&
      newest.traceId === traceId;
    if (same) {
      if (verified) await markVerified(tx, { id: existing.id, verified });
      if (writtenAnew) {
        await tx<PostmortemRow>('postmortems')
          .where({ id: existing.id })
          .update({ written_seal_id: sealId });
      }
      return {
        postmortem: toPostmortem(existing, newest),
        created: false,
      };
    }
  }

  const at = now();
  const row: PostmortemRow = {
    id: existing?.id ?? randomUUID(),
    incident_key: incidentKey,
    title: content.title,
    status:
      sameWords && existing
        ? existing.status
        : statusAfterRevision(existing?.status),
    root_cause_status: content.rootCauseStatus,
    revision: current + 1,
    ...verdictColumns(countVerdicts(claims)),
    open_action_items: existing?.open_action_items ?? 0,
    proposed_action_items: existing?.proposed_action_items ?? 0,
    search_text: toSearchText(content.title, incidentKey),
    review_at: existing?.review_at ?? null,
    published_at: existing?.published_at ?? null,
    written_seal_id:
      existing && !writtenAnew ? existing.written_seal_id : sealId,
    approved_revision: existing?.approved_revision ?? null,
    verified_with: verified?.version ?? existing?.verified_with ?? null,
    verified_batch: verified?.throughBatch ?? existing?.verified_batch ?? null,
    verified_at: verified ? at : existing?.verified_at ?? null,
    created_at: existing?.created_at ?? at,
    updated_at: at,
  };
  const revision: Revision = {
    postmortemId: row.id,
    revision: row.revision,
    author,
    reason,
    sealId,
    ...(traceId === undefined ? {} : { traceId }),
    contentHash,
    content,
    createdAt: at,
  };
  if (existing) {
    await tx('postmortems').where({ id: row.id }).update(row);
  } else {
    await tx('postmortems').insert(row);
  }
  await tx<RevisionRow>('revisions').insert(toRevisionRow(revision));
  await insertClaims(tx, revision);
  await syncProposals(tx, {
    postmortemId: row.id,
    incidentKey,
    content,
    at,
  });
  Object.assign(row, await refreshActionItemCounts(tx, row.id));
  await recordIncidentMetrics(tx, {
    incidentKey,
    content: options.contentMetrics,
  });
  await appendAudit(tx, {
    actor,
    action: 'postmortem.revise',
    incidentKey,
    subjectId: row.id,
    details: { revision: row.revision, reason, contentHash, sealId },
  });
  return { postmortem: toPostmortem(row, revision), created: true };
}

/** An approval is of what was approved: what comes after it is reviewed again. */
function statusAfterRevision(
  status: PostmortemRow['status'] = 'draft',
): PostmortemRow['status'] {
  return status === 'approved' || status === 'published' ? 'in_review' : status;
}

/** A document may only stand on a seal of its own incident. */
async function assertSealOf(
  tx: Knex.Transaction,
  options: { incidentKey: string; sealId: string },
): Promise<void> {
  const seal = await tx<SealRow>('seals')
    .where({ id: options.sealId, incident_key: options.incidentKey })
    .first('id');
  if (!seal) {
    throw new InputError(
      `Seal '${options.sealId}' is not one of incident '${options.incidentKey}'`,
    );
  }
}
