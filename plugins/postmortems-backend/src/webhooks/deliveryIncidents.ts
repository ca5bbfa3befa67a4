import type { Knex } from 'knex';
import type { Delivery } from './DeliveryStore';

/**
 * Notes that a delivery has to do with an incident: when it fails it is kept, and an
 * erasure of the incident has to find it.
 */
export async function relateToIncident(
  knex: Knex,
  { sourceId, deliveryId }: Pick<Delivery, 'sourceId' | 'deliveryId'>,
  incidentKey: string,
): Promise<void> {
  await knex('delivery_incidents')
    .insert({
      source_id: sourceId,
      delivery_id: deliveryId,
      incident_key: incidentKey,
    })
    .onConflict(['source_id', 'delivery_id', 'incident_key'])
    .ignore();
}
