import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { CreateIncident } from '@postmortems/backstage-plugin-postmortems-common';
import { stringify } from 'yaml';
import { nameOf, tokenOf, type ActionOptions } from './options';

const ID = 'postmortem:start';

/** Opens the incident and writes the first draft of its retrospective. */
export function createStartAction(options: ActionOptions) {
  const { client } = options;
  return createTemplateAction({
    id: ID,
    description:
      'Opens an incident and starts its retrospective, with what is known so far',
    supportsDryRun: true,
    examples: [
      {
        description: 'Start a retrospective of a service',
        example: stringify({
          steps: [
            {
              action: ID,
              id: 'start',
              name: 'Start the retrospective',
              input: {
                service: 'component:default/checkout',
                title: 'Checkout rejected orders',
                severity: 'sev2',
                startedAt: '2026-03-02T14:02:00Z',
                resolvedAt: '2026-03-02T14:40:00Z',
                summary: 'A third of all orders failed after a deployment.',
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        service: z =>
          z.string().describe('Entity ref of the service that was affected'),
        title: z => z.string().min(1).max(200).describe('What happened'),
        severity: z =>
          z
            .enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5'])
            .describe('How bad it was'),
        key: z =>
          z
            .string()
            .optional()
            .describe('Key of the incident; a new one when left out'),
        startedAt: z =>
          z
            .string()
            .optional()
            .describe('ISO 8601 time with a zone; now when left out'),
        resolvedAt: z =>
          z.string().optional().describe('ISO 8601 time with a zone'),
        summary: z => z.string().max(5000).optional().describe('In short'),
        participants: z =>
          z
            .array(z.string())
            .max(100)
            .optional()
            .describe('Entity refs of people and groups who took part'),
        visibility: z =>
          z
            .enum(['public', 'private'])
            .optional()
            .describe('Who may read it; public when left out'),
        template: z =>
          z
            .string()
            .optional()
            .describe('Version of the retrospective template'),
      },
      output: {
        incidentKey: z => z.string().describe('Key of the incident'),
        retrospectiveId: z => z.string().describe('Id of the retrospective'),
        path: z =>
          z.string().describe('Path of the retrospective in Backstage'),
      },
    },
    async handler(ctx) {
      const { service, summary, template, key: wanted, ...rest } = ctx.input;
      // Fields that a form leaves empty
      const input = Object.fromEntries(
        Object.entries(rest).filter(([, value]) => value !== ''),
      );
      const key = wanted ?? `RETRO-${nameOf(ctx)}`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would open incident ${key} of ${service}`);
        ctx.output('incidentKey', key);
        ctx.output('retrospectiveId', 'dry-run');
        ctx.output('path', '/postmortems');
        return;
      }
      const credentials = await tokenOf(options, ctx);
      const incidentKey = await ctx.checkpoint({
        key: `${ID}.incident.${nameOf(ctx)}`,
        fn: async () => {
          const incident: CreateIncident = {
            ...input,
            key,
            services: [service],
            startedAt: rest.startedAt || new Date().toISOString(),
            ...(summary && { description: summary }),
          } as CreateIncident;
          const opened = await client.createIncident(incident, credentials);
          return opened.key;
        },
      });
      ctx.logger.info(`Incident ${incidentKey} is open`);
      const retrospectiveId = await ctx.checkpoint({
        key: `${ID}.retrospective.${nameOf(ctx)}`,
        fn: async () => {
          const { id } = await client.createRetrospective(
            incidentKey,
            template ? { template } : {},
            credentials,
          );
          return id;
        },
      });
      ctx.output('incidentKey', incidentKey);
      ctx.output('retrospectiveId', retrospectiveId);
      ctx.output('path', `/postmortems/${retrospectiveId}`);
    },
  });
}
