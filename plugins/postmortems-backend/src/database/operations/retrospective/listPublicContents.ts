import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';
import {
  continueAfter,
  cursorAfter,
  inOrder,
  type OrderColumn,
} from '../../keyset';
import { toPage } from '../../page';
import { fromRevisionRow } from '../../rows/revisionRow';
import { applyScope, SCOPED } from '../../scope';
import type { RetrospectiveRow, RevisionRow } from '../../tables';
import type {
  IncidentCriteria,
  Page,
  PageRequest,
  RetrospectiveWithContent,
} from '../../types';
import { summarise } from './summarise';

const LIST = 'public-contents';
const ORDER: readonly OrderColumn[] = [
  { column: 'retrospectives.id', direction: 'asc', type: 'text' },
];

/** Documents of public incidents at their newest revision, in the order of their ids. */
export async function listPublicContents(
  knex: Knex,
  options: PageRequest & { criteria?: IncidentCriteria },
): Promise<Page<RetrospectiveWithContent>> {
  const { criteria, cursor, limit } = options;
  const query = knex('retrospectives')
    .join('incidents', 'incidents.key', 'retrospectives.incident_key')
    .where('incidents.visibility', 'public')
    .select<RetrospectiveRow[]>('retrospectives.*')
    .limit(limit + 1);
  applyScope(knex, query, SCOPED.incidents, { criteria });
  inOrder(query, ORDER);
  continueAfter(query, LIST, ORDER, cursor);
  const page = toPage<RetrospectiveRow>(await query, limit, ({ id }) =>
    cursorAfter(LIST, ORDER, { id }),
  );
  const ids = page.items.map(({ id }) => id);
  const newest: RevisionRow[] = await whereAnyOf(
    knex,
    knex('revisions')
      .join('retrospectives', on =>
        on
          .on('retrospectives.id', 'revisions.retrospective_id')
          .andOn('retrospectives.revision', 'revisions.revision'),
      )
      .select('revisions.*'),
    'revisions.retrospective_id',
    ids,
  );
  const contentOf = new Map(
    newest.map(row => [row.retrospective_id, fromRevisionRow(row).content]),
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
