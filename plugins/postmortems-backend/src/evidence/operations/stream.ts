import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { listEvidence } from './list';

/** Nodes of the first page, before anything is known of their size. */
const FIRST_PAGE = 64;

const LARGEST_PAGE = 1000;

/** What a page may weigh, in bytes of payload as sent. */
const PAGE_BYTES = 8 * 1024 * 1024;

/**
 * All evidence in ascending order of timestamp, then id. Pages follow the size of the payloads, so that memory stays bounded
 * however large they are. No transaction is held open: what arrives meanwhile may or may not be among it, unless
 * `throughBatch` says where to end.
 */
export async function* streamEvidence(
  knex: Knex,
  options: { incidentKey: string; throughBatch?: number },
): AsyncIterable<EvidenceNode> {
  let limit = FIRST_PAGE;
  let cursor: string | undefined;
  do {
    const page = await listEvidence(knex, { ...options, cursor, limit });
    yield* page.items;
    const bytes = page.items.reduce((sum, one) => sum + one.originalBytes, 0);
    const average = Math.max(1, bytes / Math.max(1, page.items.length));
    limit = Math.min(
      LARGEST_PAGE,
      Math.max(FIRST_PAGE / 2, Math.floor(PAGE_BYTES / average)),
    );
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
