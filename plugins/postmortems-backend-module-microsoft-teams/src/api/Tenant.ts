import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  CallPace,
  type CatalogUsers,
  termsOf,
  type Wait,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { TeamsConfig } from '../config/config';
import type { MessageContext } from '../messages/messageEvidence';
import { AppToken } from './AppToken';
import { Directory } from './Directory';
import { GraphApi } from './GraphApi';
import { GraphRefusal } from './GraphRefusal';
import { pageSchema, readChannels, type TeamsChannel } from './responses';

const FRESH_MS = 5 * 60 * 1000;
const CHANNELS = {
  what: 'the channels of a team',
  permission: 'Channel.ReadBasic.All',
};

/** A tenant of Microsoft Teams: its channels, its people, and how often it may be asked. */
export class Tenant {
  readonly config: TeamsConfig;
  readonly directory: Directory;
  readonly #token: AppToken;
  readonly #pace: CallPace;
  readonly #now: () => number;
  #channels: { at: number; found: TeamsChannel[] } | undefined;

  constructor(options: {
    config: TeamsConfig;
    users: Pick<CatalogUsers, 'find'>;
    wait?: Wait;
    now?: () => number;
  }) {
    this.config = options.config;
    this.directory = new Directory(options);
    this.#now = options.now ?? Date.now;
    this.#token = new AppToken(options);
    this.#pace = new CallPace(options);
  }

  api(signal: AbortSignal): GraphApi {
    return new GraphApi({
      config: this.config,
      token: this.#token,
      pace: this.#pace,
      signal,
    });
  }

  /**
   * All channels of the configured teams, the private ones as well.
   *
   * @returns as well why those of a team are not known, such as one that was deleted
   */
  async listChannels(
    api: GraphApi,
  ): Promise<{ channels: TeamsChannel[]; problems: string[] }> {
    const known = this.#channels;
    if (known && this.#now() - known.at < FRESH_MS) {
      return { channels: known.found, problems: [] };
    }
    const channels: TeamsChannel[] = [];
    const problems: string[] = [];
    for (const teamId of this.config.teams) {
      const path = `/teams/${teamId}/channels`;
      try {
        for await (const values of pages(api, path, CHANNELS)) {
          channels.push(...readChannels(values, teamId));
        }
      } catch (error) {
        const isOfTeam = error instanceof GraphRefusal && !error.isOfToken;
        if (!isOfTeam) throw error;
        problems.push(
          error.status === 404
            ? `There is no team ${teamId} for the app: correct ${this.config.path}.teams`
            : error.message,
        );
      }
    }
    if (problems.length === 0) {
      this.#channels = { at: this.#now(), found: channels };
    }
    return { channels, problems };
  }

  contextOf(
    channel: TeamsChannel,
    incident: Pick<Incident, 'key' | 'services'>,
  ): MessageContext {
    return {
      channel,
      nameOf: id => this.directory.name(id),
      userRef: id => this.directory.userRef(id),
      serviceOf: termsOf(incident).serviceOf,
      retentionDays: this.config.retentionDays,
      now: new Date(this.#now()),
    };
  }
}

/** Page after page of a list. */
export async function* pages(
  api: GraphApi,
  path: string,
  subject: Parameters<GraphApi['get']>[1],
): AsyncGenerator<unknown[]> {
  const seen = new Set<string>();
  for (let next: string | undefined = path; next && !seen.has(next); ) {
    seen.add(next);
    const page: { value: unknown[]; next?: string } = await api.get(
      next,
      subject,
      pageSchema,
    );
    yield page.value;
    next = page.next;
  }
}
