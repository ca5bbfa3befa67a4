import type { IncidentNotice } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { appendAudit } from '../platform/audit';
import { inTransaction, now, whereAnyOf } from '../platform/database';

const TABLE = 'incident_restrictions';

type Row = {
  incident_key: string;
  source: string;
  reason: string;
  since: string;
};

/** Why sources made incidents private. */
export class RestrictionStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async has(row: Omit<Row, 'since'>): Promise<boolean> {
    const found = await this.#knex<Row>(TABLE).where(row).first('since');
    return found !== undefined;
  }

  async add(row: Omit<Row, 'since'>): Promise<void> {
    await inTransaction(this.#knex, async tx => {
      const added = await tx<Row>(TABLE)
        .insert({ ...row, since: now() })
        .onConflict(['incident_key', 'source', 'reason'])
        .ignore()
        .returning('since');
      if (added.length === 0) return;
      await appendAudit(tx, {
        actor: `source:${row.source}`,
        action: 'incident.restrict',
        incidentKey: row.incident_key,
        subjectId: row.incident_key,
        details: { reason: row.reason },
      });
    });
  }

  /** As notices, by incident. */
  async list(options: {
    incidentKeys: readonly string[];
  }): Promise<Map<string, IncidentNotice[]>> {
    const rows: Row[] = await whereAnyOf(
      this.#knex,
      this.#knex(TABLE).select(),
      'incident_key',
      options.incidentKeys,
    ).orderBy(['incident_key', 'since', 'source', 'reason']);
    const notices = new Map<string, IncidentNotice[]>();
    for (const { incident_key, source, reason, since } of rows) {
      const list = notices.get(incident_key) ?? [];
      list.push({ source, code: 'restricted', message: reason, since });
      notices.set(incident_key, list);
    }
    return notices;
  }
}
