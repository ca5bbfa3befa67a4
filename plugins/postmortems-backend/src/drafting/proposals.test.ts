import {
  wordingHints,
  type ActionItem,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { ClaimVerifier } from '../verification';
import { contextOf } from './contextOf';
import { writeActionItems } from './sections/actionItems';

const metadata = { service: 'component:default/checkout' };
const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;

const blocksOf = (one: ReturnType<typeof shopCase>) =>
  writeActionItems(
    contextOf({
      ...one,
      template: shopTemplate,
      ownerRef: 'group:default/sre-team',
    }),
  );
const proposalsOf = (one: ReturnType<typeof shopCase>): ActionItem[] =>
  blocksOf(one).map(({ actionItem }) => actionItem!);
const wordsOf = (items: ActionItem[]) =>
  items.map(({ title, endState }) => [title, endState]);
const reasonsOf = (one: ReturnType<typeof shopCase>) =>
  blocksOf(one).map(({ claims }) => claims[0].text);

const without = (...ids: string[]) =>
  shopEvidence.filter(({ id }) => !ids.includes(id!));
const alert = (clock: string): SubmitEvidenceNode => ({
  id: 'alert-1',
  sourceType: 'telemetry',
  timestamp: at(clock),
  metadata,
  payload: {
    kind: 'alert',
    alertName: 'CheckoutErrors',
    status: 'firing',
    startsAt: at(clock),
  },
});
const message = (text: string, clock = '14:40'): SubmitEvidenceNode => ({
  id: `chat-${clock}`,
  sourceType: 'chat',
  timestamp: at(clock),
  metadata,
  payload: {
    kind: 'message',
    channel: '#incident-42',
    author: { id: 'U1', name: 'Ada Okafor' },
    text,
  },
});
const rollback: SubmitEvidenceNode = {
  id: 'rollback',
  sourceType: 'deployment',
  timestamp: at('14:28'),
  metadata,
  payload: { kind: 'rollback', version: '2.4.0', previousVersion: '2.4.1' },
};
const FAST = { detectedAt: at('14:03') };
const mitigated = { ...FAST, mitigatedAt: at('14:29') };

describe('proposed action items', () => {
  it('have an owner and a due date, and rest on what the evidence shows', () => {
    const one = shopCase({
      evidence: [...shopEvidence, rollback],
      incident: { mitigatedAt: at('14:29') },
    });

    expect(
      proposalsOf(one).map(({ type, priority, state, owner }) => [
        type,
        priority,
        state,
        owner,
      ]),
    ).toEqual([
      ['prevent', 'high', 'proposed', 'group:default/sre-team'],
      ['detect', 'medium', 'proposed', 'group:default/sre-team'],
      ['mitigate', 'medium', 'proposed', 'group:default/sre-team'],
    ]);
    expect(proposalsOf(one)[0].dueAt).toBe('2026-03-16T16:00:00.000Z');
    expect(reasonsOf(one)).toEqual([
      '26 minutes after the start, checkout was rolled back to version 2.4.0 (from 2.4.1).',
      'Detection took 7 minutes, and the incident lasted 29 minutes.',
      'Mitigation took 27 minutes, and the incident lasted 29 minutes.',
    ]);
    for (const { claims } of blocksOf(one)) {
      expect(new ClaimVerifier().verify(claims[0], one.facts).verdict).toBe(
        'supported',
      );
    }
  });

  it('are none when nothing suggests one', () => {
    expect(proposalsOf(shopCase({ incident: FAST }))).toEqual([]);
  });

  it.each<[string, Partial<Parameters<typeof shopCase>[0]>, [string, string]]>([
    [
      'a release check when a rollback ended it',
      { evidence: [...shopEvidence, rollback], incident: mitigated },
      [
        'Add a release check to checkout that catches what version 2.4.1 broke',
        'The release check of checkout rejects version 2.4.1 before it reaches production.',
      ],
    ],
    [
      'an alert that fires sooner',
      {},
      [
        'Make CheckoutErrors fire for checkout within 5 minutes',
        'A test that makes checkout fail fires CheckoutErrors within 5 minutes.',
      ],
    ],
    [
      'a page for the alert that fired in time',
      { evidence: [alert('14:04')] },
      [
        'Page the on-call when CheckoutErrors fires for checkout',
        'A test of CheckoutErrors for checkout pages the on-call within 5 minutes.',
      ],
    ],
    [
      'a page for the alert that had warned',
      { evidence: [alert('12:04')], incident: FAST },
      [
        'Page the on-call when CheckoutErrors fires for checkout',
        'A test of CheckoutErrors for checkout pages the on-call within 5 minutes.',
      ],
    ],
    [
      'an alert on the metric that had none',
      { evidence: without('alert-1', 'alert-2') },
      [
        'Add an alert on error_rate of checkout',
        'A test of the alert fires before error_rate of checkout reaches 34.5 %.',
      ],
    ],
    [
      'an alert on the expiry of a certificate',
      {
        evidence: [
          {
            id: 'log',
            sourceType: 'telemetry',
            timestamp: at('14:05'),
            metadata,
            payload: {
              kind: 'log',
              message: 'x509: certificate has expired or is not yet valid',
            },
          },
        ],
        incident: FAST,
      },
      [
        'Add an alert on the expiry of the certificate of checkout',
        'A test of the alert fires 14 days before the certificate of checkout expires.',
      ],
    ],
    [
      'what somebody promised in chat',
      {
        evidence: [message("All good. I'll add an alert on pool usage.")],
        incident: FAST,
      },
      [
        "Follow-up from chat: “I'll add an alert on pool usage”",
        'The change is merged and linked here, or the reason to drop it is.',
      ],
    ],
  ])('name %s', (_, options, expected) => {
    const [first] = proposalsOf(shopCase({ withTrace: false, ...options }));

    expect(wordsOf([first])).toEqual([expected]);
    expect(wordingHints(first)).toEqual([]);
  });

  it('name no release check when something speaks against what was rolled back', () => {
    const one = shopCase({
      evidence: [...shopEvidence, rollback],
      incident: mitigated,
    });
    const against = [
      {
        type: 'still_there_after_recovery' as const,
        evidence: ['rollback'],
        detail: 'It went on',
      },
    ];
    const causes = one.causes.map(({ assertion, ...cause }) => ({
      ...cause,
      assertion: { ...assertion, against },
    }));

    expect(proposalsOf({ ...one, causes })).toHaveLength(0);
  });

  it.each([
    'We should add a load test for the importer',
    'todo: rotate the signing key before it runs out',
    "Let's make sure that this never happens again",
    'Leila opens a ticket for the empty retry queue',
    'next time we stop the consumer before we replay',
  ])('repeat what is to be done afterwards: %s', text => {
    const one = shopCase({
      withTrace: false,
      evidence: [message(text)],
      incident: FAST,
    });

    expect(proposalsOf(one).map(({ title }) => title)).toEqual([
      `Follow-up from chat: “${text}”`,
    ]);
  });

  it('invent no alert where neither a metric nor an alert of the service could have told', () => {
    expect(proposalsOf(shopCase({ withTrace: false, evidence: [] }))).toEqual(
      [],
    );
  });

  it.each([
    'Should we add an alert?',
    'I will deploy alarm-relay 4.1.0 to staging',
    'We should roll back before the alert fires again',
    'the canary board counts test accounts as well',
    'we need to restart the test cluster',
    "I'll restart the test pod now.",
    'I will open a ticket.',
    'The alert is silenced, we should look at the dashboard first.',
  ])('leave out what lasts no longer than the incident: %s', text => {
    const one = shopCase({
      withTrace: false,
      evidence: [message(text)],
      incident: FAST,
    });

    expect(proposalsOf(one)).toEqual([]);
  });

  it.each([
    ['lesson: look at orders before failing over', 'prevent'],
    ['follow-up: tell the partners', 'prevent'],
    ['add crc counters to the monitoring pls', 'detect'],
    ['the alert takes half an hour. we should shorten that', 'detect'],
  ])('keep what people name to be done, with who said so: %s', (text, type) => {
    const one = shopCase({
      withTrace: false,
      evidence: [message(text)],
      incident: FAST,
    });

    expect(proposalsOf(one)).toMatchObject([
      { title: `Follow-up from chat: “${text}”`, type, state: 'proposed' },
    ]);
    expect(blocksOf(one)[0].claims[0].spans).toMatchObject([
      { evidenceId: 'chat-14:40', pointer: '/text' },
    ]);
  });

  it('add what people say was missing, where nobody said what is to be done', () => {
    const titlesOf = (...texts: string[]) =>
      proposalsOf(
        shopCase({
          withTrace: false,
          evidence: texts.map((text, index) => message(text, `14:4${index}`)),
          incident: FAST,
        }),
      ).map(({ title }) => title);

    expect(
      titlesOf('builds fail since noon. we have no alert for that'),
    ).toEqual([
      'Add what was missing: “builds fail since noon. we have no alert for that”',
    ]);
    expect(titlesOf('we have no alert for that. follow-up: add one')).toEqual([
      'Follow-up from chat: “follow-up: add one”',
    ]);
    expect(titlesOf('no alert for an hour now, closing?')).toEqual([]);
  });

  const failedStep = (error: string) =>
    shopCase({
      incident: FAST,
      trace: {
        rootCauseHypothesis: null,
        supportingEvidence: [],
        contributingFactors: [],
        steps: [
          {
            stepId: 's0',
            action: 'query_metric',
            input: {},
            output: { exit_code: 1, error },
            validation: {
              passed: false,
              rule: 'disk > 90',
              explanation: 'The tool failed',
            },
            nextStep: null,
          },
        ],
      },
    });

  it('ask for the access that a step of the investigation lacked', () => {
    expect(wordsOf(proposalsOf(failedStep('forbidden')))).toEqual([
      [
        'Give investigations the access that a metric query was refused at 16:00 UTC: “forbidden”',
        'A test investigation makes the same metric query and logs its answer.',
      ],
    ]);
  });

  it('ask for no access where a tool failed for another reason', () => {
    expect(proposalsOf(failedStep('Metrics API not available'))).toEqual([]);
  });

  it('are clear, supported and at most four, whatever the incident', () => {
    const verifier = new ClaimVerifier();
    const faults: unknown[] = [];
    let count = 0;
    for (let seed = 1; seed <= 60; seed++) {
      for (const withTrace of [true, false]) {
        const one = shopCase({ ...generatedIncident(seed), withTrace });
        const blocks = blocksOf(one);
        expect(blocks.length).toBeLessThanOrEqual(4);
        for (const { actionItem, claims } of blocks) {
          count += 1;
          const { title, endState } = actionItem!;
          const hints = wordingHints(actionItem!);
          if (hints.length > 0) faults.push([title, endState, hints]);
          const { verdict } = verifier.verify(claims[0], one.facts);
          if (verdict !== 'supported') faults.push([claims[0].text, verdict]);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(60);
  });
});
