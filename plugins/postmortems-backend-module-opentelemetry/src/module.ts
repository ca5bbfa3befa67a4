import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogServices,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readOpenTelemetryConfig } from './config/config';
import { readTelemetryConfig } from './config/telemetryConfig';
import { OpenTelemetrySource } from './OpenTelemetrySource';
import { TelemetryStore } from './telemetry/TelemetryStore';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Incidents are archived within a day, or a few; in milliseconds. */
const KEPT_MS = 14 * DAY_MS;
/** A delivery that fails is tried again for less than an hour. */
const BATCHES_KEPT_MS = 2 * DAY_MS;

/**
 * Brings what OpenTelemetry records as evidence: investigations of agents, and logs and
 * metrics of services while an incident goes on.
 *
 * @public
 */
export const postmortemsModuleOpenTelemetry = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'opentelemetry',
  register(reg) {
    reg.registerInit({
      deps: {
        sources: postmortemsEvidenceSourceExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        database: coreServices.database,
        scheduler: coreServices.scheduler,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
      },
      async init({ sources, config, logger, database, scheduler, ...names }) {
        const traces = readOpenTelemetryConfig(config);
        const blocks = readTelemetryConfig(config);
        if (traces.length + blocks.length === 0) {
          logger.info(
            'No platform: opentelemetry in agentTraces or telemetrySources of postmortems.provenanceRouting: nothing is taken',
          );
          return;
        }
        if (blocks.length === 0) {
          sources.addEvidenceSource(new OpenTelemetrySource({ traces }));
          return;
        }
        const store = await TelemetryStore.create({ database });
        const services = new CatalogServices(names);
        await scheduler.scheduleTask({
          id: 'postmortems-opentelemetry-forget',
          frequency: { hours: 1 },
          initialDelay: { minutes: 1 },
          timeout: { minutes: 10 },
          fn: () =>
            store.forget({
              incidents: new Date(Date.now() - KEPT_MS),
              batches: new Date(Date.now() - BATCHES_KEPT_MS),
            }),
        });
        sources.addEvidenceSource(
          new OpenTelemetrySource({
            traces,
            telemetry: { blocks, services, store },
          }),
        );
      },
    });
  },
});
