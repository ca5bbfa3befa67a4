import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FigureIncident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { backfillFacts } from './operations/metrics/backfill';
import { listFigureIncidents } from './operations/metrics/listIncidents';
import { readFigures } from './operations/metrics/readFigures';
import { readFacts, Snapshots } from './operations/metrics/Snapshots';
import type {
  FigureIncidentsOptions,
  Figures,
  FiguresOptions,
  MetricsStore,
  Page,
} from './types';

/** Figures over all incidents, from facts that follow each write. */
export class DatabaseMetricsStore implements MetricsStore {
  readonly #knex: Knex;
  readonly #snapshots: Snapshots;
  readonly #logger?: LoggerService;

  static create(options: {
    knex: Knex;
    logger?: LoggerService;
  }): DatabaseMetricsStore {
    return new DatabaseMetricsStore(options);
  }

  private constructor(options: { knex: Knex; logger?: LoggerService }) {
    this.#knex = options.knex;
    this.#snapshots = new Snapshots(options.knex);
    this.#logger = options.logger;
  }

  async read(options: FiguresOptions): Promise<Figures> {
    return readFigures(this.#snapshots, options);
  }

  async listIncidents(
    options: FigureIncidentsOptions,
  ): Promise<Page<FigureIncident>> {
    return readFacts(this.#knex, tx => listFigureIncidents(tx, options));
  }

  async backfill(options: {
    after?: string;
    limit: number;
  }): Promise<string | undefined> {
    return backfillFacts(this.#knex, { ...options, logger: this.#logger });
  }
}
