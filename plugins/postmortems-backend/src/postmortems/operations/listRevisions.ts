import {
  reviewStepSchema,
  type ReviewedRevision,
  type ReviewStep,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor';
import { toPage } from '../../platform/database/page';
import { fromRevisionRow } from '../revisionRow';
import type {
  AuditRow,
  PostmortemRow,
  RevisionRow,
} from '../../platform/database/tables';
import type { Page, PageRequest } from '../../platform/database/types';
import { TRANSITION } from './setStatus';

const LIST = 'revisions';

/** Newest first, each with the steps of the review that it went through. */
export async function listRevisions(
  knex: Knex,
  options: PageRequest & { id: string },
): Promise<Page<ReviewedRevision>> {
  const id = options.id.replaceAll('\0', '');
  const query = knex<RevisionRow>('revisions')
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
  const steps = await readReviewSteps(knex, id);
  return {
    ...page,
    items: page.items.map(row => ({
      ...fromRevisionRow(row),
      reviewSteps: steps.get(row.revision) ?? [],
    })),
  };
}

/** Steps by revision, oldest first. The audit log is where they are kept. */
async function readReviewSteps(
  knex: Knex,
  id: string,
): Promise<Map<number, ReviewStep[]>> {
  const steps = new Map<number, ReviewStep[]>();
  const rows = await knex<AuditRow>('audit_log')
    .where({ action: TRANSITION, subject_id: id })
    // What the audit log can be looked up by
    .where(
      'incident_key',
      knex<PostmortemRow>('postmortems').where({ id }).select('incident_key'),
    )
    .orderBy('id')
    .select('at', 'actor', 'details');
  for (const { at, actor, details } of rows) {
    const { revision, ...step } = JSON.parse(details);
    const before = steps.get(revision) ?? [];
    const parsed = reviewStepSchema.parse({ ...step, by: actor, at });
    steps.set(revision, [...before, parsed]);
  }
  return steps;
}
