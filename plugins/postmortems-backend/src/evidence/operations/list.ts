import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor';
import { whereAnyOf } from '../../platform/database/dialect';
import { toPage } from '../../platform/database/page';
import { fromEvidenceRow } from '../evidenceRow';
import type { EvidenceRow } from '../../platform/database/tables';
import type { ListEvidenceOptions, Page } from '../../platform/database/types';

const LIST = 'evidence';

/** Ascending by timestamp, then id. `from` and `to` are inclusive. */
export async function listEvidence(
  knex: Knex,
  options: ListEvidenceOptions & { throughBatch?: number },
): Promise<Page<EvidenceNode>> {
  const query = knex<EvidenceRow>('evidence')
    .where('incident_key', options.incidentKey)
    .orderBy(['occurred_at', 'id'])
    .limit(options.limit + 1);
  if (options.sourceType) query.where('source_type', options.sourceType);
  if (options.from) query.where('occurred_at', '>=', options.from);
  if (options.to) query.where('occurred_at', '<=', options.to);
  if (options.ids) whereAnyOf(knex, query, 'id', options.ids);
  if (options.throughBatch !== undefined) {
    query.where('batch', '<=', options.throughBatch);
  }
  if (options.cursor !== undefined) {
    query.whereRaw(
      '(occurred_at, id) > (?, ?)',
      decodeCursor(LIST, ['time', 'text'], options.cursor),
    );
  }
  const page = toPage<EvidenceRow>(await query, options.limit, last =>
    encodeCursor(LIST, [last.occurred_at, last.id]),
  );
  return { ...page, items: page.items.map(fromEvidenceRow) };
}
