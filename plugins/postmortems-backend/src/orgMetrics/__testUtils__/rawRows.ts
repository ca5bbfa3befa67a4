import type { Knex } from 'knex';

type Row = Record<string, string | number | null>;

/** The stored rows that org metrics are about, without anything computed. */
export type RawRows = {
  incidents: Row[];
  services: Row[];
  participants: Row[];
  postmortems: Row[];
  claims: Row[];
  spans: Row[];
  items: Row[];
  revisions: Row[];
  evidence: Row[];
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
    revisions: await knex('revisions'),
    evidence: await knex('evidence'),
  };
}
