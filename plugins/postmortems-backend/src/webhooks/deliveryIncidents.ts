import type { Knex } from 'knex';
import type { Delivery } from './DeliveryStore';

/**
 * Notes which incidents a delivery that failed had to do with: it is kept, and an
 * erasure of the incident has to find it.
 */
export async function relateToIncidents(
  knex: Knex,
  { sourceId, deliveryId }: Pick<Delivery, 'sourceId' | 'deliveryId'>,
  incidentKeys: ReadonlySet<string>,
): Promise<void> {
  if (incidentKeys.size === 0) return;
  await knex('delivery_incidents')
    .insert(
      [...incidentKeys].map(key => ({
        source_id: sourceId,
        delivery_id: deliveryId,
        incident_key: key,
      })),
    )
    .onConflict(['source_id', 'delivery_id', 'incident_key'])
    .ignore();
}
