import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyScope, SCOPED } from '../../scope';
import type { Figures, FiguresOptions } from '../../types';

const DAY_MS = 24 * 60 * 60 * 1000;

const CLAIMS =
  'claims_supported + claims_partial + claims_unsupported + claims_contradicted + claims_attested';
const ITEMS = 'items_open + items_closed';

/** Columns that are added up as they are. */
const SUMS = [
  'retrospectives',
  'drafted_before_end',
  'reviewed_before_end',
  'items_proposed',
  'items_open',
  'items_closed',
  'items_dropped',
  'claims_supported',
  'claims_partial',
  'claims_unsupported',
  'claims_contradicted',
  'claims_attested',
] as const;

/** Incidents whose postmortem should be published by now, as a condition on `incident_facts` with its bindings. */
export function isDue(now: string): [sql: string, bindings: string[]] {
  const before = new Date(Date.parse(now) - DUE_AFTER_DAYS * DAY_MS);
  return [
    `incident_facts.severity in (${DUE_SEVERITIES.map(() => '?').join(
      ', ',
    )}) and incident_facts.resolved_at <= ?`,
    [...DUE_SEVERITIES, before.toISOString()],
  ];
}

/** Counts and sums over the incidents of the scope, in one pass. */
export async function readTotals(
  knex: Knex,
  options: FiguresOptions,
): Promise<Omit<Figures, 'durations' | 'owners' | 'themes' | 'repeats'>> {
  const [due, bindings] = isDue(options.now);
  const sum = (expression: string, as: string, values: string[] = []) =>
    knex.raw(`coalesce(sum(${expression}), 0) as ${as}`, values);
  const query = knex('incident_facts');
  applyScope(knex, query, SCOPED.facts, options);
  const [row] = await query.select<Record<string, number | string>[]>([
    knex.raw('count(*) as incidents'),
    ...SUMS.map(column => sum(column, column)),
    sum(`case when ${due} then 1 else 0 end`, 'due', bindings),
    sum(`case when ${due} then published else 0 end`, 'completed', bindings),
    sum(
      `case when ${CLAIMS} > 0 and ${CLAIMS} = claims_supported then 1 else 0 end`,
      'all_supported',
    ),
    ...clusterSums('coverage', 'claims_supported', CLAIMS).map(one =>
      sum(...one),
    ),
    ...clusterSums('closure', 'items_closed', ITEMS).map(one => sum(...one)),
  ]);
  const n = (name: string) => Number(row[name]);
  const sample = (name: string, hits: number, of: number) => ({
    hits,
    of,
    incidents: n(`${name}_incidents`),
    sumHitsHits: n(`${name}_hits_hits`),
    sumHitsOf: n(`${name}_hits_of`),
    sumOfOf: n(`${name}_of_of`),
  });
  const verdicts = {
    supported: n('claims_supported'),
    partial: n('claims_partial'),
    unsupported: n('claims_unsupported'),
    contradicted: n('claims_contradicted'),
    attested: n('claims_attested'),
  };
  const claims = Object.values(verdicts).reduce((all, one) => all + one, 0);
  const items = {
    proposed: n('items_proposed'),
    open: n('items_open'),
    closed: n('items_closed'),
    dropped: n('items_dropped'),
  };
  return {
    incidents: n('incidents'),
    retrospectives: n('retrospectives'),
    due: n('due'),
    completed: n('completed'),
    draftedBeforeEnd: n('drafted_before_end'),
    reviewedBeforeEnd: n('reviewed_before_end'),
    verdicts,
    coverage: sample('coverage', verdicts.supported, claims),
    allSupported: n('all_supported'),
    items,
    closure: sample('closure', items.closed, items.open + items.closed),
  };
}

/** What the variance between incidents is told from. */
function clusterSums(
  name: string,
  hits: string,
  of: string,
): [expression: string, as: string][] {
  return [
    [`case when ${of} > 0 then 1 else 0 end`, `${name}_incidents`],
    [`(${hits}) * (${hits})`, `${name}_hits_hits`],
    [`(${hits}) * (${of})`, `${name}_hits_of`],
    [`(${of}) * (${of})`, `${name}_of_of`],
  ];
}
