import {
  RECORD_EVIDENCE_ID,
  type Assertion,
  type EventRef,
  type EvidenceSpan,
  type Instant,
  type Quantity,
} from '@postmortems/backstage-plugin-postmortems-common';
import { evaluateAssertion } from '../assertions/evaluateAssertion';
import { alternativesOf, readSentence } from '../reading';
import { lengthOf, quantityOf } from '../render';
import type { Point, SealedFacts } from '../SealedFacts';

/** As many as a reading holds. */
const MAX_ASSERTIONS = 50;

const instantOf = (at: number, precisionMs = 60_000): Instant => ({
  at: new Date(at - (at % precisionMs)).toISOString(),
  precisionMs,
  bound: 'exactly',
});

/**
 * All that a hostile reader would put behind a false sentence: whatever is true of
 * the evidence around it, and what its words could be read as where that holds.
 */
export function hostileAssertions(
  text: string,
  spans: readonly EvidenceSpan[],
  facts: SealedFacts,
): Assertion[] {
  const read = { text, spans, facts };
  const cited = new Set(spans.map(({ evidenceId }) => evidenceId));
  const points = new Set(
    spans.map(({ evidenceId, pointer }) =>
      JSON.stringify([evidenceId, Number(pointer.split('/')[2])]),
    ),
  );
  const stated = [
    ...alternativesOf(read).flatMap(({ assertions }) => assertions),
    ...readSentence(read).assertions,
  ].filter(one => evaluateAssertion(one, facts).outcome === 'holds');
  const around = trueAssertions(facts).flatMap(({ assertion, evidence }) =>
    isOfRecord(assertion) || evidence.every(id => cited.has(id))
      ? [assertion]
      : [],
  );
  return [...stated, ...around]
    .map(one => ({ one, weight: weightOf(one, points, facts) }))
    .sort((a, b) => a.weight - b.weight)
    .slice(0, MAX_ASSERTIONS)
    .map(({ one }) => one);
}

function isOfRecord({ type }: Assertion): boolean {
  return type === 'milestone' || type === 'duration';
}

/** What is about a cited point comes first. */
function weightOf(
  one: Assertion,
  points: ReadonlySet<string>,
  facts: SealedFacts,
): number {
  if (one.type !== 'value' && one.type !== 'change') return 0;
  const { evidence } = one.series;
  const times = one.type === 'value' ? [one.at] : [one.fromAt, one.toAt];
  const isCited = times.every(time => {
    const point = facts
      .points(evidence)
      .find(({ at }) => time && Math.abs(at - Date.parse(time.at)) < 60_000);
    return points.has(JSON.stringify([evidence, point?.index]));
  });
  return isCited ? 1 : 2;
}

/** An assertion with the evidence that it is about. */
type About = { assertion: Assertion; evidence: readonly string[] };

const known = new WeakMap<SealedFacts, About[]>();

/** All that is true of the evidence, whatever a sentence cites; computed once for all sentences. */
function trueAssertions(facts: SealedFacts): About[] {
  let all = known.get(facts);
  if (!all) {
    all = [...statementsOf(facts)]
      .filter(one => evaluateAssertion(one, facts).outcome === 'holds')
      .map(assertion => ({
        assertion,
        evidence: [
          ...JSON.stringify(assertion).matchAll(/"evidence":"([^"]*)"/g),
        ].map(([, id]) => id),
      }));
    known.set(facts, all);
  }
  return all;
}

function* statementsOf(facts: SealedFacts): Generator<Assertion> {
  const events: EventRef[] = [];
  for (const { node, payload } of facts.all()) {
    const { id: evidence, timestamp } = node;
    const { service } = node.metadata;
    const at = instantOf(Date.parse(timestamp));
    switch (payload?.kind) {
      case 'metric':
        yield* ofMetric(evidence, facts);
        break;
      case 'alert':
        for (const event of ['fired', 'ended'] as const) {
          const pointer = event === 'fired' ? '/startsAt' : '/endsAt';
          const time = facts.timeOf({ evidence, pointer });
          events.push({ evidence, pointer });
          yield {
            type: 'alert',
            evidence,
            name: payload.alertName,
            event,
            service,
            ...(payload.severity && { severity: payload.severity }),
            ...(time !== undefined && { at: instantOf(time) }),
          };
        }
        break;
      case 'deployment':
      case 'rollback':
      case 'config_change': {
        const { name, version: to, previousVersion: from } = payload;
        const { environment, status, author } = payload;
        events.push({ evidence });
        yield {
          type: 'deploymentChange',
          evidence,
          change: payload.kind,
          service,
          at,
          ...(name && { name }),
          ...(to && { to }),
          ...(from && { from }),
          ...(environment && { environment }),
          ...(status && { status }),
        };
        if (author) yield { type: 'did', evidence, actor: author };
        break;
      }
      case 'log':
      case 'event':
        events.push({ evidence });
        yield { type: 'log', evidence, service, text: payload.message, at };
        break;
      case 'message':
        events.push({ evidence });
        yield {
          type: 'said',
          evidence,
          text: payload.text,
          at,
          ...(payload.author.name && { speaker: payload.author.name }),
        };
        break;
      default:
    }
  }
  for (const event of [
    'started',
    'detected',
    'mitigated',
    'resolved',
  ] as const) {
    const ref = { evidence: RECORD_EVIDENCE_ID, pointer: `/${event}At` };
    const time = facts.timeOf(ref);
    if (time === undefined) continue;
    events.push(ref);
    yield { type: 'milestone', event, at: instantOf(time) };
  }
  for (const from of events) {
    for (const to of events) {
      const start = facts.timeOf(from);
      const end = facts.timeOf(to);
      if (start === undefined || end === undefined || end <= start) continue;
      yield { type: 'gap', from, to, quantity: lengthOf(end - start) };
      yield { type: 'order', first: from, second: to, relation: 'before' };
    }
  }
}

/** Each value, the extremes, and the changes between them and the ends. */
function* ofMetric(evidence: string, facts: SealedFacts): Generator<Assertion> {
  const payload = facts.node(evidence)!.node.payload;
  const points = facts.points(evidence);
  const series = {
    evidence,
    metric: String(payload.metric),
    service: facts.node(evidence)!.node.metadata.service,
  };
  const amount = ({ value }: Point): Quantity =>
    quantityOf(value, payload.unit as string | undefined);
  const sorted = [...points].sort((a, b) => a.value - b.value);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (!lowest || !highest) return;
  for (const [which, point] of [
    ['lowest', lowest],
    ['highest', highest],
  ] as const) {
    const quantity = amount(point);
    yield { type: 'extreme', series, which, quantity, at: instantOf(point.at) };
  }
  for (const point of points) {
    yield {
      type: 'value',
      series,
      extent: 'point',
      quantity: amount(point),
      at: instantOf(point.at),
    };
  }
  for (const from of points) {
    for (const to of [lowest, highest, points.at(-1)!]) {
      if (to.at <= from.at) continue;
      yield {
        type: 'change',
        series,
        direction: to.value > from.value ? 'rose' : 'fell',
        from: amount(from),
        to: amount(to),
        fromAt: instantOf(from.at),
        toAt: instantOf(to.at),
      };
    }
  }
}
