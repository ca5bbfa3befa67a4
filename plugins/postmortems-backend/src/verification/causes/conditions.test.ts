import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import {
  ingested,
  sealOf,
  shopIncident,
} from '../../__testUtils__/shopIncident';
import { evaluateAssertion } from '../assertions';
import { SealedFacts } from '../SealedFacts';
import { DEFAULT_SEARCH, findCandidateCauses } from './findCandidateCauses';

const at = (clock: string) => `2026-03-02T${clock}.000Z`;

const node = (
  id: string,
  clock: string,
  payload: SubmitEvidenceNode['payload'],
  service = 'checkout',
): SubmitEvidenceNode => ({
  id,
  sourceType: 'telemetry',
  timestamp: at(clock),
  metadata: { service: `component:default/${service}` },
  payload,
});
const log = (id: string, clock: string, message: string, level = 'error') =>
  node(id, clock, { kind: 'log', level, message, count: 7 });
const event = (id: string, clock: string, reason: string, message: string) =>
  node(id, clock, { kind: 'event', reason, message });
const alerts = [
  node('alert', '14:05:00', {
    kind: 'alert',
    alertName: 'OrdersFail',
    status: 'firing',
    startsAt: at('14:05:00'),
  }),
  node('end', '14:25:00', {
    kind: 'alert',
    alertName: 'OrdersFail',
    status: 'resolved',
    startsAt: at('14:05:00'),
    endsAt: at('14:25:00'),
  }),
];

function conditionsIn(nodes: SubmitEvidenceNode[]) {
  const evidence = ingested([...alerts, ...nodes]);
  const facts = new SealedFacts({
    seal: sealOf(shopIncident, evidence),
    evidence,
    services: ['checkout', 'storefront'].map(name => ({
      ref: `component:default/${name}`,
      names: [name],
    })),
  });
  const conditions = findCandidateCauses({
    facts,
    incident: shopIncident,
    ...DEFAULT_SEARCH,
  })
    .map(({ assertion }) => assertion)
    .filter(({ origin }) => origin === 'condition');
  return { conditions, facts };
}

const statementsIn = (nodes: SubmitEvidenceNode[]) =>
  conditionsIn(nodes).conditions.map(({ statement }) => statement);

describe('conditions that the evidence shows', () => {
  const full = [
    log('before', '13:00:00', 'order 7 paid', 'info'),
    log('l1', '14:05:10', 'order 8: disk quota exceeded'),
    log('l2', '14:24:00', 'order 9: disk quota exceeded'),
  ];

  it('are errors that begin and end with the effect and were not seen before', () => {
    const [condition] = conditionsIn(full).conditions;

    expect(condition).toMatchObject({
      statement: 'checkout logged “order 8: disk quota exceeded”',
      cause: { evidence: 'l1' },
      against: [],
    });
    expect(condition.ties.map(({ type, detail }) => [type, detail])).toEqual([
      ['same_service', 'Both are of checkout'],
      [
        'begins_with_effect',
        'It begins with the effect: recorded 14 times, first at 14:05 UTC, 10 seconds after OrdersFail fired for checkout',
      ],
      [
        'ends_with_effect',
        'It ends with the effect: recorded for the last time at 14:24 UTC; OrdersFail ended at 14:25 UTC',
      ],
      [
        'not_seen_before',
        'It was not recorded before, in evidence that begins at 13:00 UTC',
      ],
    ]);
  });

  it('can be told in the summary, in words that the evidence has', () => {
    const { facts } = conditionsIn(full);
    const told = (text: string) =>
      evaluateAssertion(
        {
          type: 'missingEvidence',
          what: 'cause_decision',
          count: 1,
          origin: 'condition',
          text,
          evidence: 'l1',
        },
        facts,
      ).outcome;

    expect(told('checkout logged “order 8: disk quota exceeded”')).toBe(
      'holds',
    );
    expect(told('checkout logged “disk broken”')).toBe('unknown');
  });

  it('are no errors that were there before, come later, or only say that nothing answers', () => {
    expect(
      statementsIn([
        log('old', '13:00:00', 'cache key not found'),
        log('old2', '14:05:10', 'cache key not found'),
        log('late', '14:15:00', 'permission denied for user shop'),
        log('symptom', '14:05:05', 'POST /orders 503 upstream timed out'),
      ]),
    ).toEqual([]);
  });

  it('are platform events that say what went wrong', () => {
    expect(
      statementsIn([
        event('pull', '14:04:30', 'Pulled', 'image is there'),
        event('oom', '14:04:50', 'OOMKilled', 'container checkout was killed'),
      ]),
    ).toEqual(['OOMKilled of checkout: “container checkout was killed”']);
  });

  it('are metrics that ran into their limit right before, and were free before that', () => {
    const metric = (id: string, values: number[], labels?: object) =>
      node(id, '14:30:00', {
        kind: 'metric',
        metric: id,
        unit: 'count',
        ...(labels && { labels }),
        points: values.map((value, index) => [
          at(
            `${14 + Math.floor((index * 5 - 15) / 60)}:${String(
              (45 + index * 5) % 60,
            ).padStart(2, '0')}:00`,
          ),
          value,
        ]),
      } as SubmitEvidenceNode['payload']);

    expect(
      statementsIn([
        metric('db_connections', [40, 41, 42, 99, 100, 100, 60], {
          limit: '100',
        }),
        metric('db_sessions', [99, 99, 99, 99, 100, 100, 60], {
          limit: '100',
        }),
      ]),
    ).toEqual(['db_connections of checkout at its limit of 100']);
  });

  it('are platform events right before the effect, whatever they say', () => {
    expect(
      statementsIn([
        event('debug', '14:04:10', 'DebugStarted', 'a dump was started'),
        event('far', '13:58:00', 'ProfileApplied', 'weekend'),
      ]),
    ).toEqual(['DebugStarted of checkout: “a dump was started”']);
  });

  it('are two at most, none of which says what another does', () => {
    expect(
      statementsIn([
        log('a', '14:05:01', 'disk quota exceeded for volume orders'),
        log('b', '14:05:02', 'failed: disk quota exceeded for volume orders'),
        log('c', '14:05:03', 'unknown column total'),
        log('d', '14:05:04', 'deadlock found in table carts'),
      ]),
    ).toHaveLength(2);
  });
});
