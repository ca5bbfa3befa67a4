import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { EvidenceService } from '../evidence';
import type { IncidentService } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import { DeliveryStore } from './DeliveryStore';
import { DeliveryWorker } from './DeliveryWorker';
import { SourceIncidentAccess } from './SourceIncidentAccess';
import { webhookRouter } from './webhookRouter';

/** How often deliveries are looked for that no replica has processed. */
const POLL_INTERVAL = { seconds: 10 };

export async function createWebhooksFeature(deps: {
  knex: Knex;
  auth: AuthService;
  logger: LoggerService;
  scheduler: SchedulerService;
  writes: AuditedWrites;
  incidents: { service: IncidentService };
  evidence: { service: EvidenceService };
  sources: ReadonlyMap<string, EvidenceSource>;
}) {
  const { logger, sources } = deps;
  const deliveries = DeliveryStore.create(deps);
  const credentials = await deps.auth.getOwnServiceCredentials();
  const worker = new DeliveryWorker({
    deliveries,
    sources,
    logger,
    accessFor: sourceId =>
      new SourceIncidentAccess({
        writes: deps.writes,
        incidents: deps.incidents.service,
        evidence: deps.evidence.service,
        caller: { actor: `source:${sourceId}`, credentials },
      }),
  });
  await deps.scheduler.scheduleTask({
    id: 'postmortems-deliveries',
    // The claim in the database divides the work between replicas
    scope: 'local',
    frequency: POLL_INTERVAL,
    timeout: { minutes: 10 },
    fn: () => worker.run(),
  });
  return {
    router: webhookRouter({
      sources,
      deliveries,
      onDelivery: () => {
        worker.run().catch(error => {
          logger.error('Deliveries could not be processed', toError(error));
        });
      },
    }),
  };
}
