import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const MAX_RETENTION_DAYS = 36_500;

const slackBlockSchema = z.strictObject({
  channels: z
    .array(
      z
        .string()
        .regex(
          /^#?[\p{L}\p{N}_*-]{1,80}$/u,
          'must be the name or id of a channel, in which * stands for any part: e.g. incident-*',
        )
        .overwrite(value => value.replace(/^#/, '')),
    )
    .min(1, 'must name at least one channel, e.g. incident-*')
    .max(200),
  retentionDays: z
    .number()
    .int('must be a whole number of days')
    .min(1, 'must be at least 1; leave it out when Slack keeps messages')
    .max(MAX_RETENTION_DAYS)
    .optional(),
  token: secretSchema
    .regex(
      /^xox[a-z]/,
      'must be the bot token of the Slack app, which begins with xoxb-',
    )
    .optional(),
  signingSecret: z
    .string()
    .trim()
    .min(
      1,
      'must not be empty: copy it from “Basic Information” of the Slack app',
    )
    .optional(),
  apiUrl: rootUrlSchema('the Web API of Slack')
    .transform(value => `${value}/`)
    .default('https://slack.com/api/'),
  callsPerMinute: z
    .number()
    .positive(
      'must be above 0: how often a method that reads messages may be called',
    )
    .max(1000)
    .optional(),
});

/** A workspace of Slack, with the path of its block for messages. */
export type SlackConfig = z.output<typeof slackBlockSchema> & { path: string };

/**
 * Reads the blocks of `postmortems.provenanceRouting.chatSources` with
 * `platform: slack`; none without such a block.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readSlackConfig(config: RootConfigService): SlackConfig[] {
  return readSourceBlocks(config, {
    list: 'chatSources',
    platform: 'slack',
    schema: slackBlockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
}
