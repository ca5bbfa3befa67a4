import type {
  Figure,
  FigureIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  continueAfter,
  cursorAfter,
  inOrder,
  type OrderColumn,
} from '../../keyset';
import { toPage } from '../../page';
import { applyScope, SCOPED } from '../../scope';
import type { FigureIncidentsOptions, Page } from '../../types';
import { describeIncidents } from './describeIncidents';
import { DURATION_COLUMNS } from './readDurations';
import { isDue } from './readTotals';
import { addPrevious, distances } from './repeats';

const KEY: OrderColumn = {
  column: 'incident_facts.incident_key',
  direction: 'desc',
  type: 'text',
};
const NEWEST: readonly OrderColumn[] = [
  { column: 'incident_facts.started_at', direction: 'desc', type: 'time' },
  KEY,
];

/** Column of the minutes, for figures that are distributions. */
const MINUTES: Partial<Record<Figure, string>> = {
  time_to_draft: DURATION_COLUMNS.toDraft,
  time_to_review: DURATION_COLUMNS.toReview,
  time_to_resolve: DURATION_COLUMNS.toResolve,
};

const DAY_MINUTES = 24 * 60;

/** Days of the figures that are about repeats. */
const DAYS: Partial<Record<Figure, number>> = {
  repeats_within_20_days: 20,
  repeats_within_90_days: 90,
};

const SUPPORTED = 'claims_supported';
const NOT_SUPPORTED =
  'claims_partial + claims_unsupported + claims_contradicted + claims_attested';

/** The incidents that a figure counts, under the same conditions. */
export async function listFigureIncidents(
  knex: Knex,
  options: FigureIncidentsOptions,
): Promise<Page<FigureIncident>> {
  const { figure, atLeast, below, limit } = options;
  const minutes = MINUTES[figure];
  const order =
    options.order === 'longest' && minutes
      ? [
          {
            column: `incident_facts.${minutes}`,
            direction: 'desc' as const,
            type: 'count' as const,
          },
          KEY,
        ]
      : NEWEST;
  const list = `figures/${figure}/${options.order}`;
  const days = DAYS[figure];
  const hit = hitOf(knex, options);
  const query = knex('incident_facts')
    .select('incident_facts.*')
    .limit(limit + 1);
  if (hit) query.select({ hit });
  applyScope(knex, query, SCOPED.facts, options);
  if (days) {
    query.join(
      distances(knex, options).as('distances'),
      'distances.incident_key',
      'incident_facts.incident_key',
    );
  }
  narrow(query, options);
  if (hit && options.part) {
    query.where(hit, '=', options.part === 'hits' ? 1 : 0);
  }
  if (minutes) {
    query.whereNotNull(`incident_facts.${minutes}`);
    if (atLeast !== undefined) {
      query.where(`incident_facts.${minutes}`, '>=', atLeast);
    }
    if (below !== undefined) {
      query.where(`incident_facts.${minutes}`, '<', below);
    }
  }
  inOrder(query, order);
  continueAfter(query, list, order, options.cursor);
  const page = toPage<Record<string, string | number>>(
    await query,
    limit,
    last => cursorAfter(list, order, last),
  );
  const items = await describeIncidents(knex, page.items, {
    minutes,
    verdicts: figure === 'coverage',
  });
  return {
    ...page,
    items: days ? await addPrevious(knex, items, options, days) : items,
  };
}

/** Restricts the query to the incidents that the figure is about. */
function narrow(
  query: Knex.QueryBuilder,
  options: FigureIncidentsOptions,
): void {
  const { figure, theme, verdict } = options;
  if (figure === 'completion') query.whereRaw(...isDue(options.now));
  if (figure === 'coverage') {
    query.whereRaw(`${SUPPORTED} + ${NOT_SUPPORTED} > 0`);
    if (verdict) query.where(`incident_facts.claims_${verdict}`, '>', 0);
  }
  if (figure === 'theme') {
    query.whereExists(themes =>
      themes
        .from('incident_themes')
        .whereRaw('incident_themes.incident_key = incident_facts.incident_key')
        .where('incident_themes.theme', theme ?? ''),
    );
  }
}

/** 1 for a hit and 0 for none, for figures that are shares. */
function hitOf(
  knex: Knex,
  options: FigureIncidentsOptions,
): Knex.Raw | undefined {
  const { figure } = options;
  const days = DAYS[figure];
  if (days) {
    return knex.raw('case when distances.gap <= ? then 1 else 0 end', [
      days * DAY_MINUTES,
    ]);
  }
  if (figure === 'completion') return knex.raw('incident_facts.published');
  if (figure === 'coverage') {
    return knex.raw(`case when ${NOT_SUPPORTED} = 0 then 1 else 0 end`);
  }
  return undefined;
}
