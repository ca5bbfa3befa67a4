import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  createIncidentSchema,
  createPostmortemSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { callApi } from './callApi';
import { withoutEmptyFields, parseInput } from './input';
import { getInitiatorToken, type ActionOptions } from './ActionOptions';
import { toPostmortemPath } from './paths';
import { toStepId, getFirstAttemptTime } from './idempotency';
import { START_ACTION_ID, startExamples } from './start.examples';

/** Creates `postmortem:start`, which creates an incident and drafts its postmortem. */
export function createStartAction(options: ActionOptions) {
  const { client } = options;
  return createTemplateAction({
    id: START_ACTION_ID,
    description:
      'Opens an incident and writes the first draft of its postmortem, from what is known so far',
    supportsDryRun: true,
    examples: startExamples,
    schema: {
      input: {
        service: z =>
          z
            .string()
            .describe('Entity ref of the service that was affected most'),
        affectedServices: z =>
          z
            .array(z.string())
            .max(49)
            .optional()
            .describe('Entity refs of other services that were affected'),
        title: z => z.string().min(1).max(300).describe('What happened'),
        severity: z =>
          z
            .enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5'])
            .describe('How bad it was; sev1 is the worst'),
        key: z =>
          z
            .string()
            .optional()
            .describe(
              'Key of the incident, such as INC-42; a new one if empty',
            ),
        startedAt: z =>
          z
            .string()
            .optional()
            .describe(
              'When it started: ISO 8601 with a zone, such as 2026-03-02T14:02:00Z; now if empty',
            ),
        resolvedAt: z =>
          z
            .string()
            .optional()
            .describe(
              'When it was resolved: ISO 8601 with a zone; empty while it goes on',
            ),
        summary: z =>
          z.string().max(10_000).optional().describe('What is known, in short'),
        participants: z =>
          z
            .array(z.string())
            .max(200)
            .optional()
            .describe(
              'Entity refs of people and groups who worked on it; they may read it when it is private',
            ),
        visibility: z =>
          z
            .enum(['public', 'private'])
            .optional()
            .describe(
              'Who may read it; public if empty. Do not make an incident private from a template that everybody can run: title, summary and everything else that is filled in stay readable to whoever may read the task',
            ),
        template: z =>
          z
            .string()
            .optional()
            .describe(
              'Name of the postmortem template; the one for the service if empty',
            ),
      },
      output: {
        incidentKey: z => z.string().describe('Key of the incident'),
        postmortemId: z => z.string().describe('Id of the postmortem'),
        path: z =>
          z
            .string()
            .describe(
              'Path of the postmortem in Backstage, when its page is at /postmortems',
            ),
      },
    },
    async handler(ctx) {
      const input = withoutEmptyFields(ctx.input);
      const { service, affectedServices, summary, template, ...fields } = input;
      const id = toStepId(ctx, input);
      const toIncident = (startedAt: string) =>
        parseInput(
          createIncidentSchema,
          {
            ...fields,
            key: input.key ?? `RETRO-${id}`,
            services: [...new Set([service, ...(affectedServices ?? [])])],
            startedAt,
            ...(summary && { description: summary }),
          },
          fieldOf,
        );
      const request = parseInput(
        createPostmortemSchema,
        template ? { template } : {},
      );
      if (ctx.isDryRun) {
        const now = new Date().toISOString();
        const { key } = toIncident(input.startedAt ?? now);
        ctx.logger.info(`Would open incident ${key} of ${service}`);
        ctx.output('incidentKey', key);
        ctx.output('postmortemId', 'dry-run');
        ctx.output('path', toPostmortemPath('dry-run'));
        return;
      }
      const incident = toIncident(
        input.startedAt ??
          (await getFirstAttemptTime(ctx, `${START_ACTION_ID}.time.${id}`)),
      );
      const credentials = await getInitiatorToken(options, ctx);
      const incidentKey = await ctx.checkpoint({
        key: `${START_ACTION_ID}.incident.${id}`,
        fn: async () => {
          const created = await callApi(
            () => client.createIncident(incident, credentials),
            {
              what: `Opening incident '${incident.key}'`,
              onConflict: input.key
                ? "leave 'key' empty or choose another one; to add to the existing incident, use postmortem:evidence:add"
                : "the step has run with the same input before; give each run its own 'key'",
            },
          );
          return created.key;
        },
      });
      ctx.logger.info(`Incident ${incidentKey} is open`);
      const postmortemId = await ctx.checkpoint({
        key: `${START_ACTION_ID}.postmortem.${id}`,
        fn: async () => {
          const postmortem = await callApi(
            () => client.createPostmortem(incidentKey, request, credentials),
            { what: `Drafting the postmortem of '${incidentKey}'` },
          );
          return postmortem.id;
        },
      });
      ctx.output('incidentKey', incidentKey);
      ctx.output('postmortemId', postmortemId);
      ctx.output('path', toPostmortemPath(postmortemId));
    },
  });
}

/** The action's input field for a path of the incident. */
function fieldOf([name, index]: readonly PropertyKey[]): string {
  if (name === 'description') return 'summary';
  if (name !== 'services') return String(name);
  return index === 0 ? 'service' : 'affectedServices';
}
