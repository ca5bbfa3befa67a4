import {
  checkConnection,
  type ConnectionCheck,
  isConfigured,
  OutOfTime,
  tryEach,
} from '@postmortems/backstage-plugin-postmortems-node';
import { InputError } from '@backstage/errors';
import { askForTranscripts } from '../meetings/transcripts';
import { askForMessages } from '../reading/TeamsChannelReader';
import type { GraphApi } from './GraphApi';
import type { Tenant } from './Tenant';

/** Whether Microsoft lets the app read what is configured. */
export async function testTenant(
  tenant: Tenant,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const { path, baseUrl, clientSecret, teams, meetings } = tenant.config;
  return checkConnection(
    `Microsoft Graph at ${baseUrl} (${path})`,
    async () => {
      if (!clientSecret) {
        throw new InputError(
          `${path} has no clientSecret, so nothing of Teams is read`,
        );
      }
      const api = tenant.api(signal);
      const found: string[] = [];
      await tryEach({
        ...(teams.length > 0 && {
          channels: () =>
            inTime(async () => found.push(await testChannels(tenant, api))),
        }),
        ...(meetings && {
          meetings: () =>
            inTime(async () =>
              found.push(await testMeetings(meetings.organizers, api)),
            ),
        }),
      });
      return `Microsoft Graph lets the app read ${found.sort().join(' and ')}`;
    },
  );
}

async function testChannels(tenant: Tenant, api: GraphApi): Promise<string> {
  const { channels, problems } = await tenant.listChannels(api);
  if (problems.length > 0) {
    throw new InputError([...new Set(problems)].join('; '));
  }
  const matching = channels.filter(one =>
    isConfigured(one, tenant.config.channels),
  );
  const [first] = matching.length > 0 ? matching : channels;
  if (first) await askForMessages(api, first);
  return `${matching.length} of ${channels.length} channels`;
}

async function testMeetings(
  organizers: readonly string[],
  api: GraphApi,
): Promise<string> {
  const now = new Date();
  const from = new Date(now.getTime() - 60 * 60 * 1000);
  for (const organizer of organizers) {
    await askForTranscripts(api, organizer, { from, to: now });
  }
  return organizers.length === 1
    ? 'the transcripts of one organizer'
    : `the transcripts of ${organizers.length} organizers`;
}

async function inTime(test: () => Promise<unknown>): Promise<void> {
  try {
    await test();
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    throw new InputError(
      'Microsoft Graph did not answer in time, or limits how often it may be asked',
    );
  }
}
