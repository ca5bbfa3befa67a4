import type { Knex } from 'knex';

type Row = Record<string, string | number | null>;

/** Everything that figures are about, as it is stored, and nothing that was computed from it. */
export type RawRows = {
  incidents: Row[];
  services: Row[];
  participants: Row[];
  postmortems: Row[];
  claims: Row[];
  spans: Row[];
  items: Row[];
};

export async function readRawRows(knex: Knex): Promise<RawRows> {
  return {
    incidents: await knex('incidents'),
    services: await knex('incident_services'),
    participants: await knex('incident_participants'),
    postmortems: await knex('postmortems'),
    claims: await knex('claims'),
    spans: await knex('claim_spans'),
    items: await knex('action_items'),
  };
}
