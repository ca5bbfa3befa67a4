import type { Revision } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../../cursor';
import { toPage } from '../../page';
import { fromRevisionRow } from '../../rows/revisionRow';
import type { RevisionRow } from '../../tables';
import type { Page, PageRequest } from '../../types';

const LIST = 'revisions';

/** Newest first. */
export async function listRevisions(
  knex: Knex,
  options: PageRequest & { id: string },
): Promise<Page<Revision>> {
  const query = knex<RevisionRow>('revisions')
    .where('retrospective_id', options.id.replaceAll('\0', ''))
    .orderBy('revision', 'desc')
    .limit(options.limit + 1);
  if (options.cursor !== undefined) {
    const [revision] = decodeCursor(LIST, ['count'], options.cursor);
    query.where('revision', '<', Number(revision));
  }
  const page = toPage<RevisionRow>(await query, options.limit, last =>
    encodeCursor(LIST, [last.revision]),
  );
  return { ...page, items: page.items.map(fromRevisionRow) };
}
