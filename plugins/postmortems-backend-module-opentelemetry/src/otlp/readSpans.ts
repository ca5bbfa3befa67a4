import { InputError } from '@backstage/errors';
import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

/** A span with plain values. */
export type Span = {
  traceId: string;
  spanId: string;
  name: string;
  /** ISO 8601; absent when the span has none that is valid. */
  start?: string;
  end?: string;
  attributes: JsonObject;
  /** Of what made the span. */
  resource: JsonObject;
  events: { name: string; attributes: JsonObject }[];
  /** Why it failed; absent when it did not. */
  error?: string;
};

const attributesSchema = z
  .array(z.looseObject({ key: z.string(), value: z.unknown() }))
  .catch([]);
const nanosSchema = z
  .union([z.string(), z.number()])
  .optional()
  .catch(undefined);
const list = z.array(z.unknown()).catch([]);

const resourceSpansSchema = z.looseObject({
  resource: z
    .looseObject({ attributes: attributesSchema })
    .optional()
    .catch(undefined),
  scopeSpans: list,
  /** Before version 0.15 of the protocol. */
  instrumentationLibrarySpans: list,
});
const scopeSpansSchema = z.looseObject({ spans: list });
const spanSchema = z.looseObject({
  traceId: z.string().min(1).max(100),
  spanId: z.string().min(1).max(100),
  name: z.string().catch(''),
  startTimeUnixNano: nanosSchema,
  endTimeUnixNano: nanosSchema,
  attributes: attributesSchema,
  events: list,
  status: z
    .looseObject({
      code: z.union([z.number(), z.string()]).optional(),
      message: z.string().optional(),
    })
    .optional()
    .catch(undefined),
});
const eventSchema = z.looseObject({
  name: z.string(),
  attributes: attributesSchema,
});

/**
 * Reads `ExportTraceServiceRequest`s in OTLP/JSON (opentelemetry-proto,
 * trace/v1/trace.proto): one, or one a line as the file exporter of the collector writes.
 *
 * @returns `odd` counts what is no span
 * @throws `InputError` when it is no OTLP/JSON
 */
export function readSpans(body: string): { spans: Span[]; odd: number } {
  const spans: Span[] = [];
  let odd = 0;
  for (const request of requestsIn(body)) {
    for (const sent of request) {
      const ofResource = resourceSpansSchema.safeParse(sent).data;
      if (!ofResource) {
        odd++;
        continue;
      }
      const { resource, scopeSpans, instrumentationLibrarySpans } = ofResource;
      const attributes = plainAttributes(resource?.attributes ?? []);
      for (const scope of [...scopeSpans, ...instrumentationLibrarySpans]) {
        for (const one of scopeSpansSchema.safeParse(scope).data?.spans ?? []) {
          const span = spanSchema.safeParse(one).data;
          if (span) spans.push(plainSpan(span, attributes));
          else odd++;
        }
      }
    }
  }
  return { spans, odd };
}

function requestsIn(body: string): unknown[][] {
  const whole = parse(body);
  const requests =
    whole === undefined
      ? body
          .split('\n')
          .filter(line => line.trim() !== '')
          .map(parse)
      : [whole].flat();
  if (requests.length === 0) throw notOtlp();
  return requests.map(request => {
    const { resourceSpans } = (request ?? {}) as JsonObject;
    if (Array.isArray(resourceSpans)) return resourceSpans;
    throw notOtlp();
  });
}

function notOtlp(): InputError {
  return new InputError(
    'This is no OTLP/JSON of traces: it has no resourceSpans. Exporters need the protocol http/json (not http/protobuf) without compression',
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function plainSpan(
  span: z.output<typeof spanSchema>,
  resource: JsonObject,
): Span {
  const start = timeOf(span.startTimeUnixNano);
  const end = timeOf(span.endTimeUnixNano);
  const attributes = plainAttributes(span.attributes);
  const events = span.events.flatMap(sent => {
    const event = eventSchema.safeParse(sent).data;
    return event
      ? [{ name: event.name, attributes: plainAttributes(event.attributes) }]
      : [];
  });
  const error = errorOf(span.status, attributes, events);
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    name: span.name,
    ...(start && { start }),
    ...(end && { end }),
    attributes,
    resource,
    events,
    ...(error && { error }),
  };
}

function errorOf(
  status: z.output<typeof spanSchema>['status'],
  attributes: JsonObject,
  events: Span['events'],
): string | undefined {
  if (status?.code !== 2 && status?.code !== 'STATUS_CODE_ERROR') {
    return undefined;
  }
  const exception = events.find(({ name }) => name === 'exception');
  const told = [
    status.message,
    exception?.attributes['exception.message'],
    attributes['error.type'],
    exception?.attributes['exception.type'],
  ];
  return (
    told.find(
      (text): text is string => typeof text === 'string' && text !== '',
    ) ?? 'the span has the status error'
  );
}

function timeOf(nanos: string | number | undefined): string | undefined {
  if (nanos === undefined || !/^\d{1,20}$/.test(String(nanos)))
    return undefined;
  const time = new Date(Number(BigInt(nanos) / 1_000_000n));
  return time.getTime() > 0 && !Number.isNaN(time.getTime())
    ? time.toISOString()
    : undefined;
}

function plainAttributes(
  attributes: z.output<typeof attributesSchema>,
): JsonObject {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, plainValue(value)]),
  );
}

/** Deeper values are left out. */
const MAX_DEPTH = 30;

/** `AnyValue` of common/v1/common.proto. */
function plainValue(value: unknown, depth = 0): JsonValue {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return null;
  }
  const any = value as Record<string, any>;
  if (typeof any.stringValue === 'string') return any.stringValue;
  if (typeof any.boolValue === 'boolean') return any.boolValue;
  const number = any.intValue ?? any.doubleValue;
  if (number !== undefined)
    return Number.isFinite(Number(number)) ? Number(number) : null;
  if (typeof any.bytesValue === 'string') return any.bytesValue;
  const { values } = any.arrayValue ?? any.kvlistValue ?? {};
  if (any.arrayValue) {
    return Array.isArray(values)
      ? values.map(one => plainValue(one, depth + 1))
      : [];
  }
  if (any.kvlistValue) {
    const members = attributesSchema.parse(values);
    return Object.fromEntries(
      members.map(one => [one.key, plainValue(one.value, depth + 1)]),
    );
  }
  return null;
}
