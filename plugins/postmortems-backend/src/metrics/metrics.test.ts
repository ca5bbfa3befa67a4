import { TestDatabases } from '@backstage/backend-test-utils';
import {
  CLOSED_ACTION_ITEM_STATES,
  DUE_AFTER_DAYS,
  type ActionItemRecord,
  type Metrics,
  type Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { testClaim, testContent } from '../database/__testUtils__/records';
import { openStores } from '../database/__testUtils__/stores';
import { sealEvidence } from '../seal';
import { percentilesOf, shareOf } from './statistics';
import { themesOf } from './themes';

jest.setTimeout(120_000);

const DAY = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const at = (day: number, minute = 0) =>
  new Date(START + day * DAY + minute * 60_000).toISOString();
const SERVICES = ['component:default/checkout', 'component:default/storefront'];
const CAUSES = [
  'The database was slow.',
  'The deployment of version 2.4.1 had a bug.',
  'The cause is undetermined.',
];
const NOW = at(200);

type Raw = {
  incidents: Record<string, string>[];
  services: Record<string, string | number>[];
  retrospectives: Record<string, string | number>[];
  revisions: (Record<string, string | number> & { content: string })[];
  items: Record<string, string>[];
};

async function readRaw(knex: Knex): Promise<Raw> {
  return {
    incidents: await knex('incidents'),
    services: await knex('incident_services'),
    retrospectives: await knex('retrospectives'),
    revisions: await knex('revisions'),
    items: await knex('action_items'),
  };
}

/** Every figure again, from raw rows, with nothing of what the product computes them with but the words of a theme. */
function recompute(
  raw: Raw,
  { from, to, visible }: { from: string; to: string; visible: boolean },
) {
  const seen = raw.incidents.filter(
    ({ visibility }) => visible || visibility === 'public',
  );
  const period = seen.filter(
    one => one.started_at >= from && one.started_at < to,
  );
  const documentOf = (key: string) =>
    raw.retrospectives.find(one => one.incident_key === key);
  const minutes = (a?: unknown, b?: unknown) =>
    a && b
      ? [
          Math.max(
            0,
            Math.floor(
              (Date.parse(String(b)) - Date.parse(String(a))) / 60_000,
            ),
          ),
        ]
      : [];
  const stats = (values: number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const [p25, p50, p75, p90] = percentilesOf(sorted, [0.25, 0.5, 0.75, 0.9]);
    return { n: sorted.length, p25, p50, p75, p90, enough: sorted.length >= 5 };
  };
  const due = period.filter(
    one =>
      ['sev1', 'sev2', 'sev3'].includes(one.severity) &&
      one.resolved_at &&
      Date.parse(one.resolved_at) <= Date.parse(NOW) - DUE_AFTER_DAYS * DAY,
  );
  const items = raw.items.filter(item =>
    period.some(({ key }) => key === item.incident_key),
  );
  const isClosed = (item: Record<string, string>) =>
    CLOSED_ACTION_ITEM_STATES.includes(item.state as ActionItemRecord['state']);
  const themed = seen.flatMap(one => {
    const document = documentOf(one.key);
    const revision = raw.revisions.find(
      ({ retrospective_id: id, revision: number }) =>
        id === document?.id && number === document.revision,
    );
    const service = raw.services.find(
      row => row.incident_key === one.key && row.position === 0,
    )!.service_ref;
    return revision
      ? themesOf(JSON.parse(revision.content)).map(theme => ({
          key: one.key,
          startedAt: one.started_at,
          theme,
          service,
        }))
      : [];
  });
  const inPeriod = themed.filter(
    one => one.startedAt >= from && one.startedAt < to,
  );
  const repeatsWithin = (days: number) => {
    const keys = [...new Set(inPeriod.map(({ key }) => key))];
    return keys.filter(key =>
      inPeriod
        .filter(one => one.key === key)
        .some(one =>
          themed.some(
            other =>
              other.key !== key &&
              other.theme === one.theme &&
              other.service === one.service &&
              other.startedAt < to &&
              (other.startedAt < one.startedAt ||
                (other.startedAt === one.startedAt && other.key < key)) &&
              Date.parse(one.startedAt) - Date.parse(other.startedAt) <=
                days * DAY,
          ),
        ),
    ).length;
  };
  const withThemes = new Set(inPeriod.map(({ key }) => key)).size;
  const documents = raw.retrospectives.filter(document =>
    period.some(({ key }) => key === document.incident_key),
  );
  const sum = (column: string) =>
    documents.reduce((total, one) => total + Number(one[column]), 0);
  return {
    incidents: period.length,
    retrospectives: documents.length,
    completion: shareOf(
      due.filter(({ key }) => documentOf(key)?.published_at).length,
      due.length,
    ),
    timeToResolve: stats(
      period.flatMap(one => minutes(one.started_at, one.resolved_at)),
    ),
    timeToDraft: stats(
      period.flatMap(one =>
        minutes(one.resolved_at, documentOf(one.key)?.created_at),
      ),
    ),
    timeToReview: stats(
      period.flatMap(one =>
        minutes(one.resolved_at, documentOf(one.key)?.review_at),
      ),
    ),
    open: items.filter(item => !isClosed(item)).length,
    closed: items.filter(isClosed).length,
    overdue: items.filter(
      item => !isClosed(item) && item.due_at && item.due_at < NOW,
    ).length,
    repeats: {
      within20: shareOf(repeatsWithin(20), withThemes),
      within90: shareOf(repeatsWithin(90), withThemes),
    },
    verdicts: {
      supported: sum('claims_supported'),
      partial: sum('claims_partial'),
      unsupported: sum('claims_unsupported'),
      contradicted: sum('claims_contradicted'),
      attested: sum('claims_attested'),
    },
    themes: inPeriod.length,
  };
}

const toComparable = ({
  actionItems,
  coverage,
  themes,
  from: _from,
  to: _to,
  ...metrics
}: Metrics) => ({
  ...metrics,
  open: actionItems.open,
  closed: actionItems.closed,
  overdue: actionItems.overdue,
  verdicts: coverage.verdicts,
  themes: themes.reduce((total, { incidents }) => total + incidents, 0),
});

describe('figures', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  it.each(databases.eachSupportedId())(
    'are what the raw rows say, whatever is written in whatever order, on %s',
    async databaseId => {
      const operation = fc.record({
        what: fc.constantFrom(
          'open',
          'open',
          'resolve',
          'write',
          'write',
          'review',
          'publish',
          'item',
          'item',
          'close',
          'move',
        ),
        which: fc.nat(),
        day: fc.integer({ min: 0, max: 180 }),
        pick: fc.nat(),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(operation, { minLength: 20, maxLength: 60 }),
          async operations => {
            const knex = await databases.init(databaseId);
            const stores = await openStores(knex);
            const keys: string[] = [];
            let count = 0;
            const step = async ({
              what,
              which,
              day,
              pick,
            }: (typeof operations)[number]) => {
              count += 1;
              if (what === 'open' || keys.length === 0) {
                const key = `INC-${count}`;
                await stores.incidents.create({
                  incident: {
                    key,
                    title: 'Something',
                    severity: (['sev1', 'sev3', 'sev5'] as const)[pick % 3],
                    services: [SERVICES[pick % 2]],
                    participants: [],
                    startedAt: at(day),
                    visibility: pick % 4 === 0 ? 'private' : 'public',
                    status: 'open',
                    createdBy: 'user:default/ada',
                    createdAt: at(day),
                    updatedAt: at(day),
                  },
                  actor: 'test',
                });
                keys.push(key);
                return;
              }
              const key = keys[which % keys.length];
              const incident = await stores.incidents.get({ key });
              const document = await stores.retrospectives.findByIncident({
                incidentKey: key,
              });
              const item = document
                ? (
                    await stores.actionItems.ofRetrospective({
                      id: document.id,
                    })
                  )[0]
                : undefined;
              if (what === 'resolve' || what === 'move') {
                await stores.incidents.update({
                  key,
                  actor: 'test',
                  change: current => ({
                    ...current,
                    ...(what === 'resolve'
                      ? {
                          status: 'resolved' as const,
                          resolvedAt: new Date(
                            Date.parse(current.startedAt) +
                              (1 + (pick % 500)) * 60_000,
                          ).toISOString(),
                        }
                      : { services: [SERVICES[pick % 2]] }),
                  }),
                });
              } else if (what === 'write') {
                const { seal } = await sealEvidence({
                  seals: stores.seals,
                  incident,
                  actor: 'test',
                });
                const content = testContent({
                  title: `T${count}`,
                  claims: [
                    testClaim({ id: 'c1' }),
                    testClaim({
                      id: 'c2',
                      kind: 'root_cause',
                      text: CAUSES[pick % 3],
                      verdict: pick % 5 === 0 ? 'unsupported' : 'supported',
                    }),
                  ],
                  actionItems: pick % 2 ? ['proposed', 'proposed'] : [],
                });
                // The cause stands in its own section
                const [timeline, ...others] = content.sections;
                await stores.retrospectives.saveRevision({
                  incidentKey: key,
                  revision: {
                    author: { type: 'person', ref: 'user:default/ada' },
                    reason: 'test',
                    sealId: seal.id,
                    content: {
                      ...content,
                      sections: [
                        { ...timeline, blocks: timeline.blocks.slice(0, 1) },
                        {
                          id: 'rootCause',
                          title: 'Root cause',
                          blocks: timeline.blocks.slice(1),
                        },
                        ...others,
                      ],
                    } as Revision['content'],
                  },
                  actor: 'test',
                });
              } else if (
                document &&
                (what === 'review' || what === 'publish')
              ) {
                await stores.retrospectives.setStatus({
                  id: document.id,
                  revision: document.revision,
                  from: document.status,
                  to: what === 'review' ? 'in_review' : 'published',
                  reason: 'test',
                  actor: 'test',
                });
              } else if (document && what === 'item') {
                await stores.actionItems.create({
                  item: {
                    id: `i${count}`,
                    retrospectiveId: document.id,
                    incidentKey: key,
                    title: 'Do it',
                    type: 'prevent',
                    priority: 'high',
                    state: 'open',
                    owner: `group:default/g${pick % 3}`,
                    dueAt: at(day + 30),
                    endState: 'It is done',
                    version: 1,
                    createdBy: 'user:default/ada',
                    createdAt: at(day),
                    updatedAt: at(day),
                  },
                  actor: 'test',
                });
              } else if (item && document && what === 'close') {
                await stores.actionItems.update({
                  retrospectiveId: document.id,
                  id: item.id,
                  actor: 'test',
                  change: current => ({
                    ...current,
                    state: 'done',
                    version: 9,
                  }),
                });
              }
            };
            // Two writers at once, as two replicas are
            for (let index = 0; index < operations.length; index += 2) {
              await Promise.all(
                operations.slice(index, index + 2).map(one =>
                  step(one).catch(error => {
                    if (error.name !== 'ConflictError') throw error;
                  }),
                ),
              );
            }
            const raw = await readRaw(knex);
            for (const [from, to] of [
              [at(0), at(200)],
              [at(60), at(120)],
            ]) {
              const period = { from, to, now: NOW };
              expect(toComparable(await stores.metrics.read(period))).toEqual(
                recompute(raw, { from, to, visible: true }),
              );
              expect(
                toComparable(
                  await stores.metrics.read({
                    ...period,
                    criteria: { field: 'visibility', values: ['public'] },
                  }),
                ),
              ).toEqual(recompute(raw, { from, to, visible: false }));
            }
            // What an older version wrote gets its facts later, and they are the same
            const before = await stores.metrics.read({
              from: at(0),
              to: at(200),
              now: NOW,
            });
            await knex('incident_themes').delete();
            await knex('incident_facts').delete();
            while ((await stores.metrics.backfill({ limit: 7 })) > 0);
            expect(
              await stores.metrics.read({
                from: at(0),
                to: at(200),
                now: NOW,
              }),
            ).toEqual(before);
          },
        ),
        { numRuns: 6 },
      );
    },
  );

  it('count only what the reader may see', async () => {
    const { api, stop } = await startPostmortems();
    const figures = async (who: string) =>
      (
        await api.get(
          '/metrics?from=2026-01-01T00:00:00Z&to=2026-07-01T00:00:00Z',
          who,
        )
      ).body;
    const incident = (key: string, visibility: string) => ({
      key,
      title: 'A title',
      severity: 'sev1',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:00:00Z',
      resolvedAt: '2026-03-02T15:00:00Z',
      visibility,
    });
    await api.post('/incidents', incident('INC-1', 'public'), asUser('ada'));
    const before = await figures(asUser('bob'));
    expect(before.incidents).toBe(1);
    await api.post('/incidents', incident('INC-2', 'private'), asUser('ada'));
    await api.post('/incidents/INC-2/retrospectives', {}, asUser('ada'));
    expect(await figures(asUser('bob'))).toEqual(before);
    expect((await figures(asUser('ada'))).incidents).toBe(2);
    await stop();
  });

  it('refuse what makes no sense', async () => {
    const { api, stop } = await startPostmortems();
    for (const query of [
      'from=2026-03-02T14:00:00Z&to=2026-03-01T14:00:00Z',
      'severity=bad',
      'from=yesterday',
      'team=x',
    ]) {
      expect((await api.get(`/metrics?${query}`)).status).toBe(400);
    }
    await stop();
  });
});
