import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type CatalogUsers,
  type EvidenceSource,
  PartialEvidenceError,
  shortestRetention,
  type Wait,
} from '@postmortems/backstage-plugin-postmortems-node';
import { Tenant } from './api/Tenant';
import { testTenant } from './api/testTenant';
import type { TeamsConfig } from './config/config';
import { MeetingReader } from './meetings/MeetingReader';
import type { ReadStore } from './reading/ReadStore';
import {
  type ChannelsRead,
  type CollectOptions,
  TenantReader,
} from './reading/TenantReader';

/** Microsoft Teams as a source of evidence: messages of channels, transcripts of meetings. */
export class TeamsSource implements EvidenceSource {
  readonly id = 'microsoft_teams';
  readonly retentionMs?: number;
  readonly #tenants: {
    tenant: Tenant;
    channels: TenantReader;
    meetings: MeetingReader;
  }[];

  constructor(options: {
    configs: readonly TeamsConfig[];
    reads: ReadStore;
    users: Pick<CatalogUsers, 'find'>;
    logger: LoggerService;
    /** For tests, in which time passes faster. */
    wait?: Wait;
    now?: () => number;
  }) {
    this.retentionMs = shortestRetention(options.configs);
    this.#tenants = options.configs.map(config => {
      const tenant = new Tenant({ ...options, config });
      return {
        tenant,
        channels: new TenantReader({ ...options, tenant }),
        meetings: new MeetingReader({ ...options, tenant }),
      };
    });
  }

  testConnection: NonNullable<EvidenceSource['testConnection']> = async ({
    signal,
  }) =>
    Promise.all(this.#tenants.map(({ tenant }) => testTenant(tenant, signal)));

  /** Evidence is added as it is read, so that an interruption costs nothing. */
  collect: NonNullable<EvidenceSource['collect']> = async options => {
    const read: ChannelsRead[] = [];
    for (const one of this.#tenants) {
      read.push(await collectFrom(one, options));
    }
    // A channel with much in it would take the time of all that was never read
    const problems = read.flatMap(one => one.problems);
    for (const { readAgain } of read) problems.push(...(await readAgain()));
    if (problems.length > 0) {
      throw new PartialEvidenceError([...new Set(problems)].join('; '), []);
    }
    return [];
  };
}

async function collectFrom(
  one: { tenant: Tenant; channels: TenantReader; meetings: MeetingReader },
  options: CollectOptions,
): Promise<ChannelsRead> {
  const { path, clientSecret } = one.tenant.config;
  if (!clientSecret) {
    return {
      problems: [`${path} has no clientSecret, so nothing of Teams was read`],
      readAgain: async () => [],
    };
  }
  const api = one.tenant.api(options.signal);
  const { problems, readAgain } = await one.channels.collect(api, options);
  const ofMeetings = await one.meetings.collect(api, options);
  return { problems: [...problems, ...ofMeetings], readAgain };
}
