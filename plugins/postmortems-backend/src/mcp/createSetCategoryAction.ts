import {
  incidentReadPermission,
  postmortemUpdatePermission,
  setBlockCategorySchema,
  type SetBlockCategory,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parse } from '../platform/http';
import type { ActionDeps } from './createMcpFeature';

/** `set-contributing-factor-category`: the same as the HTTP route, for agents. */
export function createSetCategoryAction(
  deps: Pick<
    ActionDeps,
    | 'actionsRegistry'
    | 'authorizer'
    | 'writes'
    | 'postmortems'
    | 'categories'
    | 'blockCategories'
  >,
): void {
  const known = deps.categories.items
    .map(({ id, description }) => (description ? `${id} (${description})` : id))
    .join('; ');
  deps.actionsRegistry.register({
    name: 'set-contributing-factor-category',
    title: 'Set the category of a contributing factor',
    description:
      'Chooses the category of a cause or contributing factor of a postmortem, or removes it. The words and verdicts of the postmortem stay as they are. Read the postmortem with get-postmortem first; when it has changed since, this fails and nothing is written.',
    attributes: { readOnly: false, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            postmortemId: z.string().describe('Id from list-postmortems'),
            blockId: z
              .string()
              .describe('blockId of a factor from get-postmortem'),
            // Some clients send numbers as strings
            baseRevision: z.coerce
              .number()
              .describe('revision from get-postmortem'),
            category: z
              .string()
              .nullable()
              .describe(`null for none, or one of: ${known}`),
          } satisfies Record<'postmortemId' | 'blockId' | keyof SetBlockCategory, unknown>)
          .strict(),
      output: z =>
        z.object({
          revision: z.number(),
          category: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { postmortemId: id, blockId, ...body } = input;
      const choice = parse(setBlockCategorySchema, body);
      const [reader, caller] = await deps.authorizer.authorize(credentials, [
        incidentReadPermission,
        postmortemUpdatePermission,
      ]);
      await deps.postmortems.requireWritable({ id, reader, caller });
      const { revision } = await deps.writes.run(
        {
          eventId: 'postmortem-set-category',
          meta: { postmortemId: id, blockId },
          actor: caller.actor,
        },
        () => deps.blockCategories.setCategory({ id, blockId, choice, caller }),
      );
      return {
        output: {
          revision,
          ...(choice.category && { category: choice.category }),
        },
      };
    },
  });
}
