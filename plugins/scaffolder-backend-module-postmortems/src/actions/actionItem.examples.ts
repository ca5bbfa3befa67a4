import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const ACTION_ITEM_ACTION_ID = 'postmortem:action-item:create';

export const actionItemExamples: TemplateExample[] = [
  {
    description: 'Ask the team that owns the service for an alert',
    example: stringify({
      steps: [
        {
          action: ACTION_ITEM_ACTION_ID,
          id: 'alert',
          name: 'Add the action item',
          input: {
            postmortemId: '${{ steps.start.output.postmortemId }}',
            title: 'Alert on a full connection pool',
            type: 'detect',
            endState: 'An alert fires within 2 minutes of a full pool',
          },
        },
      ],
    }),
  },
  {
    description: 'Ask two teams for the same, each for its own service',
    example: stringify({
      steps: [
        {
          action: ACTION_ITEM_ACTION_ID,
          id: 'limits',
          name: 'Add an action item for each team',
          each: ['group:default/sre-team', 'group:default/web-team'],
          input: {
            postmortemId: '${{ steps.start.output.postmortemId }}',
            title: 'Limit the connections of each client',
            type: 'prevent',
            priority: 'high',
            owner: '${{ each.value }}',
            dueAt: '2026-06-01T12:00:00Z',
            endState: 'A load test with 500 clients leaves 20 connections free',
          },
        },
      ],
    }),
  },
];
