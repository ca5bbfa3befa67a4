import { ConflictError, InputError } from '@backstage/errors';
import {
  type Postmortem,
  type ReviewedRevision,
  type ReviewStatus,
  type Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { refreshActionItemCounts, syncProposals } from '../actionItems';
import { readIncident } from '../incidents';
import { recordIncidentMetrics } from '../orgMetrics';
import { type Actor, appendAudit } from '../platform/audit';
import {
  decodeCursor,
  encodeCursor,
  inTransaction,
  now,
  type Page,
  type PageRequest,
  toPage,
} from '../platform/database';
import type { SealChain } from '../sealing';
import { markVerified, type Verified } from './VerificationStateStore';
import { describeRevision } from './describeRevision';
import { insertClaims } from './insertClaims';
import { type NewRevision, statusAfterRevision } from './newRevision';
import {
  type PostmortemRow,
  toPostmortem,
  verdictColumns,
} from './postmortemRow';
import {
  fromRevisionRow,
  readRevision,
  revisionHashOf,
  type RevisionRow,
  toRevisionRow,
} from './revisionRow';
import { readReviewSteps } from './ReviewStatusStore';

const LIST = 'revisions';

/**
 * Revisions of postmortems, with their claims. An incident has one postmortem.
 */
export class RevisionStore {
  readonly #knex: Knex;
  readonly #chain: SealChain;

  static create(options: { knex: Knex; chain: SealChain }): RevisionStore {
    return new RevisionStore(options);
  }

  private constructor(options: { knex: Knex; chain: SealChain }) {
    this.#knex = options.knex;
    this.#chain = options.chain;
  }

  /**
   * Stores the first revision of an incident's postmortem or the next one, with
   * its claims and proposals. Stores nothing when content, seal and trace equal
   * the newest revision. The lock on the incident makes concurrent writers take
   * turns, so that each reads what the one before it wrote.
   */
  async save(options: {
    revision: NewRevision;
    /** Throws `ConflictError` when the newest is another one; 0 for none. */
    expectedRevision?: number;
    /** No claim's text differs: an approval remains. */
    textUnchanged?: boolean;
    /** The whole postmortem was drafted from the seal. */
    drafted?: boolean;
    /** Set when every claim was verified. */
    verified?: Verified;
    /** It says that text was erased. */
    evenErased?: boolean;
    actor: Actor;
  }): Promise<{ postmortem: Postmortem; created: boolean }> {
    const { expectedRevision, drafted, verified, evenErased, actor } = options;
    const { incidentKey, proposals, ...sent } = options.revision;
    const { sealId } = sent;
    return inTransaction(this.#knex, async tx => {
      await readIncident(tx, { key: incidentKey, lock: true, evenErased });
      await assertSealOf(tx, { incidentKey, sealId });
      const existing = await tx<PostmortemRow>('postmortems')
        .where({ incident_key: incidentKey })
        .first();
      const current = existing?.revision ?? 0;
      if (expectedRevision !== undefined && expectedRevision !== current) {
        throw new ConflictError(
          `The postmortem of '${incidentKey}' is at revision ${current}, not at ${expectedRevision}`,
        );
      }
      const newest = existing && (await readRevision(tx, existing));
      if (newest && isSame(newest, options.revision)) {
        if (verified) await markVerified(tx, { id: existing.id, verified });
        if (drafted) {
          await tx<PostmortemRow>('postmortems')
            .where({ id: existing.id })
            .update({ drafted_seal_id: sealId });
          await appendAudit(tx, {
            actor,
            action: 'postmortem.regenerate_same',
            incidentKey,
            subjectId: existing.id,
            details: { revision: current, sealId },
          });
        }
        return { postmortem: toPostmortem(existing, newest), created: false };
      }

      const at = now();
      const row = nextRow(existing, options, at);
      const revision: Revision = {
        postmortemId: row.id,
        revision: row.revision,
        author: sent.author,
        reason: sent.reason,
        sealId,
        ...(sent.traceId === undefined ? {} : { traceId: sent.traceId }),
        contentHash: sent.contentHash,
        content: sent.content,
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
        proposals,
        at,
      });
      Object.assign(row, await refreshActionItemCounts(tx, row.id));
      await recordIncidentMetrics(tx, {
        incidentKey,
        content: sent.contentMetrics,
      });
      await appendAudit(tx, {
        actor,
        action: 'postmortem.revise',
        incidentKey,
        subjectId: row.id,
        ...describeRevision({
          ...(existing &&
            newest && { before: { row: existing, content: newest.content } }),
          row,
          revision,
        }),
      });
      // Last, because writers take turns from here on
      await this.#chain.append(tx, {
        kind: 'revision',
        subjectId: `${row.id}/${row.revision}`,
        incidentKey,
        subjectHash: revisionHashOf(revision),
      });
      return { postmortem: toPostmortem(row, revision), created: true };
    });
  }

  /** Throws `NotFoundError`. */
  async get(options: { id: string; revision: number }): Promise<Revision> {
    return readRevision(this.#knex, options);
  }

  /** Newest first, each with the steps of its review. */
  async list(
    options: PageRequest & { id: string },
  ): Promise<Page<ReviewedRevision>> {
    const id = options.id.replaceAll('\0', '');
    const query = this.#knex<RevisionRow>('revisions')
      .where('postmortem_id', id)
      .orderBy('revision', 'desc')
      .limit(options.limit + 1);
    if (options.cursor !== undefined) {
      const [revision] = decodeCursor(LIST, ['count'], options.cursor);
      query.where('revision', '<', Number(revision));
    }
    const page = toPage<RevisionRow>(await query, options.limit, last =>
      encodeCursor(LIST, [last.revision]),
    );
    const steps = await readReviewSteps(this.#knex, id);
    return {
      ...page,
      items: page.items.map(row => ({
        ...fromRevisionRow(row),
        reviewSteps: steps.get(row.revision) ?? [],
      })),
    };
  }
}

function isSame(newest: Revision, next: NewRevision): boolean {
  return (
    newest.contentHash === next.contentHash &&
    newest.sealId === next.sealId &&
    newest.traceId === next.traceId
  );
}

/** It follows from the locked row, and so is known only in the transaction. */
function nextRow(
  existing: PostmortemRow | undefined,
  options: {
    revision: NewRevision;
    textUnchanged?: boolean;
    drafted?: boolean;
    verified?: Verified;
  },
  at: string,
): PostmortemRow {
  const { textUnchanged, drafted, verified } = options;
  const { revision } = options;
  const { content, incidentKey, searchText, sealId, verdictCounts } = revision;
  return {
    id: existing?.id ?? randomUUID(),
    incident_key: incidentKey,
    title: content.title,
    status:
      textUnchanged && existing
        ? existing.status
        : statusAfterRevision(existing?.status as ReviewStatus | undefined),
    root_cause_status: content.rootCauseStatus,
    revision: (existing?.revision ?? 0) + 1,
    ...verdictColumns(verdictCounts),
    open_action_items: existing?.open_action_items ?? 0,
    proposed_action_items: existing?.proposed_action_items ?? 0,
    search_text: searchText,
    review_at: existing?.review_at ?? null,
    published_at: existing?.published_at ?? null,
    drafted_seal_id: existing && !drafted ? existing.drafted_seal_id : sealId,
    approved_revision: existing?.approved_revision ?? null,
    verified_with: verified?.version ?? existing?.verified_with ?? null,
    verified_batch: verified?.throughBatch ?? existing?.verified_batch ?? null,
    verified_at: verified ? at : existing?.verified_at ?? null,
    // A draft verifies too
    recheck_attempts: verified ? 0 : existing?.recheck_attempts ?? 0,
    recheck_at: verified ? null : existing?.recheck_at ?? null,
    created_at: existing?.created_at ?? at,
    updated_at: at,
  };
}

/** Throws `InputError` for a seal of another incident. */
async function assertSealOf(
  tx: Knex.Transaction,
  options: { incidentKey: string; sealId: string },
): Promise<void> {
  const seal = await tx('seals')
    .where({ id: options.sealId, incident_key: options.incidentKey })
    .first('id');
  if (!seal) {
    throw new InputError(
      `Seal '${options.sealId}' is not one of incident '${options.incidentKey}'`,
    );
  }
}
