import type { SourceActivity } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type {
  SourceActivityRow,
  SourceEvidenceRow,
} from './SourceActivityStore';

/** Deliveries that the lag is computed from. */
const LAG_DELIVERIES = 100;
/** As the index on those that are open has it. */
const OPEN = `state = 'waiting' or state = 'failed'`;

type Kind = Extract<SourceActivity, 'delivery' | 'task'>;

/** Deliveries of a source that are not done. */
export type OpenDeliveries = {
  source: string;
  state: 'waiting' | 'failed';
  count: number;
  oldestAt: string;
};

/** Reads how sources are doing from what is stored anyway. */
export class SourceStatusStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async openDeliveries(): Promise<OpenDeliveries[]> {
    const rows = await this.#knex('webhook_deliveries')
      .whereRaw(`(${OPEN})`)
      .groupBy('source_id', 'state')
      .select<
        {
          source_id: string;
          state: OpenDeliveries['state'];
          number: number | string;
          oldest: string;
        }[]
      >(
        'source_id',
        'state',
        this.#knex.raw('count(*) as number'),
        this.#knex.raw('min(received_at) as oldest'),
      );
    return rows.map(row => ({
      source: row.source_id,
      state: row.state,
      count: Number(row.number),
      oldestAt: row.oldest,
    }));
  }

  /** The latest deliveries or tasks that were processed, the last one first. */
  async processed(
    sourceId: string,
    kind: Kind,
  ): Promise<{ receivedAt: string; processedAt: string }[]> {
    return this.#knex('webhook_deliveries')
      .where({ source_id: sourceId, kind })
      .whereNotNull('processed_at')
      .orderBy('processed_at', 'desc')
      .limit(kind === 'delivery' ? LAG_DELIVERIES : 1)
      .select({ receivedAt: 'received_at', processedAt: 'processed_at' });
  }

  /** The last failure of a delivery that was not processed since. */
  async failedDelivery(
    sourceId: string,
  ): Promise<{ kind: Kind; at: string; message: string } | undefined> {
    return this.#knex('webhook_deliveries')
      .where({ source_id: sourceId })
      .whereNotNull('failed_at')
      .whereIn('state', ['waiting', 'failed'])
      .whereNotNull('error')
      .orderBy('failed_at', 'desc')
      .first({ kind: 'kind', at: 'failed_at', message: 'error' });
  }

  async runs(): Promise<SourceActivityRow[]> {
    return this.#knex<SourceActivityRow>('source_activity').select('*');
  }

  /** What was counted since a day, by outcome and reason, the most first. */
  async evidence(day: string): Promise<
    (Pick<SourceEvidenceRow, 'source_id' | 'outcome' | 'reason'> & {
      nodes: number;
    })[]
  > {
    const rows: SourceEvidenceRow[] = await this.#knex('source_evidence')
      .where('day', '>=', day)
      .groupBy('source_id', 'outcome', 'reason')
      .orderBy('nodes', 'desc')
      .select('source_id', 'outcome', 'reason')
      .sum({ nodes: 'nodes' });
    return rows.map(row => ({ ...row, nodes: Number(row.nodes) }));
  }

  /** When evidence of some incident is collected next. */
  async nextCollectionAt(): Promise<string | undefined> {
    const row = await this.#knex('incident_schedules')
      .where('archive_state', 'collecting')
      .min({ at: 'archive_next_at' })
      .first<{ at: string | null } | undefined>();
    return row?.at ?? undefined;
  }
}
