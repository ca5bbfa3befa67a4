import {
  incidentPictureSchema,
  type IncidentPicture,
} from '../../schema/picture';
import type { PictureLabels } from '../labels';

const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;
const evidence = (id: string) => ({ evidence: id });

export const englishLabels: PictureLabels = {
  title: 'The incident at a glance',
  phases: {
    impact: 'Impact began',
    detected: 'Detected',
    response: 'Responders joined',
    mitigated: 'Mitigated',
    recovered: 'Recovered',
  },
  changes: {
    deployment: 'Deployment',
    rollback: 'Rollback',
    config: 'Configuration change',
    flag: 'Feature flag',
    other: 'Other change',
  },
  alert: 'Alert',
  metric: 'Metric',
  chat: 'Chat',
  moreAlerts: count => `${count} more alerts`,
  fired: count => `fired ${count} times`,
  noEnd: 'end unknown',
  messages: count => `${count} messages`,
  possibleCause: 'Possible cause',
  confirmedCause: 'Confirmed cause',
  extreme: ({ usual, extreme, at: time }) =>
    `usually ${usual}, ${extreme} at ${time}`,
  effect: ({ statement, at: time }) => `${statement}; effect at ${time}`,
};

/** A deployment breaks checkout; it is rolled back half an hour later. */
export const examplePicture: IncidentPicture = incidentPictureSchema.parse({
  postmortemId: 'retro-1',
  revision: 2,
  sealId: 'seal-1',
  window: { from: at('13:55'), to: at('14:40') },
  phases: [
    { phase: 'impact', at: at('14:02'), evidence: evidence('incident-record') },
    {
      phase: 'detected',
      at: at('14:09'),
      evidence: evidence('incident-record'),
    },
    { phase: 'response', at: at('14:10'), evidence: evidence('chat-2') },
    {
      phase: 'mitigated',
      at: at('14:28'),
      evidence: evidence('incident-record'),
    },
    {
      phase: 'recovered',
      at: at('14:31'),
      evidence: evidence('incident-record'),
    },
  ],
  alerts: [
    {
      name: 'CheckoutErrors',
      service: 'checkout',
      count: 1,
      alerts: [
        {
          from: at('14:08'),
          to: at('14:30'),
          count: 1,
          evidence: evidence('alert-1'),
        },
      ],
    },
    {
      name: 'CheckoutLatencyHigh',
      service: 'checkout',
      count: 3,
      alerts: [
        {
          from: at('14:10'),
          to: at('14:14'),
          count: 1,
          evidence: evidence('alert-3'),
        },
        { from: at('14:18'), count: 2, evidence: evidence('alert-4') },
      ],
    },
  ],
  changes: [
    {
      kind: 'deployment',
      at: at('14:00'),
      service: 'checkout',
      label: 'checkout 2.4.1',
      evidence: evidence('deploy-1'),
    },
    {
      kind: 'config',
      at: at('14:01'),
      service: 'inventory',
      label: 'inventory pool_size',
      evidence: evidence('config-1'),
    },
    {
      kind: 'rollback',
      at: at('14:26'),
      service: 'checkout',
      label: 'checkout 2.4.0',
      status: 'succeeded',
      evidence: evidence('rollback-1'),
    },
  ],
  chat: {
    messages: 27,
    binSeconds: 60,
    bins: Array.from({ length: 20 }, (_, minute) => ({
      at: at(`14:${10 + minute}`),
      messages: 1 + ((minute * 7) % 5),
      evidence: evidence(`chat-${minute}`),
    })),
  },
  series: [
    {
      metric: 'error_rate',
      service: 'checkout',
      unit: 'ratio',
      points: Array.from({ length: 45 }, (_, minute) => [
        new Date(Date.parse(at('13:55')) + minute * 60_000).toISOString(),
        minute > 7 && minute < 34 ? 0.3 + (minute % 5) / 100 : 0.002,
      ]),
      usual: { value: 0.002, label: '0.2 %' },
      extreme: { at: at('14:04'), value: 0.34, label: '34 %' },
      evidence: { evidence: 'errors', pointer: '/points/9' },
    },
  ],
  cause: {
    claimId: 'cause-1',
    statement: 'checkout 2.4.1 rejects orders',
    confirmed: false,
    cause: { at: at('14:00'), evidence: evidence('deploy-1') },
    effect: {
      at: at('14:08'),
      evidence: { evidence: 'alert-1', pointer: '/startsAt' },
    },
  },
  moreChanges: 0,
});
