import { InputError } from '@backstage/errors';

/** What a request of OTLP/HTTP brings. */
export type Signal = 'spans' | 'logs' | 'metrics';

const FIELDS: Record<Signal, string> = {
  spans: 'resourceSpans',
  logs: 'resourceLogs',
  metrics: 'resourceMetrics',
};
/** Exporters write the field first. */
const HEAD = 200;

/**
 * Which signal a body in OTLP/JSON brings, of which only the beginning is read where
 * that tells it.
 *
 * @throws `InputError` when it is no OTLP/JSON
 */
export function signalOf(rawBody: Buffer): Signal {
  if (rawBody[0] === 0x1f && rawBody[1] === 0x8b) {
    throw new InputError(
      'The body is compressed without a header Content-Encoding: set compression: none of the exporter, or send the header',
    );
  }
  const head = rawBody.subarray(0, HEAD).toString('utf8');
  const named = /^\s*\{\s*"resource(Spans|Logs|Metrics)"/.exec(head)?.[1];
  if (named) return named.toLowerCase() as Signal;
  const request = parse(rawBody);
  const found = Object.entries(FIELDS).find(([, field]) =>
    Array.isArray(request[field]),
  );
  // Files of spans have a request a line
  return (found?.[0] as Signal) ?? 'spans';
}

/** Of each resource, what the body has of a signal. Throws `InputError`. */
export function recordsIn(rawBody: Buffer, signal: Signal): unknown[] {
  const found = parse(rawBody)[FIELDS[signal]];
  if (Array.isArray(found)) return found;
  throw new InputError(
    `This is no OTLP/JSON of ${signal}: exporters need encoding: json (http/json, not http/protobuf)`,
  );
}

function parse(rawBody: Buffer): Record<string, unknown> {
  try {
    const parsed = JSON.parse(rawBody.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
