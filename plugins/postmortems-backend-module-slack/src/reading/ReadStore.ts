import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  type ChannelProgress,
  channelProgressSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';

const READS = 'postmortems_slack_reads';
const CHANNELS = 'postmortems_slack_channels';
/** Incidents for which a channel was read last; more are too long ago. */
const RECENT = 20;

/**
 * How far each channel was read for each incident, and which channels people
 * made an incident's own. It holds nothing of what was written in them.
 *
 * Progress is stored after the evidence that it is about. So whatever replica
 * reads on, and wherever it was killed, nothing is left out; some is read again,
 * and known by its id.
 */
export class ReadStore {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<ReadStore> {
    const { database } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@postmortems/backstage-plugin-postmortems-backend-module-slack',
          'migrations',
        ),
        // The plugin has its own migrations in the same database
        tableName: 'postmortems_slack__knex_migrations',
      });
    }
    return new ReadStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async getProgress(place: ReadPlace): Promise<ChannelProgress> {
    const row = await this.#knex(READS)
      .where({ incident_key: place.incidentKey, channel_id: place.channelId })
      .first<{ progress: string } | undefined>('progress');
    return row ? channelProgressSchema.parse(JSON.parse(row.progress)) : {};
  }

  async setProgress(
    place: ReadPlace,
    progress: ChannelProgress,
  ): Promise<void> {
    await this.#knex(READS)
      .insert({
        incident_key: place.incidentKey,
        channel_id: place.channelId,
        progress: JSON.stringify(progress),
        updated_at: new Date().toISOString(),
      })
      .onConflict(['incident_key', 'channel_id'])
      .merge();
  }

  /** Makes a channel an incident's own, whatever its name is. */
  async bindChannel(place: ReadPlace): Promise<void> {
    await this.#knex(CHANNELS)
      .insert({
        channel_id: place.channelId,
        incident_key: place.incidentKey,
        bound_at: new Date().toISOString(),
      })
      .onConflict(['channel_id', 'incident_key'])
      .ignore();
  }

  /** Ids of the channels that people made an incident's own. */
  async listBound(incidentKey: string): Promise<Set<string>> {
    const ids: string[] = await this.#knex(CHANNELS)
      .where({ incident_key: incidentKey })
      .pluck('channel_id');
    return new Set(ids);
  }

  /** Incidents whose own the channel was made, and for which it was read lately. */
  async listIncidents(
    channelId: string,
  ): Promise<{ bound: string[]; read: string[] }> {
    const bound: string[] = await this.#knex(CHANNELS)
      .where({ channel_id: channelId })
      .orderBy('bound_at', 'desc')
      .limit(RECENT)
      .pluck('incident_key');
    const read: string[] = await this.#knex(READS)
      .where({ channel_id: channelId })
      .orderBy('updated_at', 'desc')
      .limit(RECENT)
      .pluck('incident_key');
    return { bound, read };
  }
}

export type ReadPlace = { incidentKey: string; channelId: string };
