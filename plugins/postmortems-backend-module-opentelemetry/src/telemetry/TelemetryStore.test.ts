import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Batch, Series } from './batch';
import { collectTelemetry } from './collectTelemetry';
import { TelemetryStore } from './TelemetryStore';

jest.setTimeout(60_000);

const directory = path.resolve(__dirname, '../../migrations');
const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
const limits = { logGroups: 3, series: 2, pointsPerSeries: 3 };
const service = 'component:default/checkout';
const time = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute, second));

async function first<T>(all: AsyncIterable<T>): Promise<T> {
  for await (const one of all) return one;
  throw new Error('There is none');
}
const line = (message: string, minute = 1, count = 1) => ({
  service,
  level: 'error',
  message,
  first: time(minute),
  last: time(minute),
  count,
  origins: ['pod-1'],
});
const series = (
  points: [minute: number, second: number, value: number][],
  details: Partial<Series> = {},
): Batch['series'][number] => ({
  details: {
    service,
    metric: 'm',
    type: 'gauge',
    isDelta: false,
    labels: {},
    ...details,
  },
  points: points.map(([minute, second, value]) => ({
    at: time(minute, second).toISOString(),
    value,
  })),
});

it('has frozen migrations', () => {
  const frozen = JSON.parse(
    readFileSync(path.join(directory, 'frozen.json'), 'utf8'),
  );
  const hashes = readdirSync(directory)
    .filter(file => file.endsWith('.js'))
    .map(file => [
      file,
      createHash('sha256')
        .update(readFileSync(path.join(directory, file)))
        .digest('hex'),
    ]);
  expect(Object.fromEntries(hashes)).toEqual(frozen);
});

describe.each(databases.eachSupportedId())('TelemetryStore on %p', id => {
  const open = async () => {
    const knex = await databases.init(id);
    const store = await TelemetryStore.create({
      database: mockServices.database({ knex }),
    });
    let batches = 0;
    const add = (
      batch: Partial<Batch & { limits: typeof limits }>,
      deliveryId = `batch-${batches++}`,
    ) =>
      store.add({
        incidentKey: 'INC-1',
        deliveryId,
        limits,
        lines: [],
        series: [],
        ...batch,
      });
    const collect = () =>
      collectTelemetry(store, {
        incidentKey: 'INC-1',
        window: { from: time(0), to: time(59) },
      });
    return { knex, store, add, collect };
  };

  it('goes down to nothing and up again', async () => {
    const { knex } = await open();
    const options = {
      directory,
      tableName: 'postmortems_opentelemetry__knex_migrations',
    };
    await knex.migrate.rollback(options, true);
    await knex.migrate.latest(options);
    expect(await knex('postmortems_opentelemetry_lines')).toEqual([]);
  });

  it('counts a burst of batches together, each once', async () => {
    const { add, collect } = await open();
    const burst = Array.from({ length: 20 }, (_, index) =>
      add(
        { lines: [line('a', 1, 2), line('b', index % 2 ? 2 : 7)] },
        `burst-${index % 10}`,
      ),
    );
    await Promise.all(burst);
    const nodes = await collect();
    expect(
      nodes.map(({ payload }) => [payload.message, payload.count]).sort(),
    ).toEqual([
      ['a', 20],
      ['b', 5],
      ['b', 5],
    ]);
    expect(await collect()).toEqual(nodes);
  });

  it('keeps a bounded number of groups, counts on those that are there, and says since when', async () => {
    const { add, collect } = await open();
    await add({ lines: [line('a'), line('b')] });
    const { leftOut, isNews } = await add({
      lines: [line('c', 11), line('d', 12), line('e', 13), line('a')],
    });
    expect([leftOut.linesFrom, isNews]).toEqual([time(12).toISOString(), true]);
    expect((await add({ lines: [line('f', 14)] })).isNews).toBe(false);
    expect(
      (await collect()).map(({ payload, truncated }) => [
        payload.message,
        payload.count,
        truncated,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['a', 2, undefined],
        ['b', 1, undefined],
        ['c', 1, true],
      ]),
    );
  });

  it('keeps one point a minute, late ones too, and no more series and points than allowed', async () => {
    const { add, collect } = await open();
    await add({
      series: [
        series([
          [3, 5, 1],
          [3, 50, 2],
        ]),
      ],
    });
    await add({
      series: [
        series([
          [3, 20, 9],
          [1, 0, 7],
        ]),
      ],
    });
    expect((await collect())[0].payload.points).toEqual([
      [time(1).toISOString(), 7],
      [time(3, 50).toISOString(), 2],
    ]);
    const { leftOut } = await add({
      series: [
        series([
          [4, 0, 1],
          [5, 0, 1],
        ]),
        series([[4, 0, 1]], { metric: 'n' }),
        series([[4, 0, 1]], { metric: 'n', labels: { a: 'b' } }),
      ],
    });
    expect(leftOut).toEqual({ metrics: ['n'], isPointCut: true, mixed: [] });
    const nodes = await collect();
    expect(nodes.map(({ truncated }) => truncated)).toEqual([true, true]);
  });

  it('reads no more for a batch when an incident has gone on for long', async () => {
    const { knex, add } = await open();
    const minutes = Array.from({ length: 50 }, (_, minute) => minute);
    const many = { ...limits, pointsPerSeries: 51 };
    const sent = (from: number, to: number) => ({
      limits: many,
      series: [
        series(minutes.slice(from, to).map(minute => [minute, 0, minute])),
      ],
    });
    await add(sent(0, 48));
    let rows = 0;
    knex.on('query-response', (response, { sql }) => {
      if (/^select/i.test(sql) && sql.includes('_points')) {
        rows += [response?.rows ?? response].flat().length;
      }
    });
    const { leftOut } = await add(sent(47, 50));
    expect(leftOut.isPointCut).toBe(false);
    expect(rows).toBeLessThan(5);
    const late = [
      series([
        [57, 0, 1],
        [58, 0, 1],
      ]),
    ];
    expect((await add({ limits: many, series: late })).leftOut.isPointCut).toBe(
      true,
    );
  });

  it('adds what counts anew within a minute', async () => {
    const { add, store } = await open();
    const delta = { type: 'sum', isDelta: true } as const;
    const batch = {
      series: [
        series(
          [
            [3, 5, 1],
            [3, 50, 2],
          ],
          delta,
        ),
      ],
    };
    await add(batch, 'same');
    await add(batch, 'same');
    await add({ series: [series([[3, 55, 4]], delta)] });
    expect((await first(store.readSeries('INC-1'))).points).toMatchObject([
      { value: 7 },
    ]);
  });

  it('counts both of two processes that count anew at the same time', async () => {
    const { add, store } = await open();
    const delta = { type: 'sum', isDelta: true } as const;
    await add({ series: [series([[3, 5, 4]], delta)] });
    await add({ series: [series([[3, 5, 3]], delta)] });
    expect((await first(store.readSeries('INC-1'))).points).toMatchObject([
      { value: 7 },
    ]);
  });

  it('makes no rate of processes that count on side by side, in whatever batches', async () => {
    const { add, collect } = await open();
    const of = (start: number, minute: number, value: number) => {
      const sent = series([[minute, 5, value]], { type: 'sum' });
      sent.points[0].start = time(0, start).toISOString();
      return { series: [sent] };
    };
    await add(of(1, 1, 1000));
    // A restart
    expect((await add(of(30, 2, 50))).leftOut.mixed).toEqual([]);
    await add(of(30, 3, 110));
    const [{ payload }] = await collect();
    expect(payload.points).toHaveLength(2);
    const { leftOut, isNews } = await add(of(1, 4, 1010));
    expect([leftOut.mixed, isNews]).toEqual([['m'], true]);
    expect((await add(of(30, 5, 200))).isNews).toBe(false);
    expect(await collect()).toEqual([]);
  });

  it('forgets text of an erased incident, and old incidents', async () => {
    const { knex, add, store, collect } = await open();
    await add({
      lines: [line('call Ada Ray')],
      series: [series([[1, 0, 1]], { labels: { user: 'Ada Ray' } })],
    });
    await store.rewrite('INC-1', text => text.replace('Ada Ray', 'x'));
    expect(JSON.stringify(await collect())).not.toContain('Ada Ray');
    const [past, ahead] = [-60_000, 60_000].map(
      ms => new Date(Date.now() + ms),
    );
    await store.forget({ incidents: past, batches: past });
    expect(await knex('postmortems_opentelemetry_batches')).toHaveLength(1);
    // Nobody ends the incident
    await store.forget({ incidents: past, batches: ahead });
    expect(await knex('postmortems_opentelemetry_batches')).toEqual([]);
    expect(await collect()).toHaveLength(2);
    await add({ lines: [line('b')] });
    await store.forget({ incidents: ahead, batches: past });
    expect(await collect()).toEqual([]);
    expect(await knex('postmortems_opentelemetry_batches')).toEqual([]);
  });
});
