import type {
  EvidenceArchive,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  evidenceWindow,
  type EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import Router from 'express-promise-router';
import type { EvidenceStore } from '../evidence';
import type { IncidentService } from '../incidents';
import type { RequestContext } from '../platform/http';
import {
  AGAIN_MS,
  AGAIN_WITHIN_MS,
  type ArchiveRecord,
  later,
  type ScheduleStore,
} from './ScheduleStore';

export function scheduleRouter(options: {
  context: RequestContext;
  incidents: Pick<IncidentService, 'get'>;
  evidence: Pick<EvidenceStore, 'listForgetting'>;
  schedule: ScheduleStore;
  sources: ReadonlyMap<string, Pick<EvidenceSource, 'retentionMs'>>;
  archiveWithinMs: number;
}) {
  const { context, incidents, evidence, schedule, sources } = options;
  const router = Router();

  router.get('/incidents/:key/archive', async (req, res) => {
    const caller = await context.caller(req);
    const incident = await incidents.get({ key: req.params.key, caller });
    const { key: incidentKey, resolvedAt } = incident;
    const record = await schedule.find(incidentKey);
    const isCurrent =
      record?.archivedAt !== undefined && record.resolvedAt === resolvedAt;
    const archive: EvidenceArchive = {
      state: isCurrent ? record.state : 'open',
      ...(record?.archivedAt && { archivedAt: record.archivedAt }),
      ...(isCurrent && nextOf(record, options.archiveWithinMs)),
      failures: isCurrent
        ? record.failures.map(failure => ({
            ...failure,
            ...keptUntil(incident, sources.get(failure.source)),
          }))
        : [],
      forgetting: await evidence.listForgetting({ incidentKey }),
    };
    res.json(archive);
  });

  return router;
}

/** When a source begins to delete what it has of an incident. */
function keptUntil(
  incident: Incident,
  source: Pick<EvidenceSource, 'retentionMs'> | undefined,
): { until?: string } {
  if (source?.retentionMs === undefined) return {};
  const from = evidenceWindow(incident).from.toISOString();
  return { until: later(from, source.retentionMs) };
}

/** When what failed is asked again, and until when. */
function nextOf(
  record: ArchiveRecord,
  archiveWithinMs: number,
): Pick<EvidenceArchive, 'nextAt' | 'deadline'> {
  const { state, archivedAt, failures, nextAt, resolvedAt } = record;
  if (state === 'collecting') {
    return { nextAt, deadline: later(resolvedAt, archiveWithinMs) };
  }
  const again = later(archivedAt!, AGAIN_MS);
  const deadline = later(resolvedAt, AGAIN_WITHIN_MS);
  return failures.length > 0 && again <= deadline
    ? { nextAt: again, deadline }
    : {};
}
