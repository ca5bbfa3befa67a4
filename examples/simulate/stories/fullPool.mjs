import { atMost, count, percent } from '../words.mjs';

const RESTARTED = 38;
const SHIFTED = 58;
const SWITCHED_OFF = 66;

/** A retry of declined charges does not give its database connection back, in one of two regions. */
export const fullPool = {
  about:
    'payment-service loses database connections in one of two regions until its pool is full. A restart helps for twenty minutes.',
  key: 'INC-102',
  title: 'Payments fail: no database connection',
  description: 'Orders in Europe are accepted, but cannot be paid.',
  severity: 'sev1',
  services: ['payment-service', 'checkout'],
  participants: [
    'user:default/mei.tan',
    'user:default/jonas.lind',
    'user:default/ada.okafor',
    'group:default/payments-team',
  ],
  seed: 202,
  startedAt: '2026-11-19T18:12:00.000Z',
  from: -90,
  to: 100,
  regions: { 'eu-west-1': 4.4, 'us-east-1': 2.3 },
  showsRegions: true,
  alerts: ['PaymentPoolExhausted', 'CheckoutErrors'],
  metrics: [
    ['db_pool_in_use', 'payment-service'],
    ['error_rate', 'payment-service'],
    ['error_rate', 'checkout'],
    ['request_rate', 'payment-service'],
    ['latency_p99', 'inventory'],
  ],
  events: [
    {
      minute: -26,
      change: {
        service: 'payment-service',
        region: 'eu-west-1',
        kind: 'config_change',
        name: 'retry_declined_charges',
        version: 'on',
        previousVersion: 'off',
        description: 'Declined charges are tried a second time, Europe first',
        pull: {
          number: 877,
          title: 'Retry declined charges in eu-west-1',
          mergedAt: '2026-11-19T17:40:12.000Z',
        },
      },
      turn: regions => {
        regions['eu-west-1'].leakPerMinute = 0.62;
      },
    },
    {
      minute: RESTARTED,
      log: {
        service: 'payment-service',
        region: 'eu-west-1',
        level: 'warn',
        message: 'restarted, 20 connections free',
      },
      turn: regions => {
        regions['eu-west-1'].restartPayments();
        // The evening has more customers
        regions['eu-west-1'].leakPerMinute = 1.3;
      },
    },
    {
      minute: SHIFTED,
      change: {
        service: 'payment-service',
        region: 'eu-west-1',
        kind: 'config_change',
        name: 'payments_region',
        version: 'us-east-1',
        previousVersion: 'eu-west-1',
        description: 'Fail over: two of three charges go to us-east-1',
      },
      turn: regions => {
        regions['eu-west-1'].shiftedPayments = 0.66;
      },
    },
    {
      minute: SWITCHED_OFF,
      change: {
        service: 'payment-service',
        region: 'eu-west-1',
        kind: 'config_change',
        name: 'retry_declined_charges',
        version: 'off',
        previousVersion: 'on',
        description: 'The second try is disabled again',
      },
      turn: regions => {
        regions['eu-west-1'].leakPerMinute = 0;
      },
    },
    {
      minute: SWITCHED_OFF + 1.5,
      log: {
        service: 'payment-service',
        region: 'eu-west-1',
        level: 'warn',
        message: 'restarted, 20 connections free',
      },
      turn: regions => {
        regions['eu-west-1'].restartPayments();
      },
    },
    {
      minute: 82,
      change: {
        service: 'payment-service',
        region: 'eu-west-1',
        kind: 'config_change',
        name: 'payments_region',
        version: 'eu-west-1',
        previousVersion: 'us-east-1',
        description: 'Charges of Europe stay in Europe again',
      },
      turn: regions => {
        regions['eu-west-1'].shiftedPayments = 0;
      },
    },
  ],
  times: ({ at, alerts }) => ({
    detectedAt: alerts[0].startsAt,
    mitigatedAt: at(SWITCHED_OFF),
    resolvedAt: alerts
      .map(({ endsAt }) => endsAt)
      .sort()
      .at(-1),
  }),
  channel: '#inc-102-payments',
  chat: ({ at, regions }) => {
    const say = (minute, name, text, more) => ({
      at: at(minute),
      name,
      text,
      service: 'payment-service',
      ...more,
    });
    const { unpaid } = regions['eu-west-1'];
    return [
      say(
        6.2,
        'Mei Tan',
        'PaymentPoolExhausted in eu-west-1: all 20 connections are in use. That should not happen at this load.',
      ),
      say(8.9, 'Ada Okafor', 'Checkout fails too, declaring SEV1.', {
        pinned: true,
      }),
      say(11.7, 'Jonas Lind', 'Nothing unusual at inventory.', {
        service: 'inventory',
      }),
      say(
        15.4,
        'Mei Tan',
        'Only eu-west-1. us-east-1 has 3 connections in use, the same version and half the load.',
        { reactions: [{ name: 'thinking_face', count: 2 }] },
      ),
      say(
        22.3,
        'Mei Tan',
        'Is the database itself slow? Asking the database team.',
      ),
      say(
        30.6,
        'Tom Weber',
        'The database is healthy, its queries take 12 ms.',
      ),
      say(
        36.8,
        'Mei Tan',
        'Restarting payment-service in eu-west-1 to free the pool. We still have to find the leak.',
      ),
      say(41.5, 'Ada Okafor', 'Checkout is green again.', {
        service: 'checkout',
      }),
      say(
        44.2,
        'Mei Tan',
        'It is filling up again, half of the pool is gone after six minutes. The restart buys us ten minutes, no more.',
        { pinned: true },
      ),
      say(
        52.6,
        'Jonas Lind',
        'retry_declined_charges was turned on in eu-west-1 at 17:46, and only there.',
        { reactions: [{ name: 'bulb', count: 3 }] },
      ),
      say(
        56.9,
        'Ada Okafor',
        "Let's fail over two of three charges to us-east-1 while we check that.",
      ),
      say(
        63.5,
        'Mei Tan',
        'Confirmed: the second try opens a connection of its own and never gives it back. Turning it off.',
        { pinned: true },
      ),
      say(
        71.4,
        'Mei Tan',
        'Retries are off, payment-service is restarted, 4 connections in use and stable.',
      ),
      say(73.8, 'Ada Okafor', 'Checkout is back to normal.', {
        service: 'checkout',
      }),
      say(
        86.1,
        'Priya Raman',
        `${count(
          unpaid,
        )} orders failed in eu-west-1. The baskets are kept, mails to the customers go out tonight.`,
        { service: 'checkout' },
      ),
    ];
  },
  trace: ({ at, peak, calm, logsOf, changes }, ids) => {
    const europe = ['payment-service', 'eu-west-1'];
    const [line] = logsOf('payment-service').filter(
      ({ level }) => level === 'error',
    );
    const [retries] = changes;
    const inUse = peak('db_pool_in_use', ...europe);
    const errors = percent(peak('error_rate', ...europe));
    return {
      traceId: 'shop-agent/inc-102',
      investigator: 'shop agent 1.3',
      steps: [
        {
          stepId: 'pool',
          action: 'query_metric',
          timestamp: at(12.4),
          input: { metric: 'db_pool_in_use', service: 'payment-service' },
          output: {
            db_pool_in_use: {
              before: calm('db_pool_in_use', ...europe),
              highest: inUse,
              size: 20,
            },
            reading: `the database pool of payment-service is full: ${inUse} of 20 connections in use`,
          },
          evidence: [ids.metric('db_pool_in_use', ...europe)],
          validation: {
            passed: true,
            rule: 'db_pool_in_use == 20',
            explanation: `${inUse} of 20 connections are in use`,
          },
          nextStep: 'errors',
        },
        {
          stepId: 'errors',
          action: 'inspect_log',
          timestamp: at(13.1),
          input: { service: 'payment-service', level: 'error' },
          output: {
            first: line.message,
            reading:
              'charges fail: payment-service gets no connection from its database pool',
          },
          evidence: ids.logs('payment-service'),
          validation: {
            passed: true,
            rule: 'a failed charge names its reason',
            explanation: 'charges fail because there is no connection in time',
          },
          nextStep: 'effect',
        },
        {
          stepId: 'stock',
          action: 'query_metric',
          timestamp: at(13.6),
          hypothesis: 'inventory is slow and holds checkout up.',
          input: { metric: 'latency_p99', service: 'inventory' },
          output: {
            latency_p99: {
              before: calm('latency_p99', 'inventory', 'eu-west-1'),
              highest: peak('latency_p99', 'inventory', 'eu-west-1'),
            },
          },
          evidence: [ids.metric('latency_p99', 'inventory', 'eu-west-1')],
          validation: {
            passed: false,
            rule: 'latency_p99 > 0.5',
            explanation: `latency_p99 of inventory never went above ${atMost(
              peak('latency_p99', 'inventory', 'eu-west-1'),
            )}`,
          },
          nextStep: null,
        },
        {
          stepId: 'effect',
          action: 'query_metric',
          timestamp: at(14.2),
          input: { metric: 'error_rate', service: 'payment-service' },
          output: {
            error_rate: {
              before: calm('error_rate', ...europe),
              highest: peak('error_rate', ...europe),
            },
            reading: `error_rate of payment-service rose to ${errors} once the pool was full`,
          },
          evidence: [
            ids.metric('error_rate', ...europe),
            ids.metric('error_rate', 'checkout', 'eu-west-1'),
          ],
          validation: {
            passed: true,
            rule: 'error_rate > 0.05 after the pool is full',
            explanation: `error_rate of payment-service rose to ${errors}`,
          },
          nextStep: 'change',
        },
        {
          stepId: 'change',
          action: 'check_deployment',
          timestamp: at(51.8),
          input: { service: 'payment-service', window: '2h' },
          output: {
            changed: `retry_declined_charges was turned on in eu-west-1 at ${retries.at}`,
            change: retries.description,
          },
          evidence: ids.changes('payment-service').slice(0, 1),
          validation: {
            passed: true,
            rule: 'a change precedes the first connection that is lost',
            explanation:
              'retry_declined_charges was turned on in eu-west-1 before the pool of payment-service began to fill',
          },
          nextStep: null,
        },
      ],
      rootCauseHypothesis: `The database pool of payment-service was full: ${inUse} of 20 connections were in use, and charges fail without a connection.`,
      supportingEvidence: ['pool', 'errors', 'effect', 'change'],
      contributingFactors: [
        'retry_declined_charges was turned on in eu-west-1 before the pool of payment-service began to fill.',
      ],
    };
  },
};
