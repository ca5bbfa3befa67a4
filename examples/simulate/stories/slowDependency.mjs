import { atMost, seconds } from '../words.mjs';

const CHANGED = 0;
const CHANGED_BACK = 36;
const SLOW = 1.15;

/** Stock lookups become slow, and checkout waits for them. A release of auth-service shortly before looks like the cause. */
export const slowDependency = {
  about:
    'inventory becomes slow after a change of its index, and checkout with it. A release of auth-service minutes before is suspected and rolled back in vain.',
  key: 'INC-103',
  title: 'Checkout is slow',
  description: 'Orders take more than a second.',
  severity: 'sev2',
  services: ['checkout', 'inventory'],
  participants: [
    'user:default/jonas.lind',
    'user:default/ada.okafor',
    'user:default/tom.weber',
  ],
  seed: 303,
  startedAt: '2026-11-20T09:11:25.000Z',
  from: -90,
  to: 60,
  regions: { 'eu-west-1': 7.5 },
  alerts: ['CheckoutSlow'],
  metrics: [
    ['latency_p99', 'checkout'],
    ['latency_p99', 'inventory'],
    ['cpu_usage', 'inventory'],
    ['latency_p99', 'payment-service'],
    ['latency_p99', 'auth-service'],
    ['error_rate', 'checkout'],
    ['orders_paid', 'checkout'],
  ],
  events: [
    {
      minute: -4.5,
      change: {
        service: 'auth-service',
        version: '3.8.0',
        previousVersion: '3.7.5',
        description: 'Sessions are renewed in the background',
        pull: {
          number: 2210,
          title: 'Renew sessions in the background',
          mergedAt: '2026-11-20T08:52:40.000Z',
        },
      },
    },
    {
      minute: CHANGED,
      change: {
        service: 'inventory',
        kind: 'config_change',
        version: '1.9.4',
        previousVersion: '1.9.3',
        description: 'Stock lookups no longer use the index on article',
        pull: {
          number: 655,
          title: 'Drop the index on article, which nothing seemed to use',
          mergedAt: '2026-11-20T09:04:18.000Z',
        },
      },
      turn: ({ 'eu-west-1': region }) => {
        region.stockSeconds = SLOW;
      },
    },
    ...[0.6, 8.2, 17.9, 29.3].map(minute => ({
      minute,
      log: {
        service: 'inventory',
        level: 'warn',
        message: 'slow query: stock by article reads the whole table',
      },
    })),
    {
      minute: 20,
      change: {
        service: 'auth-service',
        kind: 'rollback',
        version: '3.7.5',
        previousVersion: '3.8.0',
        description: 'Back to the version of yesterday, on suspicion',
      },
    },
    {
      minute: CHANGED_BACK,
      change: {
        service: 'inventory',
        kind: 'rollback',
        version: '1.9.3',
        previousVersion: '1.9.4',
        description: 'The index on article is used again',
      },
      turn: ({ 'eu-west-1': region }) => {
        region.stockSeconds = 0.019;
      },
    },
  ],
  times: ({ at, alerts: [slow] }) => ({
    detectedAt: slow.startsAt,
    mitigatedAt: at(CHANGED_BACK),
    resolvedAt: slow.endsAt,
  }),
  channel: '#inc-103-slow-checkout',
  chat: ({ at, valueAt }) => {
    const say = (minute, service, name, text, more) => ({
      at: at(minute),
      name,
      text,
      service,
      ...more,
    });
    const checkout = seconds(valueAt(7, 'latency_p99', 'checkout'));
    return [
      say(
        7.1,
        'checkout',
        'Ada Okafor',
        `CheckoutSlow is firing: p99 is ${checkout} instead of 0.1 s. No errors though.`,
      ),
      say(
        10.4,
        'checkout',
        'Tom Weber',
        'Could it be the sign-in? auth-service 3.8.0 went out at 09:06, five minutes before it began.',
        { reactions: [{ name: 'eyes', count: 2 }] },
      ),
      say(
        12.8,
        'checkout',
        'Ada Okafor',
        'The times fit. Rolling auth-service back is cheap.',
      ),
      say(18.9, 'checkout', 'Tom Weber', 'Rolling back auth-service to 3.7.5.'),
      say(
        25.7,
        'checkout',
        'Ada Okafor',
        'No change: auth-service is back at 3.7.5 and checkout is as slow as before. It was not the sign-in.',
        { pinned: true },
      ),
      say(
        29.6,
        'inventory',
        'Jonas Lind',
        'inventory 1.9.4 changed how we look stock up at 09:11. I see a slow query warning, it reads the whole table.',
        { pinned: true },
      ),
      say(33.2, 'inventory', 'Jonas Lind', 'Going back to 1.9.3.'),
      say(38.9, 'checkout', 'Ada Okafor', 'Latency is back to normal.'),
      say(
        47.3,
        'checkout',
        'Tom Weber',
        'I will bring auth-service 3.8.0 out again in the afternoon, it was innocent.',
      ),
    ];
  },
  trace: ({ at, peak, calm, logsOf, changes }, ids) => {
    const checkout = seconds(peak('latency_p99', 'checkout'));
    const inventory = seconds(peak('latency_p99', 'inventory'));
    const [line] = logsOf('inventory');
    const changed = changes.find(({ service }) => service === 'inventory');
    return {
      traceId: 'shop-agent/inc-103',
      investigator: 'shop agent 1.3',
      steps: [
        {
          stepId: 'latency',
          action: 'query_metric',
          timestamp: at(8.4),
          input: { metric: 'latency_p99', service: 'checkout' },
          output: {
            latency_p99: {
              before: calm('latency_p99', 'checkout'),
              highest: peak('latency_p99', 'checkout'),
            },
            reading: `latency_p99 of checkout rose to ${checkout}`,
          },
          evidence: [ids.metric('latency_p99', 'checkout')],
          validation: {
            passed: true,
            rule: 'latency_p99 > 0.5',
            explanation: `latency_p99 of checkout rose to ${checkout}`,
          },
          nextStep: 'dependency',
        },
        {
          stepId: 'sign-in',
          action: 'query_metric',
          timestamp: at(21.8),
          hypothesis: 'auth-service 3.8.0 is slow and holds checkout up.',
          input: { metric: 'latency_p99', service: 'auth-service' },
          output: {
            latency_p99: {
              before: calm('latency_p99', 'auth-service'),
              highest: peak('latency_p99', 'auth-service'),
            },
          },
          evidence: [ids.metric('latency_p99', 'auth-service')],
          validation: {
            passed: false,
            rule: 'latency_p99 > 0.5',
            explanation: `latency_p99 of auth-service never went above ${atMost(
              peak('latency_p99', 'auth-service'),
            )}`,
          },
          nextStep: null,
        },
        {
          stepId: 'dependency',
          action: 'correlate_event',
          timestamp: at(22.6),
          input: {
            service: 'checkout',
            dependencies: ['inventory', 'payment-service'],
          },
          output: {
            inventory: { highest: peak('latency_p99', 'inventory') },
            payments: { highest: peak('latency_p99', 'payment-service') },
            reading: `checkout is slow because it waits for inventory, whose stock lookups take ${inventory}`,
          },
          evidence: [
            ids.metric('latency_p99', 'inventory'),
            ids.metric('latency_p99', 'payment-service'),
          ],
          validation: {
            passed: true,
            rule: 'a dependency is as slow as the service itself',
            explanation: `latency_p99 of inventory rose to ${inventory}`,
          },
          nextStep: 'change',
        },
        {
          stepId: 'change',
          action: 'check_deployment',
          timestamp: at(28.2),
          input: { service: 'inventory', window: '1h' },
          output: {
            changed: `inventory ${changed.version} replaced ${changed.previousVersion}`,
            change: changed.description,
            log: line.message,
          },
          evidence: [
            ...ids.changes('inventory').slice(0, 1),
            ...ids.logs('inventory').slice(0, 1),
          ],
          validation: {
            passed: true,
            rule: 'a change precedes the first slow request',
            explanation: `inventory ${changed.version} no longer uses the index on article`,
          },
          nextStep: null,
        },
      ],
      rootCauseHypothesis: `checkout waits for inventory ${changed.version}, whose stock lookups no longer use the index on article and take ${inventory}.`,
      supportingEvidence: ['latency', 'dependency', 'change'],
      contributingFactors: [
        'A slow query warning of inventory raised no alert, and nobody tests stock lookups under load.',
      ],
    };
  },
};
