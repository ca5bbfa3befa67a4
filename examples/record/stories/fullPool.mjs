import { percent } from '../words.mjs';

/** payment-service does not give its database connections back. */
export const fullPool = {
  about:
    'payment-service loses database connections until its pool is full; a restart frees them.',
  key: 'INC-102',
  title: 'Payments fail: no database connection',
  description: 'Orders are accepted, but cannot be paid.',
  severity: 'sev1',
  services: ['payment-service', 'checkout'],
  participants: ['user:default/mei.tan', 'group:default/payments-team'],
  alerts: ['PaymentPoolExhausted', 'CheckoutErrors'],
  brokenSeconds: 60,
  metrics: [
    ['db_pool_in_use', 'payment-service'],
    ['error_rate', 'payment-service'],
    ['error_rate', 'checkout'],
    ['latency_p99', 'inventory'],
  ],
  breakIt: shop => shop.leakConnections(true),
  healIt: shop => {
    shop.leakConnections(false);
    shop.restartPayments();
  },
  channel: '#inc-102-payments',
  chat: ({ at }) => [
    {
      at: at('detected', 5),
      name: 'Mei Tan',
      service: 'payment-service',
      text: 'PaymentPoolExhausted: every connection is in use. That should not happen at this load.',
    },
    {
      at: at('detected', 15),
      name: 'Jonas Lind',
      service: 'inventory',
      text: 'Nothing unusual at inventory.',
    },
    {
      at: at('detected', 28),
      name: 'Mei Tan',
      service: 'payment-service',
      text: 'The load is the same as an hour ago, so something does not give connections back.',
    },
    {
      at: at('detected', 45),
      name: 'Mei Tan',
      service: 'payment-service',
      text: 'Restarting payment-service to free the pool. We still have to find the leak.',
    },
    {
      at: at('ended', 8),
      name: 'Ada Okafor',
      service: 'checkout',
      text: 'Checkout is green again.',
    },
  ],
  trace: ({ at, peak, calm, logsOf }, ids) => {
    const [line] = logsOf('payment-service');
    const inUse = peak('db_pool_in_use', 'payment-service');
    const errors = percent(peak('error_rate', 'payment-service'));
    return {
      traceId: 'shop-agent/inc-102',
      investigator: 'shop agent 1.3',
      steps: [
        {
          stepId: 'pool',
          action: 'query_metric',
          timestamp: at('detected', 18),
          input: { metric: 'db_pool_in_use', service: 'payment-service' },
          output: {
            db_pool_in_use: {
              before: calm('db_pool_in_use', 'payment-service'),
              highest: inUse,
              size: 20,
            },
            reading: `the database pool of payment-service is full: ${inUse} of 20 connections in use`,
          },
          evidence: [ids.metric('db_pool_in_use', 'payment-service')],
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
          timestamp: at('detected', 26),
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
          timestamp: at('detected', 30),
          hypothesis: 'inventory is slow and holds checkout up.',
          input: { metric: 'latency_p99', service: 'inventory' },
          output: {
            latency_p99: {
              before: calm('latency_p99', 'inventory'),
              highest: peak('latency_p99', 'inventory'),
            },
          },
          evidence: [ids.metric('latency_p99', 'inventory')],
          validation: {
            passed: false,
            rule: 'latency_p99 > 0.5',
            explanation: `latency_p99 of inventory never went above ${peak(
              'latency_p99',
              'inventory',
            )} s`,
          },
          nextStep: null,
        },
        {
          stepId: 'effect',
          action: 'query_metric',
          timestamp: at('detected', 36),
          input: { metric: 'error_rate', service: 'payment-service' },
          output: {
            error_rate: {
              before: calm('error_rate', 'payment-service'),
              highest: peak('error_rate', 'payment-service'),
            },
            reading: `error_rate of payment-service rose to ${errors} once the pool was full`,
          },
          evidence: [
            ids.metric('error_rate', 'payment-service'),
            ids.metric('error_rate', 'checkout'),
          ],
          validation: {
            passed: true,
            rule: 'error_rate > 0.05 after the pool is full',
            explanation: `error_rate of payment-service rose to ${errors}`,
          },
          nextStep: null,
        },
      ],
      rootCauseHypothesis: `The database pool of payment-service was full: ${inUse} of 20 connections were in use, and charges fail without a connection.`,
      supportingEvidence: ['pool', 'errors', 'effect'],
      contributingFactors: [],
    };
  },
};
