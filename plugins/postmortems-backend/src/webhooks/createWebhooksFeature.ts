import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { EvidenceService } from '../evidence';
import type { IncidentService, NoticeStore } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import type { readHttpConfig, RequestContext } from '../platform/http';
import type { WorkInProgress } from '../platform/WorkInProgress';
import type { SourceMonitor } from '../sources';
import type { TraceService } from '../traces';
import type { UnassignedService } from '../unassigned';
import { DeadLetterStore } from './DeadLetterStore';
import { type Delivery, DeliveryStore } from './DeliveryStore';
import { deliveryRouter } from './deliveryRouter';
import { DeliveryWorker } from './DeliveryWorker';
import { relateToIncident } from './deliveryIncidents';
import { OngoingIncidents } from './OngoingIncidents';
import { SourceIncidentAccess } from './SourceIncidentAccess';
import { schedulePolls } from './schedulePolls';
import { webhookRouter } from './webhookRouter';

/** How often deliveries are looked for that no replica has processed. */
const POLL_INTERVAL = { seconds: 10 };
/** Deliveries processed at once; each has a database connection now and then. */
const DELIVERIES_AT_ONCE = 8;
/** Of one source, so that others' need not wait behind what it sends without end. */
const MOST_OF_SOURCE = DELIVERIES_AT_ONCE / 2;
/** Tasks wait for other systems most of the time. */
const TASKS_AT_ONCE = 8;

export async function createWebhooksFeature(deps: {
  knex: Knex;
  auth: AuthService;
  logger: LoggerService;
  scheduler: SchedulerService;
  writes: AuditedWrites;
  context: RequestContext;
  incidents: { service: IncidentService; notices: NoticeStore };
  evidence: { service: EvidenceService };
  traces: { service: TraceService };
  unassigned: { service: UnassignedService };
  sourceMonitor: SourceMonitor;
  sources: ReadonlyMap<string, EvidenceSource>;
  http: ReturnType<typeof readHttpConfig>;
  work: WorkInProgress;
  hasPolicy: boolean;
}) {
  const { logger, sources, scheduler, http, work } = deps;
  const monitor = deps.sourceMonitor;
  const deliveries = DeliveryStore.create(deps);
  const credentials = await deps.auth.getOwnServiceCredentials();
  const runSoon = (worker: DeliveryWorker) => {
    worker.run().catch(error => {
      logger.error('Deliveries could not be processed', toError(error));
    });
  };
  let onTask = () => {};
  const accessFor = (
    sourceId: string,
    onIncident?: (key: string) => Promise<void>,
  ) =>
    new SourceIncidentAccess({
      onIncident,
      sourceId,
      writes: deps.writes,
      incidents: deps.incidents.service,
      notices: deps.incidents.notices,
      evidence: deps.evidence.service,
      traces: deps.traces.service,
      unassigned: deps.unassigned.service,
      monitor,
      caller: { actor: `source:${sourceId}`, credentials },
      stopping: work.stopping,
      enqueueTask: async ({ id, orderKey, body }) => {
        const isNew = await deliveries.add({
          sourceId,
          deliveryId: id,
          orderKey,
          body,
          kind: 'task',
        });
        if (isNew) monitor.received({ sourceId, kind: 'task' });
        onTask();
      },
    });
  const sourceOf = ({ sourceId }: Delivery) => {
    const source = sources.get(sourceId);
    if (!source) throw new Error(`The source ${sourceId} is not installed`);
    return source;
  };
  /** Notes what a delivery has to do with before it does it: the process may die. */
  const accessOf = (delivery: Delivery) => {
    const noted = new Set<string>();
    return accessFor(delivery.sourceId, async key => {
      if (noted.has(key)) return;
      await relateToIncident(deps.knex, delivery, key);
      noted.add(key);
    });
  };
  const worker = new DeliveryWorker({
    deliveries,
    logger,
    monitor,
    work,
    kind: 'delivery',
    concurrency: DELIVERIES_AT_ONCE,
    mostOfSource: MOST_OF_SOURCE,
    process: async delivery => {
      const { webhook } = sourceOf(delivery);
      if (!webhook) {
        throw new Error(`The source ${delivery.sourceId} takes no webhooks`);
      }
      const { deliveryId: id, receivedAt, body } = delivery;
      await webhook.process({ id, receivedAt, body }, accessOf(delivery));
    },
  });
  const tasks = new DeliveryWorker({
    deliveries,
    logger,
    monitor,
    work,
    kind: 'task',
    concurrency: TASKS_AT_ONCE,
    process: async delivery => {
      const { deliveryId: id, receivedAt, body } = delivery;
      await sourceOf(delivery).runTask?.(
        { id, receivedAt, body },
        accessOf(delivery),
      );
    },
  });
  onTask = () => runSoon(tasks);
  for (const [id, one] of Object.entries({ deliveries: worker, tasks })) {
    await scheduler.scheduleTask({
      id: `postmortems-${id}`,
      // The claim in the database divides the work between replicas
      scope: 'local',
      frequency: POLL_INTERVAL,
      timeout: { minutes: 10 },
      fn: () => one.run(),
    });
  }
  await scheduler.scheduleTask({
    id: 'postmortems-deliveries-forget',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: work.task(signal => deliveries.forgetOld({ signal })),
  });
  await schedulePolls({ sources, scheduler, accessFor, monitor, work });
  return {
    router: webhookRouter({
      sources,
      deliveries,
      incidents: new OngoingIncidents(deps),
      maxBodyBytes: http.webhooks.maxBodyMegabytes * 1024 * 1024,
      limits: http.rateLimits,
      onDelivery: sourceId => {
        monitor.received({ sourceId, kind: 'delivery' });
        runSoon(worker);
      },
    }),
    api: deliveryRouter({
      context: deps.context,
      hasPolicy: deps.hasPolicy,
      deadLetters: new DeadLetterStore(deps),
      onRetry: () => {
        runSoon(worker);
        runSoon(tasks);
      },
    }),
  };
}
