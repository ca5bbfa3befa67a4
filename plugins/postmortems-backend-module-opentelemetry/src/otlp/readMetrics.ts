import {
  cutText,
  type JsonObject,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import {
  ENVIRONMENT_LABEL,
  isFuture,
  type NamedService,
  serviceOf,
} from './resource';
import {
  attributesSchema,
  list,
  nanosSchema,
  numericSchema,
  plainAttributes,
  resourceSchema,
  timeOf,
} from './values';

/** Counts by the upper bound of their bucket, `null` for the last one, ascending. */
export type Histogram = {
  count: number;
  buckets: [upper: number | null, count: number][];
};

/** What a series measures. */
export type SeriesDetails = {
  metric: string;
  type: 'gauge' | 'sum' | 'histogram';
  isDelta: boolean;
  unit?: string;
  description?: string;
  labels: Record<string, string>;
};

/** A point of a series. */
export type MetricPoint = {
  at: string;
  /** Since when it counts. */
  start?: string;
  value: number | Histogram;
};

export type MetricRecord = {
  of: NamedService;
  series: SeriesDetails;
  point: MetricPoint;
};

const MAX_NAME = 300;
const MAX_DESCRIPTION = 500;
const MAX_LABELS = 30;
const MAX_LABEL = 200;
/** As many as an exponential histogram has by default. */
export const MAX_BUCKETS = 200;
export const MAX_QUANTILES = 10;
/** As exporters to systems that know no scopes name it. */
const SCOPE_LABEL = 'otel.scope.name';

const count = numericSchema.pipe(z.number().int().min(0));
const dataSchema = z.looseObject({
  dataPoints: list,
  aggregationTemporality: z
    .union([z.number(), z.string()])
    .optional()
    .catch(undefined),
  isMonotonic: z.boolean().catch(false),
});
const metricSchema = z.looseObject({
  name: z.string().min(1),
  unit: z.string().catch(''),
  description: z.string().catch(''),
  gauge: dataSchema.optional().catch(undefined),
  sum: dataSchema.optional().catch(undefined),
  histogram: dataSchema.optional().catch(undefined),
  exponentialHistogram: dataSchema.optional().catch(undefined),
  summary: dataSchema.optional().catch(undefined),
});
const scopeSchema = z.looseObject({
  scope: z
    .looseObject({ name: z.string().catch('') })
    .optional()
    .catch(undefined),
  metrics: list,
});
const pointSchema = z.looseObject({
  timeUnixNano: nanosSchema,
  startTimeUnixNano: nanosSchema,
  attributes: attributesSchema,
  flags: numericSchema.catch(0),
});
const numberSchema = z
  .looseObject({
    asDouble: numericSchema.optional(),
    asInt: numericSchema.optional(),
  })
  .transform(({ asDouble, asInt }) => asDouble ?? asInt)
  .pipe(z.number());
const histogramSchema = z.looseObject({
  count,
  bucketCounts: z.array(count).max(MAX_BUCKETS).default([]),
  explicitBounds: z.array(numericSchema).max(MAX_BUCKETS).default([]),
});
const exponentialSchema = z.looseObject({
  count,
  scale: z.number().int().min(-10).max(20).default(0),
  zeroCount: count.default(0),
  positive: z
    .looseObject({
      offset: z.number().int().default(0),
      bucketCounts: z.array(count).max(MAX_BUCKETS).default([]),
    })
    .prefault({}),
});
const quantilesSchema = z.looseObject({
  quantileValues: z
    .array(
      z.looseObject({
        quantile: numericSchema.default(0),
        value: numericSchema.default(0),
      }),
    )
    .max(MAX_QUANTILES),
});

/**
 * Points of an `ExportMetricsServiceRequest` in OTLP/JSON (opentelemetry-proto,
 * metrics/v1/metrics.proto), of services and metrics that are wanted. Exemplars are not read.
 *
 * @returns `odd` counts what is no point, is of the future, or cannot be told as a series
 */
export function readMetrics(
  resourceMetrics: readonly unknown[],
  options: {
    receivedAt: Date;
    isWanted: (of: NamedService) => boolean;
    isMetricWanted: (metric: string) => boolean;
  },
): { records: MetricRecord[]; odd: number } {
  const { receivedAt, isWanted, isMetricWanted } = options;
  const records: MetricRecord[] = [];
  let odd = 0;
  const read = (one: unknown, of: NamedService) => {
    const metric = metricSchema.safeParse(one).data;
    if (!metric) odd += 1;
    if (!metric || !isMetricWanted(metric.name)) return;
    for (const { series, data, valuesOf } of kindsOf(metric)) {
      for (const sent of data.dataPoints) {
        const point = pointSchema.safeParse(sent).data;
        // FLAG_NO_RECORDED_VALUE: the series has ended
        if (point && point.flags % 2 === 1) continue;
        const at = point && timeOf(point.timeUnixNano);
        const values = valuesOf(sent);
        if (!at || isFuture(at, receivedAt) || values.length === 0) {
          odd += 1;
          continue;
        }
        const start = timeOf(point.startTimeUnixNano);
        const labels = labelsOf(plainAttributes(point.attributes));
        records.push(
          ...values.map(({ value, quantile }) => ({
            of,
            series: { ...series, labels: { ...labels, ...quantile } },
            point: { at, ...(start && { start }), value },
          })),
        );
      }
    }
  };
  for (const sent of resourceMetrics) {
    const resource = z
      .looseObject({
        resource: resourceSchema,
        scopeMetrics: list,
        instrumentationLibraryMetrics: list,
      })
      .safeParse(sent).data;
    if (!resource) {
      odd += 1;
      continue;
    }
    const {
      origin: _,
      instance,
      ...of
    } = serviceOf(plainAttributes(resource.resource?.attributes ?? []));
    if (!isWanted(of)) continue;
    for (const scope of [
      ...resource.scopeMetrics,
      ...resource.instrumentationLibraryMetrics,
    ]) {
      const scopeOf = scopeSchema.safeParse(scope).data;
      const madeBy = {
        ...(instance && { instance: instance.slice(0, MAX_LABEL) }),
        ...(of.environment && {
          [ENVIRONMENT_LABEL]: of.environment.slice(0, MAX_LABEL),
        }),
        ...(scopeOf?.scope?.name && {
          [SCOPE_LABEL]: storableText(scopeOf.scope.name).slice(0, MAX_LABEL),
        }),
      };
      const before = records.length;
      for (const one of scopeOf?.metrics ?? []) read(one, of);
      // Each process and each scope counts for itself
      for (const { series } of records.slice(before)) {
        const { instance: own, ...labels } = series.labels;
        series.labels = {
          ...labels,
          ...(own !== undefined && {
            [instance ? 'exported_instance' : 'instance']: own,
          }),
          ...madeBy,
        };
      }
    }
  }
  return { records, odd };
}

type Value = { value: number | Histogram; quantile?: Record<string, string> };
type Kind = {
  series: Omit<SeriesDetails, 'labels'>;
  data: z.output<typeof dataSchema>;
  /** None when it has no valid value. */
  valuesOf: (point: unknown) => Value[];
};

function kindsOf(metric: z.output<typeof metricSchema>): Kind[] {
  const { gauge, sum, histogram, exponentialHistogram, summary } = metric;
  const unit = storableText(metric.unit).slice(0, MAX_LABEL);
  const description = cutText(
    storableText(metric.description),
    MAX_DESCRIPTION,
  );
  const kind = (
    type: SeriesDetails['type'],
    data: Kind['data'] | undefined,
    valuesOf: Kind['valuesOf'],
  ): Kind[] => {
    if (!data) return [];
    const { aggregationTemporality: temporality } = data;
    const isDelta =
      temporality === 1 || temporality === 'AGGREGATION_TEMPORALITY_DELTA';
    const series = {
      metric: storableText(metric.name).slice(0, MAX_NAME),
      type,
      isDelta: type !== 'gauge' && isDelta,
      ...(unit && { unit }),
      ...(description && { description }),
    };
    // What changed without what it was is no value
    const isUntold = data === sum && !sum.isMonotonic && isDelta;
    return [{ series, data, valuesOf: isUntold ? () => [] : valuesOf }];
  };
  return [
    ...kind('gauge', gauge, plainValues),
    ...kind(sum?.isMonotonic ? 'sum' : 'gauge', sum, plainValues),
    ...kind('histogram', histogram, explicitValues),
    ...kind('histogram', exponentialHistogram, exponentialValues),
    ...kind('gauge', summary, quantileValues),
  ];
}

function plainValues(sent: unknown): Value[] {
  const value = numberSchema.safeParse(sent).data;
  return value === undefined ? [] : [{ value }];
}

function explicitValues(sent: unknown): Value[] {
  const read = histogramSchema.safeParse(sent).data;
  if (!read) return [];
  const { bucketCounts, explicitBounds } = read;
  const fits =
    explicitBounds.length > 0 &&
    bucketCounts.length === explicitBounds.length + 1 &&
    explicitBounds.every(
      (bound, i) => i === 0 || bound > explicitBounds[i - 1],
    );
  const buckets = bucketCounts.map((inBucket, i): [number | null, number] => [
    explicitBounds[i] ?? null,
    inBucket,
  ]);
  return [{ value: { count: read.count, buckets: fits ? buckets : [] } }];
}

/** Bucket i is up to base^(i + 1), where base is 2^(2^-scale). */
function exponentialValues(sent: unknown): Value[] {
  const read = exponentialSchema.safeParse(sent).data;
  if (!read) return [];
  const { scale, zeroCount, positive } = read;
  const buckets: [number | null, number][] = positive.bucketCounts.map(
    (inBucket, i) => [2 ** ((positive.offset + i + 1) * 2 ** -scale), inBucket],
  );
  const lower = 2 ** (positive.offset * 2 ** -scale);
  const isTold = [lower, ...buckets.map(([upper]) => upper ?? 0)].every(
    bound => Number.isFinite(bound) && bound > 0,
  );
  return [
    {
      value: {
        count: read.count,
        buckets:
          isTold && buckets.length > 0 ? [[lower, zeroCount], ...buckets] : [],
      },
    },
  ];
}

function quantileValues(sent: unknown): Value[] {
  const { quantileValues: told = [] } =
    quantilesSchema.safeParse(sent).data ?? {};
  return told.map(({ quantile, value }) => ({
    value,
    quantile: { quantile: String(quantile) },
  }));
}

function labelsOf(attributes: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, MAX_LABELS)
      .map(([key, value]) => [
        storableText(key).slice(0, MAX_LABEL),
        cutText(
          storableText(
            typeof value === 'string' ? value : JSON.stringify(value),
          ),
          MAX_LABEL,
        ),
      ]),
  );
}
