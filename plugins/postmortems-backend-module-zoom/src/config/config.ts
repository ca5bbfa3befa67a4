import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
  timeoutSecondsSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const ofApp = (what: string) =>
  z.string({ error: `must be the ${what} of the Server-to-Server OAuth app` });

const id = (what: string) =>
  ofApp(what).regex(/^[\x21-\x7e]{1,500}$/, `must be the ${what} of the app`);

const blockSchema = z.strictObject({
  accountId: id('account ID'),
  clientId: id('client ID'),
  clientSecret: ofApp('client secret').pipe(secretSchema),
  webhookSecretToken: ofApp('secret token').pipe(secretSchema).optional(),
  topics: z
    .array(
      z
        .string()
        .trim()
        .min(
          1,
          'must be the topic of a meeting, in which * stands for any part',
        )
        .max(200),
    )
    .min(1, 'must name at least one topic of meetings, e.g. incident-*')
    .max(50),
  users: z
    .array(
      z
        .string()
        .regex(
          /^[^\s/?#]{1,200}$/,
          'must be the e-mail address or id of a user in Zoom',
        ),
    )
    .min(1, 'must name at least one user; leave it out for all of the account')
    .max(200)
    .optional(),
  retentionDays: z
    .number()
    .int('must be a whole number of days')
    .min(1, 'must be at least 1; leave it out when Zoom keeps recordings')
    .max(36_500)
    .optional(),
  baseUrl: rootUrlSchema("Zoom's API").default('https://api.zoom.us/v2'),
  tokenUrl: rootUrlSchema("Zoom's token endpoint").default(
    'https://zoom.us/oauth/token',
  ),
  timeoutSeconds: timeoutSecondsSchema,
});

/** A block of the configuration with its defaults, and the path to it. */
export type ZoomConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks with `platform: zoom` of
 * `postmortems.provenanceRouting.chatSources`.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readZoomConfig(config: RootConfigService): ZoomConfig[] {
  return readSourceBlocks(config, {
    list: 'chatSources',
    platform: 'zoom',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
}
