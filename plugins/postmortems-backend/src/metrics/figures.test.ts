import {
  figureSchema,
  SHARE_FIGURES,
  type Figure,
  type FigureIncident,
  type Theme,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import {
  createTestDatabases,
  openStores,
  readAllPages,
} from '../database/__testUtils__/stores';
import type { FiguresOptions, Stores } from '../database';
import { byGroup } from './byGroup';
import { toMetrics } from './toMetrics';
import { readRawRows, type RawRows } from './__testUtils__/rawRows';
import {
  at,
  PEOPLE,
  SERVICES,
  themesOfCause,
  Writer,
  writes,
} from './__testUtils__/randomWrites';
import { recompute } from './__testUtils__/recompute';

jest.setTimeout(240_000);

const NOW = at(200);
const [, BOB] = PEOPLE;
/** ada is one of the group. */
const GROUPS: Record<string, string> = {
  'user:default/ada': 'group:default/sre',
};
const groupOf = (owner: string) => GROUPS[owner] ?? owner;

/** What is public, what bob opened, and what he took part in. */
const CRITERIA = {
  anyOf: [
    { field: 'visibility' as const, values: ['public'] },
    { field: 'createdBy' as const, values: [BOB] },
    { field: 'participant' as const, values: [BOB] },
  ],
};

/** The figures of the product, with the lists behind them in place of their numbers. */
async function productSays(stores: Stores, scope: FiguresOptions) {
  const figures = await stores.metrics.read(scope);
  const metrics = toMetrics(figures, {
    from: scope.from,
    to: scope.to,
    byGroup: byGroup(figures.owners, new Map(Object.entries(GROUPS))),
  });
  const list = (
    figure: Figure,
    more: {
      part?: 'hits' | 'misses';
      theme?: Theme;
      verdict?: Verdict;
      from?: string;
      to?: string;
    },
    order: 'newest' | 'longest' = 'newest',
  ) =>
    readAllPages<FigureIncident>(cursor =>
      stores.metrics.listIncidents({
        ...scope,
        ...more,
        figure,
        order,
        cursor,
        limit: 3,
      }),
    );
  const share = async (
    figure: Figure,
    { hits, of }: { hits: number; of: number },
  ) => {
    const parts = {
      hits: await list(figure, { part: 'hits' }),
      misses: await list(figure, { part: 'misses' }),
    };
    expect([parts.hits.length, parts.misses.length]).toEqual([hits, of - hits]);
    expect(parts.hits.every(({ hit }) => hit === true)).toBe(true);
    expect(parts.misses.every(({ hit }) => hit === false)).toBe(true);
    return {
      hits: parts.hits.map(one => one.incidentKey).sort(),
      misses: parts.misses.map(one => one.incidentKey).sort(),
    };
  };
  const duration = async (
    figure: Figure,
    one: { n: number; p50: number | null; earlier?: number },
    earlier: number,
  ) => {
    const newest = await list(figure, {});
    const longest = await list(figure, {}, 'longest');
    expect(newest).toHaveLength(one.n);
    const minutes = longest.map(item => item.minutes!);
    expect(minutes).toEqual([...minutes].sort((a, b) => b - a));
    const told = (items: FigureIncident[]) =>
      items.map(item => `${item.incidentKey} ${item.minutes}`).sort();
    expect(told(longest)).toEqual(told(newest));
    return { incidents: told(newest), median: one.p50, earlier };
  };
  const coverage = {
    hits: (await list('coverage', { part: 'hits' })).map(
      one => one.incidentKey,
    ),
    misses: (await list('coverage', { part: 'misses' })).map(
      one => one.incidentKey,
    ),
  };
  const themes: Record<string, string[]> = {};
  for (const { month, theme, incidents } of metrics.themes) {
    const [year, number] = month.split('-').map(Number);
    const end = new Date(Date.UTC(year, number, 1)).toISOString();
    const behind = await list('theme', {
      theme,
      from: [`${month}-01T00:00:00.000Z`, scope.from].sort()[1],
      to: [end, scope.to].sort()[0],
    });
    expect(behind).toHaveLength(incidents);
    themes[`${month} ${theme}`] = behind.map(one => one.incidentKey).sort();
  }
  const items = async (
    status: 'proposed' | 'open' | 'overdue' | 'closed' | 'dropped',
  ) => {
    const all = await readAllPages(cursor =>
      stores.actionItems.list({ ...scope, status, cursor, limit: 4 }),
    );
    expect(all).toHaveLength(metrics.actionItems[status]);
    return all.map(item => `${item.retrospectiveId}/${item.id}`).sort();
  };
  const { closure, open, closed } = metrics.actionItems;
  expect([closure.hits, closure.of]).toEqual([closed, open + closed]);
  expect(metrics.coverage.supported).toMatchObject({
    hits: metrics.coverage.verdicts.supported,
    incidents: coverage.hits.length + coverage.misses.length,
  });
  expect(metrics.coverage.allSupported).toBe(coverage.hits.length);
  for (const verdict of ['contradicted', 'partial'] as const) {
    const some = await list('coverage', { verdict });
    const claims = some.reduce((sum, one) => sum + one.verdicts![verdict], 0);
    expect(some.every(one => one.verdicts![verdict] > 0)).toBe(true);
    expect(claims).toBe(metrics.coverage.verdicts[verdict]);
  }
  return {
    incidents: metrics.incidents,
    retrospectives: metrics.retrospectives,
    completion: await share('completion', metrics.completion),
    timeToDraft: await duration(
      'time_to_draft',
      metrics.timeToDraft,
      metrics.timeToDraft.earlier,
    ),
    timeToReview: await duration(
      'time_to_review',
      metrics.timeToReview,
      metrics.timeToReview.earlier,
    ),
    timeToResolve: await duration('time_to_resolve', metrics.timeToResolve, 0),
    repeats20: await share('repeats_within_20_days', metrics.repeats.within20),
    repeats90: await share('repeats_within_90_days', metrics.repeats.within90),
    themes,
    verdicts: metrics.coverage.verdicts,
    coverage: { hits: coverage.hits.sort(), misses: coverage.misses.sort() },
    items: {
      proposed: await items('proposed'),
      open: await items('open'),
      overdue: await items('overdue'),
      closed: await items('closed'),
      dropped: await items('dropped'),
    },
    groups: Object.fromEntries(
      metrics.actionItems.byGroup.map(one => [
        one.group ?? '',
        [one.open, one.overdue, one.closed],
      ]),
    ),
  };
}

const QUESTIONS: Omit<FiguresOptions, 'now'>[] = [
  { from: at(0), to: at(200) },
  { from: at(40), to: at(110) },
  { from: at(0), to: at(200), severities: ['sev1'] },
  { from: at(0), to: at(200), services: SERVICES.slice(0, 2) },
  { from: at(20), to: at(150), services: [SERVICES[1]], severities: ['sev3'] },
  { from: at(0), to: at(200), services: [] },
];

describe('figures', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'are what the raw rows say for every question and reader, after whatever was written by two at once, on %s',
    async databaseId => {
      const totals: Record<string, number> = {};
      await fc.assert(
        fc.asyncProperty(writes, async operations => {
          const knex = await databases.init(databaseId);
          const stores = await openStores(knex);
          const writer = new Writer(stores);
          for (let index = 0; index < operations.length; index += 2) {
            await Promise.all(
              operations.slice(index, index + 2).map(one =>
                writer.apply(one).catch(error => {
                  // The document has moved on since this writer read it
                  if (error.name !== 'ConflictError') throw error;
                }),
              ),
            );
          }
          const raw = await readRawRows(knex);
          const bobTookPart = (incident: RawRows['incidents'][number]) =>
            raw.participants.some(
              one =>
                one.incident_key === incident.key && one.entity_ref === BOB,
            );
          for (const question of QUESTIONS) {
            for (const reader of ['machine', 'bob']) {
              const said = await productSays(stores, {
                ...question,
                now: NOW,
                ...(reader === 'bob' && { criteria: CRITERIA }),
              });
              expect(said).toEqual(
                recompute(raw, {
                  ...(question as { from: string; to: string }),
                  severities: question.severities as string[] | undefined,
                  services: question.services as string[] | undefined,
                  now: NOW,
                  groupOf,
                  themesOf: themesOfCause,
                  mayRead: incident =>
                    reader === 'machine' ||
                    incident.visibility === 'public' ||
                    incident.created_by === BOB ||
                    bobTookPart(incident),
                }),
              );
              const count = (name: string, n: number) => {
                totals[name] = (totals[name] ?? 0) + n;
              };
              count('repeats', said.repeats90.hits.length);
              count('completed', said.completion.hits.length);
              count('earlier', said.timeToDraft.earlier);
              count('overdue', said.items.overdue.length);
              count('themes', Object.keys(said.themes).length);
              count('covered', said.coverage.hits.length);
            }
          }

          // Facts that are gone or of an older version are made again, and are the same
          const scope = { from: at(0), to: at(200), now: NOW };
          const before = await stores.metrics.read(scope);
          await knex('incident_themes').delete();
          await knex('incident_facts').update({
            version: 0,
            claims_supported: 99,
            items_open: 99,
            published: 0,
          });
          let after: string | undefined;
          do {
            after = await stores.metrics.backfill({ after, limit: 7 });
          } while (after !== undefined);
          expect(await stores.metrics.read(scope)).toEqual(before);
        }),
        { numRuns: 15, endOnFailure: true },
      );
      // What never happened was not tested
      for (const [name, total] of Object.entries(totals)) {
        expect([name, total > 0]).toEqual([name, true]);
      }
    },
  );

  it('have a list each', () => {
    expect([...figureSchema.options].sort()).toEqual(
      [
        ...SHARE_FIGURES,
        'time_to_draft',
        'time_to_review',
        'time_to_resolve',
        'theme',
      ].sort(),
    );
  });
});
