import { z } from 'zod';
import { slackUserSchema } from '../messages/slackUser';

const cursor = z
  .looseObject({ next_cursor: z.string().optional() })
  .optional()
  .transform(metadata => metadata?.next_cursor || undefined);

export const authTestSchema = z.looseObject({
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  team: z.string().optional().catch(undefined),
  user: z.string().optional().catch(undefined),
});

const channelSchema = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional().catch(undefined),
  created: z.number().default(0).catch(0),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_member: z.boolean().default(false),
});
export type ListedChannel = z.output<typeof channelSchema>;

export const channelsPageSchema = z.looseObject({
  channels: z.array(channelSchema),
  response_metadata: cursor,
});

export const channelInfoSchema = z.looseObject({ channel: channelSchema });

/** Messages are read one by one, so that an odd one costs no page. */
export const messagesPageSchema = z.looseObject({
  messages: z.array(z.unknown()),
  response_metadata: cursor,
});

const optionalText = z.string().optional().catch(undefined);

export const userSchema = z.looseObject({ user: slackUserSchema });

export const groupsSchema = z.looseObject({
  usergroups: z.array(
    z.looseObject({
      id: z.string(),
      handle: optionalText,
      name: optionalText,
    }),
  ),
});

export const pinsSchema = z.looseObject({
  items: z
    .array(
      z.looseObject({
        type: optionalText,
        created: z.number().optional().catch(undefined),
        created_by: optionalText,
        message: z
          .looseObject({ ts: optionalText })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
});
