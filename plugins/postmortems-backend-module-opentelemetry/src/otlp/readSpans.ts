import { InputError } from '@backstage/errors';
import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import {
  attributesSchema,
  list,
  nanosSchema,
  numericSchema,
  plainAttributes,
  resourceSchema,
  timeOf,
} from './values';

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
  /** A limit of what recorded it has dropped attributes or events. */
  isPartial?: boolean;
};

const resourceSpansSchema = z.looseObject({
  resource: resourceSchema,
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
  droppedAttributesCount: numericSchema.catch(0),
  droppedEventsCount: numericSchema.catch(0),
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
  droppedAttributesCount: numericSchema.catch(0),
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
  let dropped = span.droppedAttributesCount + span.droppedEventsCount;
  const events = span.events.flatMap(sent => {
    const event = eventSchema.safeParse(sent).data;
    if (!event) return [];
    dropped += event.droppedAttributesCount;
    return [
      { name: event.name, attributes: plainAttributes(event.attributes) },
    ];
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
    ...(dropped > 0 && { isPartial: true }),
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
