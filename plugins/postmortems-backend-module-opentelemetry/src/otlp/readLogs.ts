import {
  cutText,
  type JsonObject,
  type JsonValue,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';
import { readLine } from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { isFuture, type NamedService, serviceOf } from './resource';
import {
  attributesSchema,
  list,
  nanosSchema,
  plainAttributes,
  plainValue,
  resourceSchema,
  timeOf,
} from './values';

/** A log record with plain values. */
export type LogRecord = {
  of: NamedService;
  at: Date;
  /** 1 to 24 as in logs/v1/logs.proto; absent when the record tells none. */
  severity?: number;
  level?: string;
  message: string;
  origin?: string;
};

const MAX_TEXT = 8192;
const MAX_LEVEL = 40;
/** First of the four numbers of each level of the protocol. */
export const SEVERITIES = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
} as const;
/** What loggers call their levels, by how it begins. */
const LEVEL_NAMES: [RegExp, keyof typeof SEVERITIES][] = [
  [/^(?:fatal|crit|alert|emerg|panic)/i, 'fatal'],
  [/^(?:err|severe)/i, 'error'],
  [/^warn/i, 'warn'],
  [/^(?:info|notice)/i, 'info'],
  [/^(?:debug|verbose|fine)/i, 'debug'],
  [/^(?:trace|finer|finest)/i, 'trace'],
];

const resourceLogsSchema = z.looseObject({
  resource: resourceSchema,
  scopeLogs: list,
  /** Before version 0.15 of the protocol. */
  instrumentationLibraryLogs: list,
});
const scopeLogsSchema = z.looseObject({ logRecords: list, logs: list });
const severitySchema = z.object({
  severityNumber: z.union([z.number(), z.string()]).optional().catch(undefined),
  severityText: z.string().catch(''),
});
const recordSchema = z.looseObject({
  timeUnixNano: nanosSchema,
  observedTimeUnixNano: nanosSchema,
  eventName: z.string().catch(''),
  body: z.unknown().optional(),
  attributes: attributesSchema,
});

/**
 * Records of an `ExportLogsServiceRequest` in OTLP/JSON (opentelemetry-proto,
 * logs/v1/logs.proto), without events of agents (`gen_ai.`). A call may bring thousands of
 * which none is wanted: what tells that is read before the rest.
 *
 * @returns `odd` counts what is no record
 */
export function readLogs(
  resourceLogs: readonly unknown[],
  options: {
    receivedAt: Date;
    isWanted: (of: NamedService) => boolean;
    /** Of `SEVERITIES`; records without one are left out too. Default: all are read. */
    minSeverity?: number;
  },
): { records: LogRecord[]; odd: number } {
  const { receivedAt, isWanted, minSeverity = 0 } = options;
  const records: LogRecord[] = [];
  let odd = 0;
  for (const sent of resourceLogs) {
    const ofResource = resourceLogsSchema.safeParse(sent).data;
    if (!ofResource) {
      odd += 1;
      continue;
    }
    const { resource, scopeLogs, instrumentationLibraryLogs } = ofResource;
    const { instance: _, ...of } = serviceOf(
      plainAttributes(resource?.attributes ?? []),
    );
    if (!isWanted(of)) continue;
    for (const scope of [...scopeLogs, ...instrumentationLibraryLogs]) {
      const { logRecords = [], logs = [] } =
        scopeLogsSchema.safeParse(scope).data ?? {};
      for (const one of [...logRecords, ...logs]) {
        const severity = severitySchema.safeParse(one).data;
        const told = severity && toldSeverity(severity);
        if (told !== undefined && told < minSeverity) continue;
        const record = recordSchema.safeParse(one).data;
        if (!record || !severity) {
          odd += 1;
          continue;
        }
        const read = recordOf({ ...record, ...severity }, of, receivedAt);
        if (read && (read.severity ?? 0) >= minSeverity) records.push(read);
      }
    }
  }
  return { records, odd };
}

function recordOf(
  record: z.output<typeof recordSchema> & z.output<typeof severitySchema>,
  { origin, ...of }: NamedService & { origin?: string },
  receivedAt: Date,
): LogRecord | undefined {
  const attributes = plainAttributes(record.attributes);
  const event = record.eventName || attributes['event.name'];
  if (typeof event === 'string' && event.startsWith('gen_ai.')) {
    return undefined;
  }
  const read = textOf(plainValue(record.body), event, attributes);
  const named = record.severityText.trim() || read.level;
  const severity = toldSeverity(record) ?? severityOf(named);
  const level =
    named ??
    Object.entries(SEVERITIES).findLast(
      ([, first]) => severity !== undefined && severity >= first,
    )?.[0];
  return {
    of,
    at: timeOfRecord(record, receivedAt),
    ...(severity !== undefined && { severity }),
    ...(level && {
      level: storableText(level).toLocaleLowerCase('en-US').slice(0, MAX_LEVEL),
    }),
    message: read.message,
    ...(origin && { origin }),
  };
}

/** A clock that is ahead costs the time, not the line. */
function timeOfRecord(
  { timeUnixNano, observedTimeUnixNano }: z.output<typeof recordSchema>,
  receivedAt: Date,
): Date {
  const told = [timeUnixNano, observedTimeUnixNano]
    .map(timeOf)
    .find(time => time !== undefined && !isFuture(time, receivedAt));
  return told === undefined ? receivedAt : new Date(told);
}

function toldSeverity({
  severityNumber,
  severityText,
}: z.output<typeof severitySchema>): number | undefined {
  return severityOf(severityNumber) ?? severityOf(severityText.trim());
}

function severityOf(value: string | number | undefined): number | undefined {
  const number = Number(value);
  if (number >= 1 && number <= 24) return number;
  // As protobuf has it: SEVERITY_NUMBER_ERROR2
  const name = String(value ?? '').replace(/^SEVERITY_NUMBER_/, '');
  const known = LEVEL_NAMES.find(([pattern]) => pattern.test(name));
  return known && SEVERITIES[known[1]];
}

/** What it says, with the exception that it is about. */
function textOf(
  body: JsonValue,
  event: JsonValue | undefined,
  attributes: JsonObject,
): { message: string; level?: string } {
  const raw = typeof body === 'string' ? body : body && JSON.stringify(body);
  const exception = [
    attributes['exception.type'],
    attributes['exception.message'],
  ]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(': ');
  const read = raw ? readLine(cutText(String(raw), MAX_TEXT), {}) : undefined;
  const said = read?.message ?? (typeof event === 'string' ? event : '');
  const isTold = exception === '' || said.includes(exception);
  const parts = isTold ? [said] : [said, exception];
  const message =
    parts.filter(Boolean).join(': ') || JSON.stringify(attributes);
  return {
    message: cutText(storableText(message), MAX_TEXT),
    ...(read?.level && { level: read.level }),
  };
}
