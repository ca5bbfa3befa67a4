import type { IncidentNotice } from '@postmortems/backstage-plugin-postmortems-common';
import type { SourceNotice } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { appendAudit } from '../platform/audit';
import { inTransaction, now, whereAnyOf } from '../platform/database';
import { findIncident } from './readIncident';

const TABLE = 'incident_notices';
/** Notices of one source on one incident. */
const MAX_NOTICES = 50;

type NoticeRow = {
  incident_key: string;
  source: string;
  position: number;
  code: string;
  message: string;
  since: string;
};

/** What sources tell readers of incidents. */
export class NoticeStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Replaces the notices of a source. What it says again keeps the time at
   * which it was said first.
   */
  async replace(options: {
    incidentKey: string;
    source: string;
    notices: SourceNotice[];
  }): Promise<void> {
    const { incidentKey, source } = options;
    const notices = options.notices.slice(0, MAX_NOTICES);
    const own = { incident_key: incidentKey, source };
    const before = await this.#knex<NoticeRow>(TABLE)
      .where(own)
      .orderBy('position');
    const isSame =
      before.length === notices.length &&
      before.every((row, index) => row.message === notices[index].message);
    // Most of the time nothing is said, and nothing is written
    if (isSame) return;
    const at = now();
    const rows = notices.map(({ code, message }, position) => ({
      ...own,
      position,
      code,
      message,
      since: before.find(row => row.message === message)?.since ?? at,
    }));
    await inTransaction(this.#knex, async tx => {
      // It may have been erased since the source looked
      const locked = { key: incidentKey, lock: true, evenErased: true };
      if ((await findIncident(tx, locked))?.erased) return;
      await tx(TABLE).where(own).delete();
      if (rows.length > 0) await tx<NoticeRow>(TABLE).insert(rows);
      await appendAudit(tx, {
        actor: `source:${source}`,
        action: 'incident.set_notices',
        incidentKey,
        subjectId: incidentKey,
        changes: [{ field: 'notices', from: before.length, to: rows.length }],
        details: { codes: [...new Set(rows.map(({ code }) => code))] },
      });
    });
  }

  /** By incident, in the order in which sources have them. */
  async list(options: {
    incidentKeys: readonly string[];
  }): Promise<Map<string, IncidentNotice[]>> {
    const rows: NoticeRow[] = await whereAnyOf(
      this.#knex,
      this.#knex(TABLE).select(),
      'incident_key',
      options.incidentKeys,
    ).orderBy(['incident_key', 'source', 'position']);
    const notices = new Map<string, IncidentNotice[]>();
    for (const { incident_key, source, code, message, since } of rows) {
      const list = notices.get(incident_key) ?? [];
      list.push({ source, code, message, since });
      notices.set(incident_key, list);
    }
    return notices;
  }
}
