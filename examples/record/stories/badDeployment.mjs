import { percent } from '../words.mjs';

/** Version 2.4.1 of checkout makes a field mandatory that old clients do not send. */
export const badDeployment = {
  about:
    'A deployment of checkout that rejects a third of all orders, and its rollback.',
  key: 'INC-101',
  title: 'Checkout rejects a third of all orders',
  description: 'Customers report that their orders fail at the last step.',
  severity: 'sev1',
  services: ['checkout'],
  participants: ['user:default/ada.okafor', 'user:default/priya.raman'],
  alerts: ['CheckoutErrors'],
  brokenSeconds: 75,
  metrics: [
    ['error_rate', 'checkout'],
    ['request_rate', 'checkout'],
    ['latency_p99', 'payment-service'],
  ],
  breakIt: shop =>
    shop.deploy('checkout', '2.4.1', {
      description:
        'Orders must name their currency: the field currency is mandatory',
    }),
  healIt: shop =>
    shop.deploy('checkout', '2.4.0', {
      kind: 'rollback',
      description: 'Back to the last good version',
    }),
  channel: '#inc-101-checkout',
  chat: ({ at }) => [
    {
      at: at('detected', 4),
      name: 'Ada Okafor',
      service: 'checkout',
      text: 'Paged for CheckoutErrors, looking at it.',
    },
    {
      at: at('detected', 12),
      name: 'Priya Raman',
      service: 'checkout',
      text: 'Support has the first tickets: the last step of the order shows an error page.',
    },
    {
      at: at('detected', 24),
      name: 'Jonas Lind',
      service: 'checkout',
      text: 'I bet it is payment-service again, it was slow last week.',
    },
    {
      at: at('detected', 41),
      name: 'Ada Okafor',
      service: 'checkout',
      text: 'payment-service looks as always. Checkout logs say that field currency is missing.',
    },
    {
      at: at('detected', 58),
      name: 'Ada Okafor',
      service: 'checkout',
      text: 'checkout 2.4.1 went out just before this. Rolling back.',
    },
    {
      at: at('ended', 6),
      name: 'Priya Raman',
      service: 'checkout',
      text: 'Orders go through again, thank you.',
    },
  ],
  trace: ({ at, peak, calm, logsOf, deployments }, ids) => {
    const [line] = logsOf('checkout');
    const [deployed] = deployments;
    const errors = percent(peak('error_rate', 'checkout'));
    return {
      traceId: 'shop-agent/inc-101',
      investigator: 'shop agent 1.3',
      steps: [
        {
          stepId: 'errors',
          action: 'query_metric',
          timestamp: at('detected', 20),
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
          timestamp: at('detected', 30),
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
            explanation: `latency_p99 of payment-service never went above ${peak(
              'latency_p99',
              'payment-service',
            )} s`,
          },
          nextStep: null,
        },
        {
          stepId: 'logs',
          action: 'inspect_log',
          timestamp: at('detected', 38),
          input: { service: 'checkout', level: 'error' },
          output: {
            first: line.message,
            lines: logsOf('checkout').length,
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
          timestamp: at('detected', 50),
          input: { service: 'checkout', window: '1h' },
          output: {
            deployed: `checkout ${deployed.version} replaced ${deployed.previousVersion}`,
            at: deployed.at,
            change: deployed.description,
            canary: 'none: version 2.4.1 went to every instance at once',
          },
          evidence: ids.deployments('checkout').slice(0, 1),
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
