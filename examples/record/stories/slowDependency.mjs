import { seconds } from '../words.mjs';

/** Stock lookups become slow, and checkout waits for them. */
export const slowDependency = {
  about:
    'inventory becomes slow after a change of its index, and checkout with it.',
  key: 'INC-103',
  title: 'Checkout is slow',
  description: 'Orders take seconds.',
  severity: 'sev2',
  services: ['checkout', 'inventory'],
  participants: ['user:default/jonas.lind', 'user:default/ada.okafor'],
  alerts: ['CheckoutSlow'],
  brokenSeconds: 70,
  metrics: [
    ['latency_p99', 'checkout'],
    ['latency_p99', 'inventory'],
    ['latency_p99', 'payment-service'],
    ['error_rate', 'checkout'],
  ],
  breakIt: shop => {
    shop.deploy('inventory', '1.9.4', {
      kind: 'config_change',
      description: 'Stock lookups no longer use the index on article',
    });
    shop.delayStock(1150);
    shop.log(
      'inventory',
      'warn',
      'slow query: stock by article reads the whole table',
    );
  },
  healIt: shop => {
    shop.delayStock(8);
    shop.deploy('inventory', '1.9.3', {
      kind: 'rollback',
      description: 'The index on article is used again',
    });
  },
  channel: '#inc-103-slow-checkout',
  chat: ({ at }) => [
    {
      at: at('detected', 6),
      name: 'Ada Okafor',
      service: 'checkout',
      text: 'CheckoutSlow is firing, no errors though.',
    },
    {
      at: at('detected', 17),
      name: 'Tom Weber',
      service: 'checkout',
      text: 'Could it be the sign-in? auth-service had a release this morning.',
    },
    {
      at: at('detected', 33),
      name: 'Jonas Lind',
      service: 'inventory',
      text: 'inventory 1.9.4 changed how we look stock up. I see a slow query warning.',
    },
    {
      at: at('detected', 52),
      name: 'Jonas Lind',
      service: 'inventory',
      text: 'Going back to 1.9.3.',
    },
    {
      at: at('ended', 5),
      name: 'Ada Okafor',
      service: 'checkout',
      text: 'Latency is back to normal.',
    },
  ],
  trace: ({ at, peak, calm, logsOf, deployments }, ids) => {
    const checkout = seconds(peak('latency_p99', 'checkout'));
    const inventory = seconds(peak('latency_p99', 'inventory'));
    const [line] = logsOf('inventory');
    const [changed] = deployments;
    return {
      traceId: 'shop-agent/inc-103',
      investigator: 'shop agent 1.3',
      steps: [
        {
          stepId: 'latency',
          action: 'query_metric',
          timestamp: at('detected', 15),
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
          stepId: 'dependency',
          action: 'correlate_event',
          timestamp: at('detected', 24),
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
          timestamp: at('detected', 35),
          input: { service: 'inventory', window: '1h' },
          output: {
            changed: `inventory ${changed.version} replaced ${changed.previousVersion}`,
            change: changed.description,
            log: line.message,
          },
          evidence: [
            ...ids.deployments('inventory').slice(0, 1),
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
