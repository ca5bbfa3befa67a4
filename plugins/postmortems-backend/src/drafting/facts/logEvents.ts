import type {
  EvidenceNode,
  Instant,
  LogPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  countOf,
  hasPattern,
  LogPatterns,
  MAX_SPANS,
  nameKey,
  serviceName,
  wordsOf,
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
export function logEvents(
  evidence: readonly KnownEvidence[],
  spanMs: number,
): EventFact[] {
  const services = new Map<string, Line[]>();
  for (const { node, payload } of evidence) {
    if (payload?.kind !== 'log' || payload.message.trim() === '') continue;
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
  return [...services].flatMap(([service, lines]) =>
    eventsOfService(service, lines, spanMs),
  );
}

function eventsOfService(
  service: string,
  lines: readonly Line[],
  spanMs: number,
): EventFact[] {
  const levels = new Map<string, LogPatterns<Line>>();
  // Patterns depend on the order in which they are found
  for (const line of [...lines].sort(byTime)) {
    let patterns = levels.get(line.level);
    if (!patterns) levels.set(line.level, (patterns = new LogPatterns()));
    patterns.add(line.payload.message, line);
  }
  return [...levels].flatMap(([level, patterns]) =>
    patterns.list().flatMap(({ words, lines: alike }) =>
      burstsOf(alike, spanMs).map((burst): EventFact => {
        const [first] = burst;
        return {
          at: first.at,
          until: burst[burst.length - 1].at,
          sourceTypes: [first.node.sourceType],
          nodes: burst.map(({ node }) => node),
          key: `log ${first.node.id}`,
          isCounted: burst.length > 1,
          weight: weightOf(first, burst.length),
          isFailure: isFailure(first),
          statements: at => [
            lineStatement(first.node, first.payload, at),
            ...(burst.length > 1
              ? [alikeStatement({ burst, service, level, words, lines })]
              : []),
          ],
        };
      }),
    ),
  );
}

function weightOf(line: Line, count: number): number {
  if (QUIET_LEVELS.has(line.level)) return WEIGHT.hidden;
  const isMany = count >= MANY_LINES ? 0.5 : 0;
  if (isFailure(line)) return WEIGHT.failure + isMany;
  return line.level === '' ? WEIGHT.other : WEIGHT.log + isMany;
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
  const count = lines.filter(
    line =>
      line.at >= from &&
      line.at <= to &&
      (level === '' || line.level === level) &&
      hasPattern(wordsOf(line.payload.message), words),
  ).length;
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
      distinct: 'nodes',
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
