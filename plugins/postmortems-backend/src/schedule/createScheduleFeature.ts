import type {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { EvidenceCollector, EvidenceStore } from '../evidence';
import type { IncidentService, IncidentStore } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import type { ServiceCatalog } from '../platform/catalog';
import { now } from '../platform/database';
import type { RequestContext } from '../platform/http';
import type { WorkInProgress } from '../platform/WorkInProgress';
import type { PostmortemPipeline, PostmortemStore } from '../postmortems';
import type { TemplateResolver } from '../templates';
import type { VerificationContextBuilder } from '../verification';
import { Archiver } from './Archiver';
import { archiveOf } from './archiveOf';
import { HORIZON_MS, readSchedule } from './scheduleConfig';
import { ScheduledDrafts } from './ScheduledDrafts';
import { scheduleRouter } from './scheduleRouter';
import { later, ScheduleStore } from './ScheduleStore';

export async function createScheduleFeature(deps: {
  knex: Knex;
  config: RootConfigService;
  context: RequestContext;
  logger: LoggerService;
  notifications: NotificationService;
  scheduler: SchedulerService;
  serviceCatalog: ServiceCatalog;
  sources: ReadonlyMap<string, EvidenceSource>;
  work: WorkInProgress;
  writes: AuditedWrites;
  incidents: { service: IncidentService; store: IncidentStore };
  evidence: { store: EvidenceStore };
  templates: { resolver: TemplateResolver };
  verification: { contexts: VerificationContextBuilder };
  postmortems: {
    store: PostmortemStore;
    collector: EvidenceCollector;
    pipeline: PostmortemPipeline;
  };
}) {
  const rules = readSchedule(deps.config);
  const schedule = new ScheduleStore(deps);
  const { collector, pipeline } = deps.postmortems;
  const { archiveWithinMs } = rules;
  const archiver = new Archiver({
    ...deps,
    schedule,
    incidents: deps.incidents.store,
    collector,
    contexts: deps.verification.contexts,
    archiveWithinMs,
  });
  const drafts = new ScheduledDrafts({
    ...deps,
    schedule,
    rules,
    incidents: deps.incidents.store,
    evidence: deps.evidence.store,
    templates: deps.templates.resolver,
    postmortems: deps.postmortems.store,
    pipeline,
    horizonMs: HORIZON_MS,
  });
  // Apart, since a source that hangs must not hold up drafts
  for (const [id, work] of Object.entries({ archives: archiver, drafts })) {
    await deps.scheduler.scheduleTask({
      id: `postmortems-${id}`,
      scope: 'global',
      frequency: { minutes: 1 },
      timeout: { minutes: 10 },
      fn: deps.work.task(async signal => {
        await schedule.noteResolved({ since: later(now(), -HORIZON_MS) });
        await work.run(signal);
      }),
    });
  }
  return {
    archiveOf: (incident: Incident) =>
      archiveOf(incident, {
        schedule,
        evidence: deps.evidence.store,
        since: later(now(), -HORIZON_MS),
      }),
    router: scheduleRouter({
      context: deps.context,
      incidents: deps.incidents.service,
      evidence: deps.evidence.store,
      schedule,
      sources: deps.sources,
      archiveWithinMs,
    }),
  };
}
