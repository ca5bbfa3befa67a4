import {
  submitTraceSchema,
  type CandidateCauseAssertion,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  ingested,
  sealOf,
  shopIncident,
} from '../../__testUtils__/shopIncident';
import { TraceValidator } from '../../traces';
import { SealedFacts } from '../SealedFacts';
import { findConfirmationProblems } from './confirmation';
import { findCandidateCauses } from './findCandidateCauses';

const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;
const HOUR = 3_600_000;

const node = (
  id: string,
  clock: string,
  payload: SubmitEvidenceNode['payload'],
  service = 'checkout',
  sourceType: SubmitEvidenceNode['sourceType'] = 'telemetry',
): SubmitEvidenceNode => ({
  id,
  sourceType,
  timestamp: at(clock),
  metadata: { service: `component:default/${service}` },
  payload,
});
const deploy = (
  id: string,
  clock: string,
  payload: object = { version: '2.4.1', previousVersion: '2.4.0' },
  service = 'checkout',
) =>
  node(
    id,
    clock,
    { kind: 'deployment', ...payload } as SubmitEvidenceNode['payload'],
    service,
    'deployment',
  );
const alert = (
  id: string,
  clock: string,
  status: 'firing' | 'resolved' = 'firing',
) =>
  node(id, clock, {
    kind: 'alert',
    alertName: 'CheckoutErrors',
    status,
    ...(status === 'firing'
      ? { startsAt: at(clock) }
      : { startsAt: at('14:08'), endsAt: at(clock) }),
  });
const says = (id: string, clock: string, text: string, name = 'Ada') =>
  node(
    id,
    clock,
    { kind: 'message', author: { id: name, name }, text },
    'checkout',
    'chat',
  );

const step = (fields: object) => ({
  stepId: 's1',
  action: 'inspect_log',
  input: {},
  output: { lines: [] },
  nextStep: null,
  ...fields,
});

/** The possible causes in a little evidence. */
function causesIn(
  nodes: SubmitEvidenceNode[],
  options: {
    hypothesis?: string;
    steps?: object[];
    dependencies?: [string, string[]][];
    maxDepth?: number;
    lookbackMs?: number;
  } = {},
) {
  const evidence = ingested(nodes);
  const { hypothesis, steps, dependencies, maxDepth = 3 } = options;
  const { lookbackMs = 24 * HOUR } = options;
  let trace;
  if (steps) {
    const validation = new TraceValidator().validate(
      submitTraceSchema.parse({
        traceId: 'run',
        incidentId: 'INC-42',
        steps,
        rootCauseHypothesis: hypothesis ?? null,
        supportingEvidence: hypothesis ? [nodes[0].id] : [],
        contributingFactors: [],
      }),
      {
        knownEvidenceIds: new Set(evidence.map(({ id }) => id)),
        service: 'component:default/checkout',
        submittedBy: 'external:test',
        submittedAt: at('15:00'),
      },
    );
    if (!validation.accepted) throw new Error(JSON.stringify(validation));
    trace = validation.trace;
    evidence.push(...validation.stepNodes);
  }
  const facts = new SealedFacts({
    seal: sealOf(shopIncident, evidence),
    evidence,
    trace,
    services: ['checkout', 'storefront', 'inventory', 'ledger'].map(name => ({
      ref: `component:default/${name}`,
      names: [name],
    })),
    dependencies: new Map(dependencies),
  });
  const causes = findCandidateCauses({
    facts,
    incident: shopIncident,
    lookbackMs,
    maxDepth,
  });
  return { causes, facts };
}

const assertionsIn = (...args: Parameters<typeof causesIn>) =>
  causesIn(...args).causes.map(({ assertion }) => assertion);

const tie = (
  { ties }: CandidateCauseAssertion,
  type: CandidateCauseAssertion['ties'][number]['type'],
) => ties.find(one => one.type === type);

describe('ties of a possible cause', () => {
  it('precedes and same_service by event times', () => {
    const [cause] = assertionsIn([deploy('d', '14:00'), alert('a', '14:08')]);
    expect(cause.origin).toBe('change');
    expect(cause.effect).toEqual({ evidence: 'a', pointer: '/startsAt' });
    expect(tie(cause, 'precedes')).toEqual({
      type: 'precedes',
      evidence: ['d', 'a'],
      detail: 'It happened 8 minutes before CheckoutErrors fired for checkout',
    });
    expect(tie(cause, 'same_service')?.detail).toBe('Both are of checkout');
  });

  it('leaves out changes before the window', () => {
    expect(
      assertionsIn([deploy('d', '10:00'), alert('a', '14:08')], {
        lookbackMs: HOUR,
      }),
    ).toEqual([]);
  });

  it('depends_on along the catalog, as deep as the template says', () => {
    const nodes = [
      deploy('d', '14:00', { version: '9' }, 'ledger'),
      alert('a', '14:08'),
    ];
    const dependencies: [string, string[]][] = [
      ['component:default/checkout', ['component:default/inventory']],
      ['component:default/inventory', ['component:default/ledger']],
    ];
    const [cause] = assertionsIn(nodes, { dependencies });
    expect(tie(cause, 'depends_on')?.detail).toBe(
      'By the catalog of today, checkout depends on inventory, which depends on ledger',
    );
    expect(tie(cause, 'same_service')).toBeUndefined();
    expect(assertionsIn(nodes, { dependencies, maxDepth: 1 })).toEqual([]);
  });

  it('shared_identifier for a key in the evidence of both', () => {
    const nodes = [
      deploy('d', '14:00', {
        kind: 'config_change',
        name: 'orders.currency_default',
      }),
      alert('a', '14:08'),
      node('log', '14:09', {
        kind: 'log',
        message: 'no value for orders.currency_default',
      }),
    ];
    const [cause] = assertionsIn(nodes);
    expect(tie(cause, 'shared_identifier')).toEqual({
      type: 'shared_identifier',
      evidence: ['d', 'log'],
      detail: 'The evidence of both names “orders.currency_default”',
    });
  });

  it('no shared_identifier for the name of a service, a common word or the statement alone', () => {
    const [cause] = assertionsIn([
      deploy('d', '14:00', { description: 'checkout-7f9 is faster on-call' }),
      alert('a', '14:08'),
      node('log', '14:09', {
        kind: 'log',
        message: 'checkout-7f9 on-call error',
      }),
    ]);
    expect(tie(cause, 'shared_identifier')).toBeUndefined();
  });

  it('undone_then_recovered when the alert ends after the rollback', () => {
    const [cause] = assertionsIn([
      deploy('d', '14:00'),
      alert('a', '14:08'),
      deploy('r', '14:20', { kind: 'rollback', version: '2.4.0' }),
      alert('z', '14:30', 'resolved'),
    ]);
    expect(tie(cause, 'undone_then_recovered')).toMatchObject({
      evidence: ['r', 'z'],
    });
    expect(cause.against).toEqual([]);
  });

  it('no undone_then_recovered for the rollback of something else', () => {
    const [cause] = assertionsIn([
      deploy('d', '14:00'),
      alert('a', '14:08'),
      deploy('r', '14:20', { kind: 'rollback', version: '1.0.0' }),
      alert('z', '14:30', 'resolved'),
    ]);
    expect(tie(cause, 'undone_then_recovered')).toBeUndefined();
  });

  it('only_change says no more than how far back sources are asked', () => {
    const nodes = [deploy('d', '14:00'), alert('a', '14:08')];
    const [cause] = assertionsIn(nodes, { lookbackMs: 72 * 3_600_000 });
    expect(tie(cause, 'only_change')?.detail).toContain('in the 1 day before');
  });

  it('only_change, and not beside another one', () => {
    const nodes = [deploy('d', '14:00'), alert('a', '14:08')];
    expect(tie(assertionsIn(nodes)[0], 'only_change')).toBeDefined();
    const both = assertionsIn([
      ...nodes,
      deploy('e', '13:00', { version: '2.3.0' }),
    ]);
    expect(both).toHaveLength(2);
    expect(both.map(cause => tie(cause, 'only_change'))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('change_point when a metric breaks right after it', () => {
    const metric = node('m', '14:35', {
      kind: 'metric',
      metric: 'error_rate',
      points: [
        [at('13:50'), 0.001],
        [at('13:55'), 0.002],
        [at('14:00'), 0.001],
        [at('14:05'), 0.2],
        [at('14:10'), 0.3],
      ],
    });
    const [early, late] = ['14:01', '13:00'].map(
      clock => assertionsIn([deploy('d', clock), metric])[0],
    );
    expect(early.effect).toEqual({ evidence: 'm', pointer: '/points/3/0' });
    expect(tie(early, 'change_point')).toMatchObject({ evidence: ['m'] });
    expect(tie(late, 'change_point')).toBeUndefined();
  });

  it('step only when its rule holds again and tests what the cause says', () => {
    const log = node('log', '14:03', {
      kind: 'log',
      message: 'connection pool exhausted',
    });
    const withRule = (
      rule: string,
      hypothesis = 'The connection pool ran dry.',
    ) =>
      tie(
        assertionsIn([log], {
          hypothesis,
          steps: [
            step({
              evidence: ['log'],
              validation: { passed: true, rule, explanation: 'it is so' },
            }),
          ],
        })[0],
        'step',
      );
    expect(withRule('output contains "connection pool"')).toMatchObject({
      evidence: ['run/s1', 'log'],
    });
    expect(withRule('output contains "out of memory"')).toBeUndefined();
    // Its words were taken from the output, whatever they say
    expect(withRule('output shows "connection pool"')).toBeUndefined();
    expect(withRule('the pool was the problem')).toBeUndefined();
    expect(
      withRule('output contains "connection pool"', 'A disk was full.'),
    ).toBeUndefined();
  });
});

describe('evidence against a possible cause', () => {
  it('after_effect by the time of the event, not of the tool call', () => {
    const [cause] = assertionsIn([deploy('d', '14:20'), alert('a', '14:08')], {
      hypothesis: 'Version 2.4.1 broke orders.',
      steps: [
        step({
          timestamp: at('13:00'),
          evidence: ['d'],
          validation: { passed: true, rule: 'r', explanation: 'e' },
        }),
      ],
    });
    expect(cause).toMatchObject({
      origin: 'investigator',
      cause: { evidence: 'd' },
      against: [{ type: 'after_effect', evidence: ['d', 'a'] }],
    });
  });

  it('still_there_after_recovery when the alert goes on long after the rollback', () => {
    const [cause] = assertionsIn([
      deploy('d', '14:00'),
      alert('a', '14:08'),
      deploy('r', '14:10', { kind: 'rollback', version: '2.4.0' }),
      alert('z', '15:30', 'resolved'),
    ]);
    expect(cause.against).toMatchObject([
      { type: 'still_there_after_recovery', evidence: ['r', 'z'] },
    ]);
  });

  it('still_there_after_recovery when something else was undone right before the end', () => {
    const shop = { version: '7', previousVersion: '6' };
    const causes = assertionsIn([
      deploy('d', '14:00'),
      deploy('e', '14:04', shop, 'storefront'),
      alert('a', '14:08'),
      deploy('r', '14:20', { kind: 'rollback', version: '2.4.0' }),
      deploy('u', '14:39', { kind: 'rollback', version: '6' }, 'storefront'),
      alert('z', '14:40', 'resolved'),
    ]);
    const of = (id: string) =>
      causes.find(({ cause }) => cause?.evidence === id)!;
    expect(tie(of('d'), 'undone_then_recovered')).toBeUndefined();
    expect(of('d').against).toMatchObject([
      { type: 'still_there_after_recovery', evidence: ['r', 'z'] },
    ]);
    expect(tie(of('e'), 'undone_then_recovered')).toBeDefined();
    expect(of('e').against).toEqual([]);
  });

  it('recovered_while_present when the alert ends before the rollback', () => {
    const [cause] = assertionsIn([
      deploy('d', '14:00'),
      alert('a', '14:08'),
      alert('z', '14:15', 'resolved'),
      deploy('r', '14:40', { kind: 'rollback', version: '2.4.0' }),
    ]);
    expect(cause.against).toMatchObject([{ type: 'recovered_while_present' }]);
    expect(tie(cause, 'undone_then_recovered')).toBeUndefined();
  });

  it('disputed_in_chat by who names it and says that it is not so', () => {
    const disputeIn = (text: string) =>
      assertionsIn([
        deploy('d', '14:00'),
        alert('a', '14:08'),
        says('c1', '14:15', 'looks like 2.4.1 to me'),
        says('c2', '14:20', text, 'Mei'),
      ])[0].against.map(({ type, detail }) => [type, detail]);

    expect(disputeIn('It was not 2.4.1, that only changed texts.')).toEqual([
      [
        'disputed_in_chat',
        'Disputed in chat by Mei: “It was not 2.4.1, that only changed texts.”',
      ],
    ]);
    // It answers what names 2.4.1
    expect(disputeIn('no, it was 9.0.2 of ledger')).toHaveLength(1);
    for (const other of [
      'no, it was 2.4.1',
      'maybe it is not 2.4.1',
      'it is not 2.4.1, right?',
      'the printer is not right',
      'no alert since 2.4.1',
    ]) {
      expect(disputeIn(other)).toEqual([]);
    }
  });

  it('disputed_in_chat by who sees the same with the version before', () => {
    const disputeIn = (text: string) =>
      assertionsIn([
        deploy('d', '14:00', { version: '7.1.2', previousVersion: '6.9.4' }),
        alert('a', '14:08'),
        says('c', '14:20', text, 'Mei'),
      ])[0].against;

    expect(disputeIn('same errors on 6.9 here')).toMatchObject([
      { type: 'disputed_in_chat', evidence: ['c'] },
    ]);
    expect(disputeIn('the same errors on 5.2 here')).toEqual([]);
  });

  it('disputed_in_chat by who found it to be right, not by who says so of the version before', () => {
    const disputeIn = (text: string) =>
      assertionsIn([
        deploy('d', '14:00'),
        alert('a', '14:08'),
        says('c', '14:20', text),
      ])[0].against.map(({ type }) => type);

    expect(disputeIn('so 2.4.1 is fine')).toEqual(['disputed_in_chat']);
    expect(disputeIn('so 2.4.0 is fine')).toEqual([]);
    expect(disputeIn('ok so orders reach 2.4.1 without a name')).toEqual([]);
  });

  it('disputed_in_chat by the last word, of a version without its end', () => {
    const [cause] = assertionsIn(
      [
        deploy('d', '14:00'),
        alert('a', '14:08'),
        says('c1', '14:15', '2.4 is not the cause'),
        says('c2', '14:25', "2.4 can't be it, the first error was before"),
      ],
      {
        hypothesis: 'Version 2.4.1 of checkout leaks',
        steps: [
          step({
            evidence: ['d'],
            validation: { passed: true, rule: 'r', explanation: 'e' },
          }),
        ],
      },
    );

    expect(cause.origin).toBe('investigator');
    expect(cause.against).toMatchObject([
      { type: 'disputed_in_chat', evidence: ['c2'] },
    ]);
  });

  it('refuted_by_step, but not by one whose tool call failed', () => {
    const refuted = (output: unknown) =>
      assertionsIn([deploy('d', '14:00'), alert('a', '14:08')], {
        steps: [
          step({
            hypothesis: 'Version 2.4.1 caused it.',
            output,
            validation: {
              passed: false,
              rule: 'errors start with 2.4.1',
              explanation: 'errors started before',
            },
          }),
        ],
      })[0].against;
    expect(refuted({ errors: 3 })).toMatchObject([
      { type: 'refuted_by_step', evidence: ['run/s1'] },
    ]);
    for (const output of [{ exit_code: 1 }, 'Forbidden', '', null]) {
      expect(refuted(output)).toEqual([]);
    }
  });
});

describe('possible causes', () => {
  it('are ranked by ties that say something', () => {
    const causes = assertionsIn([
      deploy('old', '13:00', { version: '2.4.0', previousVersion: '2.3.9' }),
      deploy('d', '14:00'),
      alert('a', '14:08'),
      deploy('r', '14:20', {
        kind: 'rollback',
        version: '2.4.0',
        previousVersion: '2.4.1',
      }),
      alert('z', '14:30', 'resolved'),
    ]);
    expect(causes.map(({ cause }) => cause?.evidence)).toEqual(['d', 'old']);
  });

  it('are one for the same change of two places, the same names and the same words', () => {
    const origins = (nodes: SubmitEvidenceNode[]) =>
      assertionsIn([...nodes, alert('a', '14:08')]).map(({ origin }) => origin);

    expect(origins([deploy('d', '14:00'), deploy('e', '13:50')])).toEqual([
      'change',
    ]);
    expect(
      origins([
        deploy('d', '14:00'),
        says('c1', '14:20', 'It is caused by the release 2.4.1.'),
        says('c2', '14:21', 'root cause: the release 2.4.1'),
      ]),
    ).toEqual(['chat']);
    expect(
      origins([deploy('d', '14:00'), deploy('e', '13:50', { version: '7' })]),
    ).toEqual(['change', 'change']);
  });

  it('keep their keys when more evidence comes', () => {
    const nodes = [deploy('d', '14:00'), alert('a', '14:08')];
    const [before] = causesIn(nodes).causes;
    const after = causesIn([...nodes, deploy('e', '13:00')]).causes;
    expect(after.map(({ key }) => key)).toContain(before.key);
  });

  it.each([
    ['It failed because the certificate of ledger expired.', true],
    ['Root cause is the new rate limit.', true],
    ['Maybe it is caused by the new rate limit?', false],
    ['I think it was caused by the new rate limit.', false],
    ['It was not caused by the new rate limit.', false],
    ['root cause: the rate limit of ledger is too low', true],
    ['Culprit: currency_default', true],
    ['root cause: unclear', false],
    ['Ada says it failed because of the rate limit.', false],
    ['I restarted it because pods hung.', false],
    ['Orders fail.', false],
    ['because of that', false],
    ['due to this.', false],
    ['because the late ones are few', false],
    ['turns out it is Friday', false],
    ['because currency_default was changed by hand', true],
    ['The wrong name came in with 4e77c90.', true],
    ['the cake came with candles', false],
  ])('read chat %j as one: %s', (text, isCause) => {
    const causes = assertionsIn([says('c', '14:20', text)]);
    expect(causes.map(({ origin }) => origin)).toEqual(isCause ? ['chat'] : []);
  });

  it('come from busy channels only when they name what the affected services have', () => {
    const chatter = Array.from({ length: 320 }, (_, index) =>
      says(`n${index}`, '13:00', `note ${index} of the day`),
    );
    const originsOf = (text: string) =>
      assertionsIn([
        ...chatter,
        alert('a', '14:08'),
        says('c', '14:20', text),
      ]).map(({ origin }) => origin);

    expect(
      originsOf('postmortem of printing is out, cause was the paper jam'),
    ).toEqual([]);
    expect(
      originsOf('checkout errors are caused by the new rate limit'),
    ).toEqual(['chat']);
  });

  describe('of a service that is neither affected nor depended on', () => {
    const resolver = (id: string, clock: string, from: string, to: string) =>
      node(
        id,
        clock,
        {
          kind: 'config_change',
          name: 'resolver',
          version: to,
          previousVersion: from,
        },
        'edge-probe',
        'deployment',
      );
    const changed = resolver('c', '14:05', '10.9.0.53', '10.9.0.2');
    const statementsOf = (...nodes: SubmitEvidenceNode[]) =>
      assertionsIn([alert('a', '14:08'), changed, ...nodes]).map(
        ({ statement }) => statement,
      );
    const statement =
      'configuration change resolver of edge-probe 10.9.0.2 (before: 10.9.0.53)';

    it('are those that were undone before the effect ended', () => {
      const undone = resolver('u', '14:30', '10.9.0.2', '10.9.0.53');
      const [cause] = assertionsIn([
        alert('a', '14:08'),
        changed,
        undone,
        alert('b', '14:35', 'resolved'),
      ]);

      expect(cause.statement).toBe(statement);
      expect(tie(cause, 'undone_then_recovered')?.evidence).toEqual(['u', 'b']);
      expect(statementsOf(alert('b', '14:35', 'resolved'))).toEqual([]);
      expect(statementsOf(undone, alert('b', '15:35', 'resolved'))).toEqual([]);
    });

    it.each([
      ['edge-probe is broken since the change, wrong resolver', true],
      ['I changed 10.9.0.2 in there, not reachable it seems', true],
      ['long queries come from edge-probe. replay waits for them', true],
      ['edge-probe looks fine. found it: the pool is full', false],
      ['could it be edge-probe?', false],
      ['maybe edge-probe has the wrong resolver', false],
      ['edge-probe is not the cause', false],
      ['edge-probe looks ok', false],
    ])(
      'are those that people name as what broke it: %j %s',
      (text, isCause) => {
        expect(statementsOf(says('m', '14:20', text)).includes(statement)).toBe(
          isCause,
        );
      },
    );
  });

  it('do not come from what its author takes back', () => {
    expect(
      assertionsIn([
        says('c', '14:20', 'It is caused by the rate limit.'),
        says('d', '14:25', 'Scratch that, the limit is fine.'),
      ]),
    ).toEqual([]);
  });

  it('cite evidence and are confirmed only with a tie that says something', () => {
    const { causes, facts } = causesIn([
      says('c', '14:20', 'It is caused by the rate limit.'),
      deploy('d', '14:00'),
      alert('a', '14:08'),
    ]);
    const problemsOf = (origin: string) => {
      const { assertion } = causes.find(
        one => one.assertion.origin === origin,
      )!;
      return findConfirmationProblems(assertion, {
        confidentTies: assertion.ties,
        facts,
        requireEvidence: true,
        explains: false,
      }).map(({ rule }) => rule);
    };
    expect(problemsOf('chat')).toEqual(['root_cause.tie_required']);
    expect(problemsOf('change')).toEqual([]);
    expect(causes.every(({ spans }) => spans.length > 0)).toBe(true);
  });
});
