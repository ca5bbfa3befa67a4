import { atOnce, type Steps } from '../../platform/Turns';
import { LogPatterns } from '../LogPatterns';
import { significantWords } from '../../platform/text/words';
import { nameKey } from '../nameKey';
import { type Language, quantityText } from '../render';
import type { SealedNode } from '../SealedFacts';
import { changeOf } from './changes';
import type { CauseContext } from './context';
import { lastValues, reachedLimit } from './limits';
import { quoted } from './names';

/** A condition begins at most this long before the effect, and this long after it: clocks differ. */
const BEFORE_MS = 10 * 60_000;
const AFTER_MS = 60_000;
/** This close they come together. */
const CLOSE_MS = 90_000;
/** A limit may be reached this long before anybody notices. */
const LIMIT_BEFORE_MS = 30 * 60_000;
/** A condition that ends with the effect is not seen later than this after its end. */
const TAIL_MS = 5 * 60_000;
/** Part of the effect that it lasts at least. */
const LASTS = 0.5;
/** Conditions that a search gives. */
const MAX_CONDITIONS = 2;
/** What tells less is no condition; where an investigation names a cause, it has to tell more. */
const LEAST_SCORE = 2;
const LEAST_BESIDE_HYPOTHESIS = 4;
/** Lines from which an error that names nothing is more than chance. */
const MANY_LINES = 3;
/** Share of words in common with a better one, from which it says the same. */
const ALIKE = 0.6;

const FAILURE_LEVEL =
  /^(?:err(?:or)?|fatal|critical|crit|severe|panic|alert|emerg(?:ency)?)$/;
const WARN_LEVEL = /^warn(?:ing)?$/;
/** What a line or event says that is a reason, and not only that something failed. */
const NAMED =
  /\b(?:expired|no space|disk (?:is )?full|too (?:many|large|long)|out of memory|oom\w*|cannot allocate|deadlock\w*|lock (?:wait|time)|quota|rate.?limit\w*|throttl\w*|(?:permission|access) denied|forbidden|unauthori[sz]ed|unknown \w+|no such|does not exist|not found|undefined|missing|invalid|enotfound|nxdomain|eacces|enospc|emfile|name resolution|no route|read.only|exhausted|no \w+ (?:with )?(?:free|available|left)|no (?:free|available)|capacity|segfault|segmentation|null ?pointer\w*|nil pointer|mismatch|incompatible|unsupported|corrupt\w*|checksum|exceed\w*|limit reached|conflict\w*|malformed|unparsa?ble|handshake|signature)\b/i;
/** What only says that something else did not answer. */
const SYMPTOM =
  /\b(?:timed? ?out|timeout|deadline|5\d\d|unavailable|refused|reset|retry\w*|slow|latency|upstream|unhealthy|probe)\b/i;
/** Reasons of platform events that say what went wrong. */
const NAMED_REASON =
  /oom|evict|failed|backoff|crash|kill|pressure|notready|preempt|expired|exceed|quota/i;
/** Reasons of platform events that come with every start. */
const ORDINARY_REASON =
  /^(?:pull(?:ed|ing)|created|started|scheduled|success\w*|completed?|synced|\w*succeeded|normal|registered\w*|leader\w*|killing)$/i;

/** Something that the evidence shows from the start of the effect on, and not before. */
export type Condition = {
  /** The first record of it. */
  node: SealedNode['node'];
  /** The time in the record, where it is not the record's own. */
  pointer?: string;
  at: number;
  /** When it was recorded last. */
  last: number;
  count: number;
  /** Since when there is evidence of its kind and service, if it was looked for before. */
  watchedSince?: number;
  statement: string;
};

type Rated = Condition & { score: number };

const known = new WeakMap<CauseContext, readonly Condition[]>();

/** The conditions that an incident may come from, the most telling first. */
export function conditionsOf(context: CauseContext): readonly Condition[] {
  return atOnce(conditionsInSteps(context));
}

/** As {@link conditionsOf}, which then has them at hand. */
export function* conditionsInSteps(
  context: CauseContext,
): Steps<readonly Condition[]> {
  let found = known.get(context);
  if (!found) {
    const services = servicesOf(context);
    const leastScore = context.facts.trace?.rootCauseHypothesis
      ? LEAST_BESIDE_HYPOTHESIS
      : LEAST_SCORE;
    found = [
      ...(yield* logConditions(context, services)),
      ...eventConditions(context, services),
      ...(yield* limitConditions(context, services)),
    ]
      .sort(
        (a, b) =>
          b.score - a.score || a.at - b.at || (a.node.id < b.node.id ? -1 : 1),
      )
      .filter(({ score }) => score >= leastScore)
      .map(({ score: _, ...condition }) => condition);
    known.set(context, found);
  }
  return found;
}

/** The few of them that a document tells, none of which says what another does. */
export function mainConditions(context: CauseContext): Condition[] {
  const chosen: Condition[] = [];
  for (const condition of conditionsOf(context)) {
    if (chosen.length === MAX_CONDITIONS) break;
    if (!chosen.some(one => isAlike(one, condition))) chosen.push(condition);
  }
  return chosen;
}

/** Whether a condition was recorded until about the end of the effect, and no more after it. */
export function endsWithEffect(
  { at, last, count }: Pick<Condition, 'at' | 'last' | 'count'>,
  { effect: { ended } }: CauseContext,
): boolean {
  return (
    ended !== undefined &&
    count > 1 &&
    last <= ended.at + TAIL_MS &&
    last - at >= (ended.at - at) * LASTS
  );
}

function isAlike(a: Condition, b: Condition): boolean {
  // What ran out, and what a record says of it, are told both
  if ((a.pointer === undefined) !== (b.pointer === undefined)) return false;
  const [few, many] = [a, b]
    .map(({ statement }) => significantWords(statement))
    .sort((one, other) => one.size - other.size);
  const shared = [...few].filter(word => many.has(word)).length;
  return shared >= few.size * ALIKE;
}

type Services = ReadonlyMap<string, SealedNode[]>;

/** What systems recorded of the affected services and of what they depend on. */
function servicesOf({ facts, affected, ways }: CauseContext): Services {
  const services = new Map<string, SealedNode[]>();
  for (const one of facts.all()) {
    const { sourceType } = one.node;
    if (sourceType !== 'telemetry' && sourceType !== 'deployment') continue;
    const service = facts.serviceKey(one.node.metadata.service);
    if (!affected.has(service) && !ways.has(service)) continue;
    const nodes = services.get(service);
    if (nodes) nodes.push(one);
    else services.set(service, [one]);
  }
  return services;
}

type Line = {
  node: SealedNode['node'];
  at: number;
  count: number;
  level: string;
  text: string;
};

function* logConditions(
  context: CauseContext,
  services: Services,
): Steps<Rated[]> {
  const conditions: Rated[] = [];
  for (const [service, nodes] of services) {
    const lines = nodes
      .flatMap(({ node, payload }): Line[] =>
        payload?.kind === 'log'
          ? [
              {
                node,
                at: Date.parse(node.timestamp),
                count: payload.count ?? 1,
                level: nameKey(payload.level ?? ''),
                text: payload.message,
              },
            ]
          : [],
      )
      .sort(byTime);
    const patterns = new LogPatterns<Line>();
    for (const line of lines) {
      if (isLoud(line)) patterns.add(line.text, line);
      yield;
    }
    for (const { lines: alike } of patterns.list()) {
      yield;
      const [{ node, text, level, at }] = alike;
      // What began at another time is no condition, whatever it says
      if (!isAtStart(at, context, BEFORE_MS)) continue;
      const isNamed = NAMED.test(text);
      if (!isNamed && (SYMPTOM.test(text) || !FAILURE_LEVEL.test(level))) {
        continue;
      }
      conditions.push(
        ...rated(alike, context, {
          watchedSince: lines[0].at,
          isNamed,
          least: isNamed ? 1 : MANY_LINES,
          statement: context.language.messages.condition.log({
            service: context.language.service(service),
            quote: quoted(text, context.language),
          }),
          node,
        }),
      );
    }
  }
  return conditions;
}

function isLoud({ level, text }: Line): boolean {
  return (
    FAILURE_LEVEL.test(level) ||
    WARN_LEVEL.test(level) ||
    (level === '' && NAMED.test(text))
  );
}

function eventConditions(context: CauseContext, services: Services): Rated[] {
  return [...services].flatMap(([service, nodes]) => {
    const events = nodes
      .flatMap(one => {
        const { node, payload } = one;
        return payload?.kind === 'event' && !changeOf(one, context.facts)
          ? [
              {
                node,
                at: Date.parse(node.timestamp),
                count: 1,
                reason: payload.reason ?? '',
                text: payload.message,
              },
            ]
          : [];
      })
      .sort(byTime);
    const byReason = new Map<string, typeof events>();
    for (const event of events) {
      const alike = byReason.get(nameKey(event.reason));
      if (alike) alike.push(event);
      else byReason.set(nameKey(event.reason), [event]);
    }
    return [...byReason.values()].flatMap(alike => {
      const [{ node, reason, text }] = alike;
      if (ORDINARY_REASON.test(reason)) return [];
      return rated(alike, context, {
        watchedSince: events[0].at,
        isNamed: NAMED_REASON.test(reason) || NAMED.test(text),
        least: 1,
        statement: context.language.messages.condition.event({
          service: context.language.service(service),
          reason,
          quote: text.trim() === '' ? '' : quoted(text, context.language),
        }),
        node,
      });
    });
  });
}

function rated(
  alike: readonly { at: number; count: number }[],
  context: CauseContext,
  options: {
    node: SealedNode['node'];
    statement: string;
    watchedSince: number;
    isNamed: boolean;
    least: number;
  },
): Rated[] {
  const { node, statement, watchedSince, isNamed, least } = options;
  const { effect } = context;
  const { at } = alike[0];
  const last = alike[alike.length - 1].at;
  const count = alike.reduce((sum, one) => sum + one.count, 0);
  if (!isAtStart(at, context, BEFORE_MS) || count < least) return [];
  const isNew = at - watchedSince >= AFTER_MS;
  const condition: Condition = {
    node,
    at,
    last,
    count,
    ...(isNew && { watchedSince }),
    statement,
  };
  const isLasting = endsWithEffect(condition, context);
  const score =
    (isNamed ? 2 : 0) +
    (isNew ? 1 : 0) +
    (isLasting ? 1 : 0) +
    (at <= effect.at ? 1 : 0) +
    (Math.abs(at - effect.at) <= CLOSE_MS ? 1 : 0);
  return [{ ...condition, score }];
}

function* limitConditions(
  context: CauseContext,
  services: Services,
): Steps<Rated[]> {
  const { effect, facts, language } = context;
  const conditions: Rated[] = [];
  for (const [service, nodes] of services) {
    const lastOfNamed = lastValues(nodes, facts);
    for (const { node, payload } of nodes) {
      if (payload?.kind !== 'metric' || node.id === effect.event.evidence) {
        continue;
      }
      yield;
      const points = facts.points(node.id);
      const reached = reachedLimit(payload, points, lastOfNamed);
      if (!reached) continue;
      const { point, limit, last } = reached;
      if (!isAtStart(point.at, context, LIMIT_BEFORE_MS)) continue;
      conditions.push({
        node,
        pointer: `/points/${point.index}/0`,
        at: point.at,
        last: last.at,
        count: last.index - point.index + 1,
        watchedSince: points[0].at,
        statement: limitText(node.id, service, payload, limit, language),
        score: 3,
      });
    }
  }
  return conditions;
}

function limitText(
  evidence: string,
  service: string,
  { metric, unit }: { metric: string; unit?: string },
  limit: number,
  language: Language,
): string {
  return language.messages.condition.limit({
    series: language.series({ evidence, metric, service }),
    value: quantityText(limit, unit, language),
  });
}

function isAtStart(
  at: number,
  { effect }: CauseContext,
  beforeMs: number,
): boolean {
  return at >= effect.at - beforeMs && at <= effect.at + AFTER_MS;
}

function byTime(a: { at: number }, b: { at: number }): number {
  return a.at - b.at;
}
