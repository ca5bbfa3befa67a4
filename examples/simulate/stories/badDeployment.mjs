import { atMost, count, percent } from '../words.mjs';

const BUILDS_BLOCKED_UNTIL = 41;

/** Version 2.4.1 of checkout makes a field mandatory that old clients do not send. */
export const badDeployment = {
  about:
    'A deployment of checkout that rejects a third of all orders. A restart does not help, and the rollback waits for a blocked pipeline.',
  key: 'INC-101',
  title: 'Checkout rejects a third of all orders',
  description: 'Customers report that their orders fail at the last step.',
  severity: 'sev1',
  services: ['checkout'],
  participants: [
    'user:default/ada.okafor',
    'user:default/priya.raman',
    'user:default/jonas.lind',
  ],
  seed: 101,
  startedAt: '2026-11-18T14:02:10.000Z',
  from: -90,
  to: 75,
  regions: { 'eu-west-1': 9.2 },
  alerts: ['CheckoutErrors'],
  metrics: [
    ['error_rate', 'checkout'],
    ['orders_paid', 'checkout'],
    ['request_rate', 'checkout'],
    ['latency_p99', 'checkout'],
    ['cpu_usage', 'checkout'],
    ['latency_p99', 'payment-service'],
    ['error_rate', 'payment-service'],
    ['latency_p99', 'inventory'],
  ],
  events: [
    {
      minute: 0,
      change: {
        service: 'checkout',
        version: '2.4.1',
        previousVersion: '2.4.0',
        description:
          'Orders must name their currency: the field currency is mandatory',
        pull: {
          number: 1482,
          title: 'Require the currency of an order',
          mergedAt: '2026-11-18T13:41:27.000Z',
        },
      },
    },
    {
      minute: 22,
      log: {
        service: 'checkout',
        region: 'eu-west-1',
        level: 'warn',
        message: 'all 12 instances of checkout 2.4.1 restarted by an operator',
      },
    },
    {
      minute: BUILDS_BLOCKED_UNTIL,
      change: {
        service: 'checkout',
        kind: 'rollback',
        version: '2.4.0',
        previousVersion: '2.4.1',
        description: 'Back to the last good version',
        pull: {
          number: 1485,
          title: 'Revert "Require the currency of an order"',
          mergedAt: '2026-11-18T14:31:05.000Z',
        },
      },
    },
  ],
  // Instances are replaced one after the other
  each: (_, region, minute) => {
    const rolledOut = Math.min(1, Math.max(0, minute / 3));
    const rolledBack = Math.min(
      1,
      Math.max(0, (minute - BUILDS_BLOCKED_UNTIL) / 4),
    );
    region.buggyCheckout = rolledOut - rolledBack;
  },
  times: ({ at, alerts: [errors] }) => ({
    detectedAt: errors.startsAt,
    mitigatedAt: at(BUILDS_BLOCKED_UNTIL),
    resolvedAt: errors.endsAt,
  }),
  channel: '#inc-101-checkout',
  chat: ({ at, valueAt, regions }) => {
    const say = (minute, name, text, more) => ({
      at: at(minute),
      name,
      text,
      service: 'checkout',
      ...more,
    });
    const { rejected } = regions['eu-west-1'];
    const errors = percent(valueAt(11, 'error_rate', 'checkout'));
    return [
      say(7.3, 'Ada Okafor', 'Paged for CheckoutErrors, looking at it.'),
      say(
        9.8,
        'Priya Raman',
        'Support has 14 tickets since 14:05: the last step of the order shows an error page.',
        { reactions: [{ name: 'eyes', count: 3 }] },
      ),
      say(
        11.1,
        'Ada Okafor',
        `A third of the orders fails, the error rate is at ${errors}. Declaring SEV1, I am incident commander.`,
        { pinned: true },
      ),
      say(
        13.4,
        'Jonas Lind',
        'I bet it is payment-service again, it was slow last week.',
      ),
      say(14.2, 'Jonas Lind', 'joining'),
      say(
        17.6,
        'Ada Okafor',
        'payment-service looks as always: no errors, and it is no slower than usual.',
      ),
      say(
        20.9,
        'Ada Okafor',
        'Restarting all instances of checkout, in case one of them holds something stale.',
      ),
      say(
        25.2,
        'Ada Okafor',
        'The restart changed nothing, orders fail at the same rate.',
      ),
      say(
        26.4,
        'Priya Raman',
        'All tickets are from the Android app before 7.2. The web shop works for me.',
        { reactions: [{ name: 'bulb', count: 4 }] },
      ),
      say(
        28.1,
        'Ada Okafor',
        'Checkout logs say "field currency is missing". Version 2.4.1 made that field mandatory at 14:02, and the old app does not send it.',
        { pinned: true },
      ),
      say(28.9, 'Ada Okafor', 'Reverting in PR 1485.'),
      say(
        31.5,
        'Jonas Lind',
        'The pipeline waits for a flaky smoke test of storefront. Can somebody approve a bypass?',
      ),
      say(
        35.8,
        'Priya Raman',
        'Status page is updated: orders from older apps fail.',
      ),
      say(
        38.7,
        'Tom Weber',
        'Bypass approved. We decided to skip the smoke test for this rollback only.',
      ),
      say(
        41.6,
        'Ada Okafor',
        'Rolling back to checkout 2.4.0, one instance after the other.',
      ),
      say(
        46.3,
        'Ada Okafor',
        'All 12 instances run 2.4.0, the error rate is back to normal.',
      ),
      say(48.2, 'Priya Raman', 'Orders go through again, thank you.'),
      say(
        58.6,
        'Priya Raman',
        `${count(
          rejected,
        )} orders failed by the count of checkout. Support writes to the customers.`,
        { pinned: true },
      ),
    ];
  },
  trace: ({ at, peak, calm, logsOf, changes }, ids) => {
    const [line] = logsOf('checkout').filter(({ level }) => level === 'error');
    const [deployed] = changes;
    const errors = percent(peak('error_rate', 'checkout'));
    return {
      traceId: 'shop-agent/inc-101',
      investigator: 'shop agent 1.3',
      steps: [
        {
          stepId: 'errors',
          action: 'query_metric',
          timestamp: at(16.1),
          input: { metric: 'error_rate', service: 'checkout' },
          output: {
            error_rate: {
              before: calm('error_rate', 'checkout'),
              highest: peak('error_rate', 'checkout'),
            },
            reading: `error_rate of checkout rose to ${errors}`,
          },
          evidence: [ids.metric('error_rate', 'checkout')],
          validation: {
            passed: true,
            rule: 'error_rate > 0.05',
            explanation: `error_rate of checkout rose to ${errors}, above 5 %`,
          },
          nextStep: 'logs',
        },
        {
          stepId: 'payments',
          action: 'query_metric',
          timestamp: at(16.8),
          hypothesis:
            'payment-service is slow and orders fail while they wait for it.',
          input: { metric: 'latency_p99', service: 'payment-service' },
          output: {
            latency_p99: {
              before: calm('latency_p99', 'payment-service'),
              highest: peak('latency_p99', 'payment-service'),
            },
          },
          evidence: [ids.metric('latency_p99', 'payment-service')],
          validation: {
            passed: false,
            rule: 'latency_p99 > 0.5',
            explanation: `latency_p99 of payment-service never went above ${atMost(
              peak('latency_p99', 'payment-service'),
            )}`,
          },
          nextStep: null,
        },
        {
          stepId: 'logs',
          action: 'inspect_log',
          timestamp: at(27.2),
          input: { service: 'checkout', level: 'error' },
          output: {
            first: line.message,
            summary: 'checkout rejects orders: field currency is missing',
          },
          evidence: ids.logs('checkout'),
          validation: {
            passed: true,
            rule: 'a failed order names its reason',
            explanation: 'rejected orders say that field currency is missing',
          },
          nextStep: 'deployment',
        },
        {
          stepId: 'deployment',
          action: 'check_deployment',
          timestamp: at(27.7),
          input: { service: 'checkout', window: '1h' },
          output: {
            deployed: `checkout ${deployed.version} replaced ${deployed.previousVersion}`,
            at: deployed.at,
            change: deployed.description,
            canary: 'none: version 2.4.1 went to every instance at once',
          },
          evidence: ids.changes('checkout').slice(0, 1),
          validation: {
            passed: true,
            rule: 'a deployment precedes the first error and touches the reason',
            explanation: `checkout ${deployed.version} made the field currency mandatory before the first error`,
          },
          nextStep: null,
        },
      ],
      rootCauseHypothesis: `checkout ${deployed.version} rejects orders in which the field currency is missing, because the deployment made it mandatory.`,
      supportingEvidence: ['errors', 'logs', 'deployment'],
      contributingFactors: ['checkout 2.4.1 went to every instance at once.'],
    };
  },
};
