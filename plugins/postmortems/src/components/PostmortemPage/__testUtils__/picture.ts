import { incidentPictureSchema } from '@postmortems/backstage-plugin-postmortems-common';

const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;

/** What happened around the evidence of `causes.ts`. */
export const examplePicture = incidentPictureSchema.parse({
  postmortemId: 'retro-1',
  revision: 2,
  sealId: 'seal-1',
  window: { from: at('14:00'), to: at('14:30') },
  phases: [
    {
      phase: 'impact',
      at: at('14:06'),
      evidence: { evidence: 'incident-record', pointer: '/startedAt' },
    },
    {
      phase: 'recovered',
      at: at('14:25'),
      evidence: { evidence: 'incident-record', pointer: '/resolvedAt' },
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
          to: at('14:24'),
          count: 1,
          evidence: { evidence: 'alert-1', pointer: '/startsAt' },
        },
      ],
    },
  ],
  changes: [
    {
      kind: 'deployment',
      at: at('14:05'),
      service: 'checkout',
      label: 'checkout 2.4.0',
      status: 'succeeded',
      evidence: { evidence: 'deploy-1' },
    },
    {
      kind: 'rollback',
      at: at('14:20'),
      service: 'checkout',
      label: 'checkout 2.3.9',
      evidence: { evidence: 'rollback-1' },
    },
  ],
  chat: {
    messages: 3,
    binSeconds: 60,
    bins: [{ at: at('14:09'), messages: 3, evidence: { evidence: 'chat-1' } }],
  },
  series: [
    {
      metric: 'error_rate',
      service: 'checkout',
      unit: 'percent',
      points: [0.4, 0.5, 0.4, 0.4, 6.1, 14.2, 13.8, 2.1, 0.5].map(
        (value, minute) => [at(`14:0${minute + 1}`), value],
      ),
      usual: { value: 0.4, label: '0.4 %' },
      extreme: { value: 14.2, label: '14.2 %', at: at('14:06') },
      evidence: { evidence: 'errors-1', pointer: '/points/5' },
    },
  ],
  cause: {
    claimId: 'cause-1',
    statement: 'checkout was deployed, from 2.3.9 to 2.4.0',
    confirmed: false,
    cause: { at: at('14:05'), evidence: { evidence: 'deploy-1' } },
    effect: {
      at: at('14:08'),
      evidence: { evidence: 'alert-1', pointer: '/startsAt' },
    },
  },
  moreChanges: 0,
});
