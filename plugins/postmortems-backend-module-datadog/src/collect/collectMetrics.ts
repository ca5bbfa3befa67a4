import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { toFormulaRequest } from '../config/metricExpression';
import {
  type Collection,
  digest,
  expiry,
  METRIC_RETENTION_DAYS,
} from './Collection';
import type { WatchedMetric } from './collectMonitors';
import { type PlannedQuery, planQueries } from './planQueries';
import { unitOf } from './unitOf';

/** Series of one query. */
const MAX_SERIES = 20;
/** Points of a series; Datadog gives no more than 1,500. */
const MAX_POINTS = 1440;
/** Seconds between points that Datadog rounds to. */
const STEPS = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
/** How long a point may be on its way. */
const SETTLED_MS = 2 * 60_000;

/** Asks for the metrics of each service, and for those behind its monitors. */
export async function collectMetrics(
  collection: Collection,
  watched: WatchedMetric[],
): Promise<void> {
  const { block } = collection;
  const all = planQueries({ block, services: collection.services, watched });
  const planned = all.slice(0, block.limits.metrics);
  const window = windowOf(collection);
  if (!window) return;
  for (const query of planned) {
    await collection.attempt(`metric ${query.name}`, async () => {
      const found = await ask(collection, query, window);
      collection.nodes.push(...found);
      if (found.length === 0) {
        collection.unknownMetrics.push(`${query.name} (${query.query})`);
      }
    });
  }
  if (all.length > planned.length) {
    collection.fail(
      'metrics',
      `Only the first ${planned.length} of ${all.length} queries were asked; ${block.path}.limits.metrics sets how many`,
    );
  }
}

type Window = { from: number; to: number; stepSeconds: number };

/** Both times are multiples of the step, so that two collections have the same points. */
function windowOf({ from, to }: Collection): Window | undefined {
  const end = Math.min(to.getTime(), Date.now() - SETTLED_MS);
  const seconds = (end - from.getTime()) / 1000;
  const stepSeconds =
    STEPS.find(step => seconds / step <= MAX_POINTS) ?? STEPS.at(-1)!;
  const align = (time: number) =>
    Math.floor(time / (stepSeconds * 1000)) * stepSeconds * 1000;
  const window = { from: align(from.getTime()), to: align(end), stepSeconds };
  return window.to > window.from ? window : undefined;
}

async function ask(
  collection: Collection,
  query: PlannedQuery,
  window: Window,
): Promise<SubmitEvidenceNode[]> {
  const { formula, queries } = toFormulaRequest(query.query);
  const answer = await collection.apis.metrics.queryTimeseriesData({
    body: {
      data: {
        type: 'timeseries_request',
        attributes: {
          from: window.from,
          to: window.to,
          interval: window.stepSeconds * 1000,
          formulas: [{ formula }],
          queries: queries.map(one => ({ ...one, dataSource: 'metrics' })),
        },
      },
    },
  });
  const {
    series = [],
    times = [],
    values = [],
  } = answer.data?.attributes ?? {};
  const read = series
    .map((one, index) => ({
      tags: [...(one.groupTags ?? [])].sort(),
      unit: unitOf(one.unit),
      ...readPoints(times, values[index] ?? [], window),
    }))
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => (a.tags.join() < b.tags.join() ? -1 : 1));
  const kept = read.slice(0, MAX_SERIES);
  return kept.map(one =>
    toMetricNode({
      collection,
      query,
      window,
      ...one,
      droppedSeries: read.length - kept.length,
    }),
  );
}

/** Leaves out the moments for which Datadog has no value. */
function readPoints(
  times: readonly number[],
  values: readonly (number | null)[],
  window: Window,
): { points: [string, number][] } {
  const points = times.flatMap((time, index): [string, number][] => {
    const value = values[index];
    return typeof value === 'number' &&
      Number.isFinite(value) &&
      time >= window.from &&
      time <= window.to
      ? [[new Date(time).toISOString(), value]]
      : [];
  });
  return { points };
}

/**
 * One node per series. It has no id and is named by its content hash: the same
 * window is the same node, a longer one or late points are another, with the same
 * `correlationId`.
 */
function toMetricNode(options: {
  collection: Collection;
  query: PlannedQuery;
  window: Window;
  tags: string[];
  unit: string | undefined;
  points: [string, number][];
  droppedSeries: number;
}): SubmitEvidenceNode {
  const { collection, query, window, tags, points, droppedSeries } = options;
  const unit = query.unit ?? options.unit ?? query.fallbackUnit;
  const timestamp = points.at(-1)![0];
  return {
    sourceType: 'telemetry',
    provider: 'datadog',
    timestamp,
    expiresAt: expiry(points[0][0], METRIC_RETENTION_DAYS),
    sourceUrl: explorerLink(collection, query, window),
    ...(droppedSeries > 0 && { truncated: true }),
    metadata: {
      service: query.service,
      correlationId: `series:${digest(`${query.query}\n${tags.join()}`)}`,
    },
    payload: {
      kind: 'metric',
      metric: query.name,
      query: query.query,
      ...(unit && { unit }),
      ...(query.description && { description: query.description }),
      ...(query.threshold && { threshold: query.threshold }),
      ...(query.alerts.length > 0 && { alerts: query.alerts }),
      labels: Object.fromEntries(
        tags.map(tag => {
          const [name, ...value] = tag.split(':');
          return [name, value.join(':')];
        }),
      ),
      points,
      stepSeconds: window.stepSeconds,
      window: {
        from: new Date(window.from).toISOString(),
        to: new Date(window.to).toISOString(),
      },
      ...(droppedSeries > 0 && { droppedSeries }),
    },
  };
}

/** The Metrics Explorer takes one metric by its address: the first one. */
function explorerLink(
  collection: Collection,
  query: PlannedQuery,
  window: Window,
): string | undefined {
  const first = /(?:([a-z0-9]+):)?([\w.]+)\{([^{}]*)\}/.exec(query.query);
  if (!first) return undefined;
  const [, aggregation = 'avg', metric, scope] = first;
  return collection.link('/metric/explorer', {
    exp_metric: metric,
    exp_scope: scope,
    exp_agg: aggregation,
    from_ts: String(window.from),
    to_ts: String(window.to),
    live: 'false',
  });
}
