import type { Erased } from '@postmortems/backstage-plugin-postmortems-common';
import type { Removal } from './rewriteIncident';

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
