import { toError } from '@backstage/errors';
import {
  type ConnectionCheck,
  isConfigured,
  OutOfTime,
} from '@postmortems/backstage-plugin-postmortems-node';
import { askForTranscripts } from '../meetings/transcripts';
import { askForMessages } from '../reading/TeamsChannelReader';
import type { GraphApi } from './GraphApi';
import type { Tenant } from './Tenant';

/** Whether Microsoft lets the app read what is configured. */
export async function testTenant(
  tenant: Tenant,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const { path, baseUrl, clientSecret } = tenant.config;
  const target = `Microsoft Graph at ${baseUrl} (${path})`;
  if (!clientSecret) {
    const message = `${path} has no clientSecret, so nothing of Teams is read`;
    return { target, ok: false, message };
  }
  try {
    const api = tenant.api(signal);
    const found = [
      ...(await testChannels(tenant, api)),
      ...(await testMeetings(tenant, api)),
    ];
    return {
      target,
      ok: true,
      message: `Microsoft Graph lets the app read ${found.join(' and ')}`,
    };
  } catch (error) {
    const message =
      error instanceof OutOfTime
        ? 'Microsoft Graph did not answer in time, or limits how often it may be asked'
        : toError(error).message;
    return { target, ok: false, message };
  }
}

async function testChannels(tenant: Tenant, api: GraphApi): Promise<string[]> {
  const { teams, channels: patterns } = tenant.config;
  if (teams.length === 0) return [];
  const channels = await tenant.listChannels(api);
  const matching = channels.filter(one => isConfigured(one, patterns));
  const [first] = matching.length > 0 ? matching : channels;
  if (first) await askForMessages(api, first);
  return [`${matching.length} of ${channels.length} channels`];
}

async function testMeetings(tenant: Tenant, api: GraphApi): Promise<string[]> {
  const { organizers = [] } = tenant.config.meetings ?? {};
  const now = new Date();
  const hourAgo = new Date(now.getTime() - 60 * 60 * 1000);
  for (const organizer of organizers) {
    await askForTranscripts(api, organizer, { from: hourAgo, to: now });
  }
  if (organizers.length === 0) return [];
  return [
    organizers.length === 1
      ? 'the transcripts of one organizer'
      : `the transcripts of ${organizers.length} organizers`,
  ];
}
