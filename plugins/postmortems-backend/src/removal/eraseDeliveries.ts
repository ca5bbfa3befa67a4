import type { Knex } from 'knex';
import { forgetAnswers } from '../idempotency';
import { rewriteDeliveries, type StoredDelivery } from './rewriteDeliveries';
import type { RemovalCounts } from './rewriteIncident';

/** Its id stays, for replays. */
const DROPPED: Partial<StoredDelivery> = {
  state: 'dropped',
  body: '',
  error: null,
};

type Options = { incidentKey: string; actor: string; dryRun: boolean };

/**
 * Drops deliveries of an incident that is erased: those that had to do with it when
 * they failed, and dead letters that say its key and nothing is known of. One that
 * is tried again for another incident as well stays until it is done or given up, and
 * one that had to do with another incident on legal hold as well until that is ended.
 */
export async function eraseDeliveries(
  tx: Knex,
  options: Options,
): Promise<RemovalCounts> {
  const { webhook_deliveries: related = 0 } = await eraseRelated(tx, options);
  const { webhook_deliveries: naming = 0 } = await rewriteDeliveries(
    tx,
    async ({ body }) => (says(body, options.incidentKey) ? DROPPED : undefined),
    {
      ...options,
      what: 'erase',
      only: query =>
        query.where('state', 'failed').whereNotExists(incidentsOf(tx)),
    },
  );
  return related + naming > 0 ? { webhook_deliveries: related + naming } : {};
}

/** Drops what failed only after its incident was erased. */
export async function eraseLateDeliveries(
  knex: Knex,
  actor: string,
): Promise<void> {
  const keys: string[] = await knex('delivery_incidents')
    .join('incidents', 'incidents.key', 'delivery_incidents.incident_key')
    .join('webhook_deliveries', on =>
      on
        .on('webhook_deliveries.source_id', 'delivery_incidents.source_id')
        .andOn(
          'webhook_deliveries.delivery_id',
          'delivery_incidents.delivery_id',
        ),
    )
    .whereNotNull('incidents.erased_at')
    .whereIn('webhook_deliveries.state', ['failed', 'waiting'])
    .distinct()
    .pluck('incidents.key');
  for (const incidentKey of keys) {
    const dropped = await eraseRelated(knex, {
      incidentKey,
      actor,
      dryRun: false,
    });
    if (dropped.webhook_deliveries) await forgetAnswers(knex);
  }
}

/** Leaves out deliveries that had to do with an incident on legal hold. */
export function unlessHeld(knex: Knex, query: Knex.QueryBuilder): void {
  query.whereNotExists(
    incidentsOf(knex)
      .join('incidents', 'incidents.key', 'delivery_incidents.incident_key')
      .whereNotNull('incidents.held_at'),
  );
}

/** Deliveries that had to do with an incident when they failed. */
export function onlyOf(
  knex: Knex,
  query: Knex.QueryBuilder,
  incidentKey: string,
): void {
  query.whereExists(
    incidentsOf(knex).andWhere('delivery_incidents.incident_key', incidentKey),
  );
}

async function eraseRelated(
  tx: Knex,
  options: Options,
): Promise<RemovalCounts> {
  const { incidentKey } = options;
  return rewriteDeliveries(tx, async () => DROPPED, {
    ...options,
    what: 'erase',
    only: query => {
      onlyOf(tx, query, incidentKey);
      unlessHeld(tx, query);
      query.where(state =>
        state
          .where('state', 'failed')
          .orWhere(waiting =>
            waiting
              .where('state', 'waiting')
              .whereNotExists(
                incidentsOf(tx)
                  .join(
                    'incidents',
                    'incidents.key',
                    'delivery_incidents.incident_key',
                  )
                  .whereNull('incidents.erased_at')
                  .whereNot('incidents.key', incidentKey),
              ),
          ),
      );
    },
  });
}

/** Of the delivery of the query around it. */
function incidentsOf(knex: Knex): Knex.QueryBuilder {
  return knex('delivery_incidents')
    .select(knex.raw('1'))
    .whereRaw('delivery_incidents.source_id = webhook_deliveries.source_id')
    .andWhereRaw(
      'delivery_incidents.delivery_id = webhook_deliveries.delivery_id',
    );
}

/** Whether a value in it is the key and nothing else. */
function says(body: string, incidentKey: string): boolean {
  let isSaid = false;
  try {
    JSON.parse(body, (_, value) => {
      isSaid ||= value === incidentKey;
      return value;
    });
  } catch {
    return false;
  }
  return isSaid;
}
