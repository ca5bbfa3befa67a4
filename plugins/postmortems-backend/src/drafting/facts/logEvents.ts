import type {
  EvidenceNode,
  Instant,
  LogPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import {
  countOf,
  isOfPattern,
  LogPatterns,
  MAX_SPANS,
  nameKey,
  occurrencesOf,
  serviceName,
} from '../../verification';
import { cite, said, stated, type Stated } from '../write/sentence';
import { burstsOf, byTime, momentOf } from './bursts';
import type { KnownEvidence } from './knownEvidence';
import { WEIGHT, type EventFact } from './types';

const QUIET_LEVELS = new Set(['trace', 'debug', 'info', 'notice']);
const FAILURE_LEVELS =
  /^(?:err(?:or)?|fatal|critical|crit|severe|panic|alert|emerg(?:ency)?)$/;
/** Words of a failure, where a line has no level. */
const FAILURE_WORDS =
  /\b(?:error|exception|fail(?:ed|s|ure)?|fatal|panic|timed? ?out|timeout|refused|rejected|unavailable|denied|oom|killed|crash\w*|exhausted)\b/i;
/** Characters of a line in which they are looked for. */
const MAX_LENGTH = 2000;
/** Lines from which a burst is more than noise. */
const MANY_LINES = 20;

type Line = {
  node: EvidenceNode;
  at: string;
  payload: LogPayload;
  level: string;
};

/** What services logged: lines of one pattern that follow close on each other are told once. */
export function* logEvents(
  evidence: readonly KnownEvidence[],
  spanMs: number,
): Steps<EventFact[]> {
  const services = new Map<string, Line[]>();
  for (const { node, payload } of evidence) {
    yield;
    if (payload?.kind !== 'log' || !/\S/.test(payload.message)) continue;
    const service = serviceName(node.metadata.service);
    const line = {
      node,
      payload,
      at: node.timestamp,
      level: nameKey(payload.level ?? ''),
    };
    const known = services.get(service);
    if (known) known.push(line);
    else services.set(service, [line]);
  }
  const events: EventFact[] = [];
  for (const [service, lines] of services) {
    for (const event of yield* eventsOfService(service, lines, spanMs)) {
      events.push(event);
    }
  }
  return events;
}

function* eventsOfService(
  service: string,
  lines: readonly Line[],
  spanMs: number,
): Steps<EventFact[]> {
  const levels = new Map<string, LogPatterns<Line>>();
  // Patterns depend on the order in which they are found
  for (const line of [...lines].sort(byTime)) {
    // One thing is logged as a warning here and as an error there
    const level = QUIET_LEVELS.has(line.level) ? line.level : '';
    let patterns = levels.get(level);
    if (!patterns) levels.set(level, (patterns = new LogPatterns()));
    patterns.add(line.payload.message, line);
    yield;
  }
  const events: EventFact[] = [];
  for (const [level, patterns] of levels) {
    for (const { words, lines: alike } of patterns.list()) {
      yield;
      for (const burst of burstsOf(alike, spanMs)) {
        const [first] = burst;
        events.push({
          at: first.at,
          until: burst[burst.length - 1].at,
          sourceTypes: [first.node.sourceType],
          nodes: burst.map(({ node }) => node),
          key: `log ${first.node.id}`,
          isCounted: burst.length > 1,
          weight: weightOf(burst),
          isFailure: burst.some(isFailure),
          statements: at => [
            burst.length > 1
              ? lineStatement(first.node, { ...first.payload, count: 1 }, at)
              : lineStatement(first.node, first.payload, at),
            ...(burst.length > 1
              ? [alikeStatement({ burst, service, level, words, lines })]
              : []),
          ],
        });
      }
    }
  }
  return events;
}

function weightOf(burst: readonly Line[]): number {
  const isMany = occurrencesIn(burst) >= MANY_LINES ? 0.5 : 0;
  if (QUIET_LEVELS.has(burst[0].level)) return WEIGHT.hidden;
  if (burst.some(isFailure)) return WEIGHT.failure + isMany;
  return burst.every(({ level }) => level === '')
    ? WEIGHT.other
    : WEIGHT.log + isMany;
}

function isFailure({ level, payload: { message } }: Line): boolean {
  return level === ''
    ? FAILURE_WORDS.test(message.slice(0, MAX_LENGTH))
    : FAILURE_LEVELS.test(level);
}

/** What a service logged. */
export function lineStatement(
  node: EvidenceNode,
  payload: LogPayload,
  at: Instant,
): Stated {
  const { text, spans } = said(node, '/message', payload.message)!;
  const service = serviceName(node.metadata.service);
  const { count = 1 } = payload;
  return stated(
    {
      type: 'log',
      evidence: node.id,
      service,
      text,
      ...(count > 1 && { occurrences: countOf(count) }),
      at,
    },
    spans,
    count > 1 ? cite(node, '/count') : [],
  );
}

function occurrencesIn(lines: readonly Line[]): number {
  return lines.reduce((sum, { payload }) => sum + occurrencesOf(payload), 0);
}

/** How many lines of a pattern there are from the first to the last one of a burst. */
function alikeStatement(options: {
  burst: readonly Line[];
  service: string;
  level: string;
  words: readonly string[];
  lines: readonly Line[];
}): Stated {
  const { burst, service, level, words, lines } = options;
  const from = burst[0].at;
  const to = burst[burst.length - 1].at;
  const alike = lines.filter(
    line =>
      line.at >= from &&
      line.at <= to &&
      (level === '' || line.level === level) &&
      isOfPattern(line.payload.message, words),
  );
  const count = occurrencesIn(alike);
  return stated(
    {
      type: 'count',
      filter: {
        kind: 'log',
        origin: service,
        ...(level && { level }),
        pattern: words.join(' '),
        window: { from: momentOf(from), to: momentOf(to) },
      },
      distinct: count === alike.length ? 'nodes' : 'occurrences',
      quantity: countOf(count),
    },
    ...burst
      .slice(1)
      // The last one shows how long it went on
      .filter(
        (_, index, all) => index < MAX_SPANS / 5 || index === all.length - 1,
      )
      .map(({ node }) => cite(node, '/message')),
  );
}
