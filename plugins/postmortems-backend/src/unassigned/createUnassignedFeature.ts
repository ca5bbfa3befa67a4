import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { EvidenceLimits, EvidenceStore } from '../evidence';
import type { IncidentService } from '../incidents';
import type { ServiceCatalog } from '../platform/catalog';
import type { RequestContext } from '../platform/http';
import type { WorkInProgress } from '../platform/WorkInProgress';
import { OfferMatcher } from './OfferMatcher';
import { OfferStore } from './OfferStore';
import { ServiceNames } from './ServiceNames';
import { unassignedRouter } from './unassignedRouter';
import { UnassignedService } from './UnassignedService';

/** How often what a replica left is looked for. */
const SWEEP_INTERVAL = { minutes: 1 };
/** Incidents changed since then are compared again, in milliseconds. */
const SWEPT_MS = 5 * 60 * 1000;

export async function createUnassignedFeature(deps: {
  knex: Knex;
  context: RequestContext;
  hasPolicy: boolean;
  logger: LoggerService;
  scheduler: SchedulerService;
  serviceCatalog: ServiceCatalog;
  incidents: { service: IncidentService };
  evidence: { store: EvidenceStore; limits: EvidenceLimits };
  work: WorkInProgress;
}) {
  const { knex, logger, scheduler, work } = deps;
  const incidents = deps.incidents.service;
  const { limits } = deps.evidence;
  const offers = new OfferStore(deps);
  const names = new ServiceNames(deps);
  const matcher = new OfferMatcher({
    ...deps,
    evidence: deps.evidence.store,
    incidents,
    limits,
    offers,
    names,
  });
  const service = new UnassignedService({
    incidents,
    limits,
    logger,
    matcher,
    names,
    offers,
  });
  // One after the other, and once for changes that come in the meantime. The writer
  // does not wait, and the sweep does it if this process ends
  const changed = new Set<string>();
  let matching = false;
  const matchChanged = async () => {
    if (matching) return;
    matching = true;
    for (const key of changed) {
      changed.delete(key);
      if (!work.ending.aborted) await service.matchIncidents([key]);
    }
    matching = false;
  };
  incidents.onChange(keys => {
    for (const key of keys) changed.add(key);
    work.run(matchChanged);
  });
  await scheduler.scheduleTask({
    id: 'postmortems-unassigned-sweep',
    scope: 'global',
    frequency: SWEEP_INTERVAL,
    initialDelay: SWEEP_INTERVAL,
    timeout: { minutes: 10 },
    fn: work.task(async signal => {
      await service.matchPending(signal);
      const since = new Date(Date.now() - SWEPT_MS).toISOString();
      const recent: string[] = await knex('incidents')
        .where('updated_at', '>=', since)
        .pluck('key');
      await service.matchIncidents(recent, signal);
    }),
  });
  await scheduler.scheduleTask({
    id: 'postmortems-unassigned-forget',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: work.task(signal => service.forgetOld(signal)),
  });
  return {
    service,
    assignTo: (incidentKey: string) => service.matchIncidents([incidentKey]),
    router: unassignedRouter({ ...deps, unassigned: service }),
  };
}
