import type { Revision } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { bulkInsert, type BulkTable } from '../../platform/database/bulkInsert';
import { toClaimRows } from '../claimRows';
import type { ClaimRow, ClaimSpanRow } from '../../platform/database/tables';

const CLAIMS: BulkTable<ClaimRow> = {
  name: 'claims',
  columns: {
    postmortem_id: 'text',
    revision: 'integer',
    claim_id: 'text',
    position: 'integer',
    section_id: 'text',
    block_id: 'text',
    kind: 'text',
    text: 'text',
    verdict: 'text',
    reasons: 'text',
    verifier_version: 'text',
  },
};

const SPANS: BulkTable<ClaimSpanRow> = {
  name: 'claim_spans',
  columns: {
    postmortem_id: 'text',
    revision: 'integer',
    claim_id: 'text',
    position: 'integer',
    evidence_id: 'text',
    pointer: 'text',
    quote: 'text',
  },
};

/** Stores the claims and spans of a revision as rows, so that verdicts can be asked for without reading documents. */
export async function insertClaims(
  tx: Knex.Transaction,
  revision: Revision,
): Promise<void> {
  const rows = toClaimRows(revision);
  await bulkInsert(tx, CLAIMS, rows.claims);
  await bulkInsert(tx, SPANS, rows.spans);
}
