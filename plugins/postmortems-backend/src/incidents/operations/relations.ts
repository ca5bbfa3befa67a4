import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';

/** The incident with each service and participant once, at its first place. */
export function normaliseRelations(incident: Incident): Incident {
  return {
    ...incident,
    services: [...new Set(incident.services)],
    participants: [...new Set(incident.participants)],
  };
}

/** Makes the rows of services and participants what the incident says. */
export async function writeRelations(
  tx: Knex.Transaction,
  incident: Incident,
): Promise<void> {
  const { key } = incident;
  await tx('incident_services').where({ incident_key: key }).delete();
  await tx('incident_participants').where({ incident_key: key }).delete();
  if (incident.services.length > 0) {
    await tx('incident_services').insert(
      incident.services.map((service_ref, position) => ({
        incident_key: key,
        position,
        service_ref,
      })),
    );
  }
  if (incident.participants.length > 0) {
    await tx('incident_participants').insert(
      incident.participants.map((entity_ref, position) => ({
        incident_key: key,
        position,
        entity_ref,
      })),
    );
  }
}
