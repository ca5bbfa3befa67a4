/**
 * Requests in the shapes of opentelemetry-proto's examples/logs.json and
 * examples/metrics.json, which have times and numbers as JSON numbers; exporters have
 * them as strings, as protobuf's JSON does.
 */

type Value = string | number | { [key: string]: Value };

const anyValue = (value: Value): object => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { intValue: value };
  return {
    kvlistValue: {
      values: Object.entries(value).map(([key, one]) => ({
        key,
        value: anyValue(one),
      })),
    },
  };
};

export const keyValues = (attributes: Record<string, Value>) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: anyValue(value),
  }));

export const nanos = (at: number | Date) => `${Number(at)}000000`;

export const CHECKOUT = { 'service.name': 'checkout' };

export type TestRecord = {
  at?: Date | number;
  body?: Value;
  severityNumber?: number | string;
  severityText?: string;
  attributes?: Record<string, Value>;
  [field: string]: unknown;
};

export function logsRequest(
  records: readonly TestRecord[],
  resource: Record<string, Value> = CHECKOUT,
) {
  return {
    resourceLogs: [
      {
        resource: { attributes: keyValues(resource) },
        scopeLogs: [
          {
            scope: { name: 'my.library', version: '1.0.0' },
            logRecords: records.map(({ at, body, attributes, ...rest }) => ({
              ...(at !== undefined && { timeUnixNano: nanos(at) }),
              ...(body !== undefined && { body: anyValue(body) }),
              ...(attributes && { attributes: keyValues(attributes) }),
              ...rest,
            })),
          },
        ],
      },
    ],
  };
}

export function metricsRequest(
  metrics: readonly object[],
  resource: Record<string, Value> = CHECKOUT,
) {
  return {
    resourceMetrics: [
      {
        resource: { attributes: keyValues(resource) },
        scopeMetrics: [{ scope: { name: 'my.library' }, metrics }],
      },
    ],
  };
}

export function gauge(name: string, points: [Date | number, number][]) {
  return {
    name,
    unit: '1',
    gauge: {
      dataPoints: points.map(([at, asDouble]) => ({
        timeUnixNano: nanos(at),
        asDouble,
      })),
    },
  };
}
