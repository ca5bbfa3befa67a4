import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  type ChannelProgress,
  channelProgressSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';

const READS = 'postmortems_microsoft_teams_reads';

/**
 * How far each channel was read for each incident. It holds nothing of what was
 * written in them.
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
          '@postmortems/backstage-plugin-postmortems-backend-module-microsoft-teams',
          'migrations',
        ),
        // The plugin has its own migrations in the same database
        tableName: 'postmortems_microsoft_teams__knex_migrations',
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
}

export type ReadPlace = { incidentKey: string; channelId: string };
