import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readOpenTelemetryConfig } from './config/config';
import { OpenTelemetrySource } from './OpenTelemetrySource';

/**
 * Brings investigations of agents, as OpenTelemetry records them, as evidence.
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
      },
      async init({ sources, config, logger }) {
        const blocks = readOpenTelemetryConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No platform: opentelemetry in postmortems.provenanceRouting.agentTraces: no spans are taken',
          );
          return;
        }
        sources.addEvidenceSource(new OpenTelemetrySource(blocks));
      },
    });
  },
});
