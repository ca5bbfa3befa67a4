import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FigureIncident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { behindFigure } from './figures/behindFigure';
import type { FactsMemory } from './figures/FactsMemory';
import { figuresOf } from './figures/figuresOf';
import { backfillFacts } from './operations/backfill';
import { describeIncidents } from './operations/describeIncidents';
import type {
  FigureIncidentsOptions,
  Figures,
  FiguresOptions,
  MetricsStore,
  Page,
} from '../platform/database/types';

/** Figures over all incidents, from facts that follow each write. */
export class DatabaseMetricsStore implements MetricsStore {
  readonly #knex: Knex;
  readonly #facts: FactsMemory;
  readonly #logger?: LoggerService;

  static create(options: {
    knex: Knex;
    facts: FactsMemory;
    logger?: LoggerService;
  }): DatabaseMetricsStore {
    return new DatabaseMetricsStore(options);
  }

  private constructor(options: {
    knex: Knex;
    facts: FactsMemory;
    logger?: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#facts = options.facts;
    this.#logger = options.logger;
  }

  async read(options: FiguresOptions): Promise<Figures> {
    return this.#facts.read(facts => figuresOf(facts, options));
  }

  async listIncidents(
    options: FigureIncidentsOptions,
  ): Promise<Page<FigureIncident>> {
    const page = await this.#facts.read(facts => behindFigure(facts, options));
    return {
      ...page,
      items: await describeIncidents(this.#knex, page.items, options.criteria),
    };
  }

  async prepare(): Promise<void> {
    await this.#facts.read(() => undefined);
  }

  async backfill(options: {
    after?: string;
    limit: number;
  }): Promise<string | undefined> {
    return backfillFacts(this.#knex, { ...options, logger: this.#logger });
  }
}
