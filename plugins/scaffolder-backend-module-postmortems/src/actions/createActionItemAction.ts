import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';
import { nameOf, tokenOf, type ActionOptions } from './options';

const ID = 'postmortem:action-item:create';

/** Adds a follow-up to a retrospective. */
export function createActionItemAction(options: ActionOptions) {
  const { client } = options;
  return createTemplateAction({
    id: ID,
    description: 'Adds an action item to a retrospective',
    supportsDryRun: true,
    examples: [
      {
        description: 'Ask for an alert',
        example: stringify({
          steps: [
            {
              action: ID,
              id: 'alert',
              name: 'Add the action item',
              input: {
                retrospectiveId: '${{ steps.start.output.retrospectiveId }}',
                title: 'Alert on a full pool',
                type: 'detect',
                endState: 'An alert fires within 2 minutes of a full pool',
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        retrospectiveId: z => z.string().describe('Id of the retrospective'),
        title: z => z.string().min(3).max(300).describe('What is to be done'),
        type: z =>
          z
            .enum(['investigate', 'prevent', 'mitigate', 'detect', 'repair'])
            .describe('What it is for'),
        priority: z =>
          z
            .enum(['high', 'medium', 'low'])
            .optional()
            .describe('medium when left out'),
        owner: z =>
          z
            .string()
            .optional()
            .describe('Entity ref; the owner of the service when left out'),
        dueAt: z =>
          z
            .string()
            .optional()
            .describe('ISO 8601 time; as the template says when left out'),
        endState: z =>
          z
            .string()
            .min(3)
            .max(1000)
            .describe('What will be true, and can be checked'),
      },
      output: {
        actionItemId: z => z.string().describe('Id of the action item'),
      },
    },
    async handler(ctx) {
      const { retrospectiveId, ...item } = ctx.input;
      const id = `scaffolder-${nameOf(ctx, item.title)}`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would add “${item.title}” to ${retrospectiveId}`);
        ctx.output('actionItemId', id);
        return;
      }
      const credentials = await tokenOf(options, ctx);
      const actionItemId = await ctx.checkpoint({
        key: `${ID}.${id}`,
        fn: async () => {
          const made = await client.createActionItem(
            retrospectiveId,
            { id, ...item },
            credentials,
          );
          return made.id;
        },
      });
      ctx.output('actionItemId', actionItemId);
    },
  });
}
