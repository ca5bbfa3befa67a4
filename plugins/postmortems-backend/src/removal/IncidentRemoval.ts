import type { Erased } from '@postmortems/backstage-plugin-postmortems-common';
import type { StoredDelivery } from './rewriteDeliveries';
import type { Removal } from './rewriteIncident';
import { Mentions } from './Mentions';

/** Takes the text of an incident out of its rows: hashes, times and states stay. */
export function incidentRemoval(options: {
  erased: Erased;
  actor: string;
  erasureId: string;
}): Removal {
  const { erased, actor, erasureId } = options;
  return {
    actor,
    action: 'incident.erase',
    details: { erasureId },
    reason: erased.reason,
    revisionReason: `The incident was erased on ${erased.at.slice(0, 10)}: ${
      erased.reason
    }`,
    renameAlert: () => undefined,
    change: (table, row) =>
      table.erased === 'delete' ? 'delete' : table.erased(row, erased),
  };
}

/** What was noted of deliveries that name the incident. */
export function auditNaming(incidentKey: string, removal: Removal): Removal {
  const names = new Mentions([incidentKey]);
  return {
    ...removal,
    change: (table, row) =>
      table.name === 'audit_log' && names.isIn(String(row.details))
        ? removal.change(table, row)
        : undefined,
  };
}

/** What becomes of a delivery that names the incident: its id stays, for replays. */
export function deliveryNaming(incidentKey: string) {
  const names = new Mentions([incidentKey]);
  return async ({
    body,
    error,
  }: StoredDelivery): Promise<Partial<StoredDelivery> | undefined> =>
    names.isIn(body) || (error !== null && names.isIn(error))
      ? { state: 'dropped', body: '', error: null }
      : undefined;
}
