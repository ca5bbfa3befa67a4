import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { createActionItemSchema } from '@postmortems/backstage-plugin-postmortems-common';
import {
  ACTION_ITEM_ACTION_ID,
  actionItemExamples,
} from './actionItem.examples';
import { callApi } from './callApi';
import { withoutEmptyFields, parseInput } from './input';
import { getInitiatorToken, type ActionOptions } from './ActionOptions';
import { toStepId } from './idempotency';

/** Creates `postmortem:action-item:create`, which adds an action item to a postmortem. */
export function createActionItemAction(options: ActionOptions) {
  const { client } = options;
  return createTemplateAction({
    id: ACTION_ITEM_ACTION_ID,
    description: 'Adds an action item to a postmortem',
    supportsDryRun: true,
    examples: actionItemExamples,
    schema: {
      input: {
        postmortemId: z => z.string().min(1).describe('Id of the postmortem'),
        title: z => z.string().min(3).max(300).describe('What is to be done'),
        type: z =>
          z
            .enum(['investigate', 'prevent', 'mitigate', 'detect', 'repair'])
            .describe('What it is for'),
        priority: z =>
          z
            .enum(['high', 'medium', 'low'])
            .optional()
            .describe('medium if empty'),
        owner: z =>
          z
            .string()
            .optional()
            .describe(
              'Entity ref of who is to do it; the owner of the service if empty',
            ),
        dueAt: z =>
          z
            .string()
            .optional()
            .describe(
              'When it is due: ISO 8601 with a zone; as the postmortem template says if empty',
            ),
        endState: z =>
          z
            .string()
            .min(3)
            .max(1000)
            .describe('What will be true, and can be checked, when it is done'),
      },
      output: {
        actionItemId: z => z.string().describe('Id of the action item'),
      },
    },
    async handler(ctx) {
      const input = withoutEmptyFields(ctx.input);
      const { postmortemId, ...fields } = input;
      const item = parseInput(createActionItemSchema, {
        id: `scaffolder-${toStepId(ctx, input)}`,
        ...fields,
      });
      if (ctx.isDryRun) {
        ctx.logger.info(`Would add “${item.title}” to ${postmortemId}`);
        ctx.output('actionItemId', item.id!);
        return;
      }
      const credentials = await getInitiatorToken(options, ctx);
      const actionItemId = await ctx.checkpoint({
        key: `${ACTION_ITEM_ACTION_ID}.${item.id}`,
        fn: async () => {
          const created = await callApi(
            () => client.createActionItem(postmortemId, item, credentials),
            { what: `Adding the action item “${item.title}”` },
          );
          return created.id;
        },
      });
      ctx.output('actionItemId', actionItemId);
    },
  });
}
