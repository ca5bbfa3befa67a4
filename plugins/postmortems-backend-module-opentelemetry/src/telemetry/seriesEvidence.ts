import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Histogram } from '../otlp/readMetrics';
import { countsOn, type Point, type Series, seriesHash } from './batch';
import { countsBetween, quantileOf } from './histograms';
import type { StoredSeries } from './TelemetryStore';

const STEP_SECONDS = 60;
const QUANTILES = { p50: 0.5, p99: 0.99 };

/** UCUM, as instruments name their units, by the unit that readers are shown. */
const UNITS: Record<string, string> = {
  s: 'seconds',
  ms: 'milliseconds',
  By: 'bytes',
  '%': 'percent',
};

type Told = {
  name: string;
  unit?: string;
  points: [string, number][];
};

/**
 * A series as evidence: values as they are, sums as rates, histograms as percentiles and
 * as the rate of what they count. As with other sources of metrics a longer window is
 * another node with the same correlation id.
 */
export function seriesEvidence(
  { details, points, isCut, isMixed }: StoredSeries,
  options: { isSeriesMissing: boolean },
): SubmitEvidenceNode[] {
  // Between points of two processes nothing was counted
  if (isMixed && countsOn(details)) return [];
  const { service, metric, description, labels } = details;
  return toldBy(details, points).flatMap(told => {
    const last = told.points.at(-1);
    if (!last) return [];
    const correlationId = `series:${seriesHash(details).slice(0, 32)}:${
      told.name
    }`;
    return {
      sourceType: 'telemetry' as const,
      provider: 'opentelemetry',
      timestamp: last[0],
      metadata: { service, correlationId },
      ...((isCut || options.isSeriesMissing) && { truncated: true }),
      payload: {
        kind: 'metric',
        metric: [metric, told.name].filter(Boolean).join(' '),
        ...(told.unit && { unit: told.unit }),
        ...(description && { description }),
        labels,
        points: told.points,
        stepSeconds: STEP_SECONDS,
        window: { from: told.points[0][0], to: last[0] },
      },
    };
  });
}

function toldBy(series: Series, points: readonly Point[]): Told[] {
  const { type, unit = '' } = series;
  const plainUnit = UNITS[unit] ?? (unit.startsWith('{') ? 'count' : unit);
  if (type === 'gauge') {
    return [
      {
        name: '',
        unit: unit === '1' ? 'ratio' : plainUnit,
        points: points.flatMap(({ at, value }) =>
          typeof value === 'number' ? [[at, value] as [string, number]] : [],
        ),
      },
    ];
  }
  const rate = (
    unitOfRate: string,
    valueOf: (value: Point['value']) => number,
  ) => ({
    name: 'rate',
    unit: unitOfRate,
    points: growthOf(series, points).map(
      ({ at, seconds, value, before }): [string, number] => [
        at,
        rounded(
          (valueOf(value) - (before === undefined ? 0 : valueOf(before))) /
            seconds,
        ),
      ],
    ),
  });
  if (type === 'sum') {
    const isCount = ['', '1'].includes(unit) || unit.startsWith('{');
    return [rate(isCount ? 'per_second' : `${plainUnit} per second`, Number)];
  }
  const countOf = (value: Point['value']) => (value as Histogram).count;
  return [
    ...Object.entries(QUANTILES).map(([name, quantile]) => ({
      name,
      unit: plainUnit,
      points: growthOf(series, points).flatMap(
        ({ at, value, before }): [string, number][] => {
          const counts = countsBetween(value as Histogram, before as Histogram);
          const found = quantileOf(quantile, counts);
          return found === undefined ? [] : [[at, rounded(found)]];
        },
      ),
    })),
    rate('per_second', countOf),
  ];
}

/** What was counted between points: from `before`, or anew. */
function growthOf(
  { isDelta }: Series,
  points: readonly Point[],
): {
  at: string;
  seconds: number;
  value: Point['value'];
  before?: Point['value'];
}[] {
  return points.flatMap((point, index) => {
    const { at, start, value } = point;
    const previous = points[index - 1];
    if (isDelta) {
      const from = start ?? previous?.at;
      const seconds = from ? secondsBetween(from, at) : 0;
      return seconds > 0 ? [{ at, seconds, value }] : [];
    }
    if (!previous) return [];
    const isReset =
      sizeOf(value) < sizeOf(previous.value) ||
      (start !== undefined && start > previous.at);
    const from = isReset && start && start > previous.at ? start : previous.at;
    const seconds = secondsBetween(from, at);
    if (seconds <= 0) return [];
    return [
      { at, seconds, value, ...(!isReset && { before: previous.value }) },
    ];
  });
}

function sizeOf(value: Point['value']): number {
  return typeof value === 'number' ? value : value.count;
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

/** To six digits: more are noise of the division. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
