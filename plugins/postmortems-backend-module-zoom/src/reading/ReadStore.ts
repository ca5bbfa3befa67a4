import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const READS = 'postmortems_zoom_reads';
/** Milliseconds; later it would only be read again. */
const KEPT_MS = 180 * 24 * 60 * 60 * 1000;

/** Which recordings were read for an incident, each by a mark. */
export type Reads = Pick<ReadStore, 'listKnown' | 'add'>;

/**
 * Which recordings were read for each incident, so that a collection whose time ended
 * goes on with the others. It holds nothing of what was said in them, and is stored after
 * the evidence, so that an interruption loses nothing.
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
          '@postmortems/backstage-plugin-postmortems-backend-module-zoom',
          'migrations',
        ),
        // The plugin has its own migrations in the same database
        tableName: 'postmortems_zoom__knex_migrations',
      });
    }
    return new ReadStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listKnown(incidentKey: string): Promise<Set<string>> {
    const marks: string[] = await this.#knex(READS)
      .where({ incident_key: incidentKey })
      .pluck('mark');
    return new Set(marks);
  }

  /** @param now - for tests */
  async add(
    incidentKey: string,
    mark: string,
    now = Date.now(),
  ): Promise<void> {
    await this.#knex(READS)
      .insert({
        incident_key: incidentKey,
        mark,
        read_at: new Date(now).toISOString(),
      })
      .onConflict(['incident_key', 'mark'])
      .ignore();
    await this.#knex(READS)
      .where('read_at', '<', new Date(now - KEPT_MS).toISOString())
      .delete();
  }
}
