import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const START_ACTION_ID = 'postmortem:start';

export const startExamples: TemplateExample[] = [
  {
    description: 'Start the postmortem of an incident that is over',
    example: stringify({
      steps: [
        {
          action: START_ACTION_ID,
          id: 'start',
          name: 'Start the postmortem',
          input: {
            service: 'component:default/checkout',
            affectedServices: ['component:default/storefront'],
            title: 'Checkout rejected orders',
            severity: 'sev2',
            startedAt: '2026-03-02T14:02:00Z',
            resolvedAt: '2026-03-02T14:40:00Z',
            summary: 'A third of all orders failed after a deployment.',
            participants: ['group:default/sre-team'],
          },
        },
      ],
    }),
  },
  {
    description:
      'Start the postmortem of an incident that goes on, under the key that it has elsewhere',
    example: stringify({
      steps: [
        {
          action: START_ACTION_ID,
          id: 'start',
          name: 'Start the postmortem',
          input: {
            service: 'component:default/checkout',
            title: 'Checkout is slow',
            severity: 'sev3',
            key: 'INC-43',
          },
        },
      ],
    }),
  },
];
