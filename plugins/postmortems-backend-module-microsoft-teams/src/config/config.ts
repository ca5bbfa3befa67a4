import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const MAX_RETENTION_DAYS = 36_500;

/** A line of text, in which `*` may stand for any part. */
const pattern = (error: string) =>
  z
    .string()
    .regex(/^[^\r\n]*[^\s*][^\r\n]*$|^\*+$/, error)
    .max(200);

const guid = (error: string) => z.guid({ error }).toLowerCase();

const teamsBlockSchema = z
  .strictObject({
    tenantId: guid(
      'must be the directory (tenant) id of Microsoft Entra, e.g. 2432b57b-0abd-43db-aa7b-16eadd115d34',
    ),
    clientId: guid(
      'must be the application (client) id of the app registration',
    ),
    clientSecret: secretSchema.optional(),
    teams: z
      .array(
        guid(
          'must be the id of a team: it is the groupId in the link to the team',
        ),
      )
      .max(100)
      .default([]),
    channels: z
      .array(
        pattern(
          'must be the name or id of a channel, in which * stands for any part: e.g. incident-*',
        ),
      )
      .max(200)
      .default([]),
    retentionDays: z
      .number()
      .int('must be a whole number of days')
      .min(1, 'must be at least 1; leave it out when Teams keeps messages')
      .max(MAX_RETENTION_DAYS)
      .optional(),
    meetings: z
      .strictObject({
        organizers: z
          .array(
            guid('must be the object id of a user, not a name or an address'),
          )
          .min(1, 'must name at least one organizer')
          .max(100),
        subjects: z
          .array(
            pattern(
              'must be the subject of a meeting, in which * stands for any part: e.g. Incident*',
            ),
            {
              error:
                'must name subjects of meetings, e.g. Incident*; * stands for any',
            },
          )
          .min(1, 'must name at least one subject; * stands for any')
          .max(200),
      })
      .optional(),
    baseUrl: rootUrlSchema('Microsoft Graph').default(
      'https://graph.microsoft.com',
    ),
    authorityUrl: rootUrlSchema('Microsoft Entra')
      .refine(url => url.startsWith('https:'), {
        error: 'must be the https address that gives out tokens',
      })
      .default('https://login.microsoftonline.com'),
    scope: z
      .string()
      .regex(
        /^https:\/\/\S+\/\.default$/,
        'must be the address of the API and /.default, e.g. https://graph.microsoft.com/.default',
      )
      .default('https://graph.microsoft.com/.default'),
  })
  .superRefine(({ teams, channels, meetings }, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (teams.length > 0 && channels.length === 0) {
      issue('channels', 'must name at least one channel, e.g. incident-*');
    }
    if (teams.length === 0 && (channels.length > 0 || !meetings)) {
      issue('teams', 'must have the id of at least one team');
    }
  });

/** A tenant of Microsoft Teams, with the path of its block for messages. */
export type TeamsConfig = z.output<typeof teamsBlockSchema> & { path: string };

/**
 * Reads the blocks of `postmortems.provenanceRouting.chatSources` with
 * `platform: microsoft_teams`; none without such a block.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readTeamsConfig(config: RootConfigService): TeamsConfig[] {
  return readSourceBlocks(config, {
    list: 'chatSources',
    platform: 'microsoft_teams',
    schema: teamsBlockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
}
