import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { EvidenceLimits } from '../evidence';
import type { IncidentService } from '../incidents';
import type { RequestContext } from '../platform/http';
import type { WorkInProgress } from '../platform/WorkInProgress';
import { SourceActivityStore } from './SourceActivityStore';
import { SourceMetrics } from './SourceMetrics';
import { SourceMonitor } from './SourceMonitor';
import { SourceQuestions } from './SourceQuestions';
import { sourceRouter } from './sourceRouter';
import { firstCountedDay, SourceStatusService } from './SourceStatusService';
import { SourceStatusStore } from './SourceStatusStore';

export async function createSourcesFeature(deps: {
  knex: Knex;
  logger: LoggerService;
  metrics: MetricsService;
  scheduler: SchedulerService;
  context: RequestContext;
  sources: ReadonlyMap<string, EvidenceSource>;
  incidents: { service: IncidentService };
  evidence: { limits: EvidenceLimits };
  hasPolicy: boolean;
  work: WorkInProgress;
}) {
  const { work } = deps;
  const store = new SourceActivityStore(deps);
  const statusStore = new SourceStatusStore(deps);
  const metrics = new SourceMetrics({
    metrics: deps.metrics,
    backlog: async () =>
      (await statusStore.openDeliveries()).map(({ source, state, count }) => ({
        source,
        state,
        count,
      })),
  });
  await deps.scheduler.scheduleTask({
    id: 'postmortems-sources-forget',
    scope: 'global',
    frequency: { hours: 24 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: work.task(() => store.forgetBefore(firstCountedDay())),
  });
  return {
    monitor: new SourceMonitor({ store, metrics, logger: deps.logger }),
    router: sourceRouter({
      ...deps,
      incidents: deps.incidents.service,
      status: new SourceStatusService({
        store: statusStore,
        sources: deps.sources,
      }),
      questions: new SourceQuestions(deps),
      maxPayloadBytes: deps.evidence.limits.payloadBytes,
      stopping: work.stopping,
    }),
  };
}
