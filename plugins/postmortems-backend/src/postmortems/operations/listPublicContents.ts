import type { Knex } from 'knex';
import { whereAnyOf } from '../../platform/database/dialect';
import {
  continueAfter,
  cursorAfter,
  inOrder,
  type OrderColumn,
} from '../../platform/database/keyset';
import { toPage } from '../../platform/database/page';
import { fromRevisionRow } from '../revisionRow';
import { applyScope, SCOPED } from '../../platform/database/scope';
import type {
  PostmortemRow,
  RevisionRow,
} from '../../platform/database/tables';
import type {
  IncidentCriteria,
  Page,
  PageRequest,
  PostmortemWithContent,
} from '../../platform/database/types';
import { summarise } from './summarise';

const LIST = 'public-contents';
const ORDER: readonly OrderColumn[] = [
  { column: 'postmortems.id', direction: 'asc', type: 'text' },
];

/** Documents of public incidents at their newest revision, in the order of their ids. */
export async function listPublicContents(
  knex: Knex,
  options: PageRequest & { criteria?: IncidentCriteria },
): Promise<Page<PostmortemWithContent>> {
  const { criteria, cursor, limit } = options;
  const query = knex('postmortems')
    .join('incidents', 'incidents.key', 'postmortems.incident_key')
    .where('incidents.visibility', 'public')
    .select<PostmortemRow[]>('postmortems.*')
    .limit(limit + 1);
  applyScope(knex, query, SCOPED.incidents, { criteria });
  inOrder(query, ORDER);
  continueAfter(query, LIST, ORDER, cursor);
  const page = toPage<PostmortemRow>(await query, limit, ({ id }) =>
    cursorAfter(LIST, ORDER, { id }),
  );
  const ids = page.items.map(({ id }) => id);
  const newest: RevisionRow[] = await whereAnyOf(
    knex,
    knex('revisions')
      .join('postmortems', on =>
        on
          .on('postmortems.id', 'revisions.postmortem_id')
          .andOn('postmortems.revision', 'revisions.revision'),
      )
      .select('revisions.*'),
    'revisions.postmortem_id',
    ids,
  );
  const contentOf = new Map(
    newest.map(row => [row.postmortem_id, fromRevisionRow(row).content]),
  );
  const summaries = await summarise(
    knex,
    page.items.map(row => row.incident_key),
  );
  return {
    ...page,
    items: summaries.flatMap(summary => {
      const content = contentOf.get(summary.id);
      return content ? [{ summary, content }] : [];
    }),
  };
}
