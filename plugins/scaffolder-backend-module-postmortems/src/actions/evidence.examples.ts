import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const EVIDENCE_ACTION_ID = 'postmortem:evidence:add';

export const evidenceExamples: TemplateExample[] = [
  {
    description:
      'Add what the on-call noted, and regenerate the postmortem with it',
    example: stringify({
      steps: [
        {
          action: EVIDENCE_ACTION_ID,
          id: 'note',
          name: 'Add the note',
          input: {
            incidentKey: '${{ steps.start.output.incidentKey }}',
            postmortemId: '${{ steps.start.output.postmortemId }}',
            service: 'component:default/checkout',
            text: 'Rolled back to 2.4.0',
            author: 'Ada Okafor',
            timestamp: '2026-03-02T14:10:00Z',
          },
        },
      ],
    }),
  },
  {
    description: 'Add a log file from the workspace',
    example: stringify({
      steps: [
        {
          action: EVIDENCE_ACTION_ID,
          id: 'log',
          name: 'Add the log',
          input: {
            incidentKey: 'INC-42',
            service: 'component:default/checkout',
            sourceType: 'telemetry',
            file: 'logs/checkout.log',
          },
        },
      ],
    }),
  },
];
