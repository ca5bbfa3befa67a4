import {
  resolvePackagePath,
  type DatabaseService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { DatabaseActionItemStore } from '../../actionItems/DatabaseActionItemStore';
import { DatabaseEvidenceStore } from '../../evidence/DatabaseEvidenceStore';
import { DatabaseIncidentStore } from '../../incidents/DatabaseIncidentStore';
import { DatabaseInboxStore } from '../../webhooks/DatabaseInboxStore';
import { DatabasePostmortemStore } from '../../postmortems/DatabasePostmortemStore';
import { DatabaseSealStore } from '../../sealing/DatabaseSealStore';
import { DatabaseTemplateStore } from '../../templates/DatabaseTemplateStore';
import { DatabaseTraceStore } from '../../traces/DatabaseTraceStore';
import { OrgMetricsStore } from '../../orgMetrics';
import type { Stores } from './types';

const MIGRATIONS = resolvePackagePath(
  '@postmortems/backstage-plugin-postmortems-backend',
  'migrations',
);

/** All stores over one database, SQLite or PostgreSQL. */
export class DatabaseStores {
  /** Brings the schema up to date, unless the operator does that, and opens the stores. */
  static async create(options: {
    database: DatabaseService;
    logger?: LoggerService;
  }): Promise<Stores> {
    const { database, logger } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      const [, applied] = await knex.migrate.latest({ directory: MIGRATIONS });
      if (applied.length > 0) {
        logger?.info(`Applied database migrations: ${applied.join(', ')}`);
      }
    }
    return {
      incidents: DatabaseIncidentStore.create({ knex }),
      evidence: DatabaseEvidenceStore.create({ knex }),
      seals: DatabaseSealStore.create({ knex }),
      traces: DatabaseTraceStore.create({ knex }),
      postmortems: DatabasePostmortemStore.create({ knex }),
      actionItems: DatabaseActionItemStore.create({ knex }),
      orgMetrics: new OrgMetricsStore({ knex }),
      templates: DatabaseTemplateStore.create({ knex }),
      inbox: DatabaseInboxStore.create({ knex }),
    };
  }
}
