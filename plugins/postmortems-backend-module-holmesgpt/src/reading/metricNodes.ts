import type {
  JsonValue,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { CatalogServices } from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

/** Of one call. */
const MAX_SERIES = 20;
const MAX_POINTS = 20_000;
/** Labels that name a service, the most telling first. */
const SERVICE_LABELS = [
  'service',
  'app',
  'deployment',
  'container',
  'job',
  'pod',
];
/** `Percentage` may be of 0 to 1 or of 0 to 100: the tool does not say. */
const UNITS: Record<string, string> = { Bytes: 'bytes', CPUUsage: 'cores' };

const point = z.tuple([z.number(), z.string()]);
/** Answer of `execute_prometheus_range_query` and `…_instant_query`. */
const answerSchema = z.looseObject({
  query: z.string().nullish(),
  output_type: z.string().nullish(),
  data: z.looseObject({
    result: z
      .array(
        z.looseObject({
          metric: z.record(z.string(), z.string()),
          values: z.array(point).optional(),
          value: point.optional(),
        }),
      )
      .max(10_000),
  }),
});

/** The series in an answer of Prometheus, as evidence of their own. */
export async function metricNodes(
  answer: JsonValue | undefined,
  options: {
    idPrefix: string;
    traceId: string;
    services: Pick<CatalogServices, 'find'>;
  },
): Promise<(SubmitEvidenceNode & { id: string })[]> {
  const { idPrefix, traceId, services } = options;
  const read = answerSchema.safeParse(parsed(answer)).data;
  if (!read) return [];
  const { query, output_type: type, data } = read;
  const nodes: (SubmitEvidenceNode & { id: string })[] = [];
  for (const { metric, values, value } of data.result) {
    if (nodes.length === MAX_SERIES) break;
    const points = (values ?? (value ? [value] : [])).flatMap(toPoint);
    if (points.length === 0) continue;
    const { __name__: name, ...labels } = metric;
    const service = SERVICE_LABELS.map(label => labels[label]).find(Boolean);
    const unit = UNITS[type ?? ''];
    nodes.push({
      id: `${idPrefix}/${nodes.length + 1}`,
      sourceType: 'telemetry',
      timestamp: points[0][0],
      payload: {
        kind: 'metric',
        // The description of a query is written by the model
        metric: name ?? query ?? 'query',
        ...(query && { query }),
        ...(unit && { unit }),
        labels,
        points: points.slice(0, MAX_POINTS),
      },
      metadata: {
        service:
          service === undefined
            ? 'unknown'
            : (await services.find(service)) ?? service.slice(0, 256),
        correlationId: traceId,
      },
      provider: 'holmesgpt',
      ...(points.length > MAX_POINTS && { truncated: true }),
    });
  }
  return nodes;
}

/** Prometheus writes values that are no numbers as NaN and +Inf. */
function toPoint([seconds, value]: [number, string]): [string, number][] {
  const number = Number(value);
  const time = new Date(seconds * 1000);
  return Number.isFinite(number) && !Number.isNaN(time.getTime())
    ? [[time.toISOString(), number]]
    : [];
}

function parsed(answer: JsonValue | undefined): unknown {
  if (typeof answer !== 'string' || !answer.trimStart().startsWith('{')) {
    return answer;
  }
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}
